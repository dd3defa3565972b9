import type { Store } from "@firstlot/core/kernel/store";
import {
  type Account,
  type AccountId,
  accountParts,
  balanceOf,
  type Counters,
  normalSide,
} from "@firstlot/core/ledger/account";
import { JOURNAL_BUCKETS, journal, listAccounts, listTransfers } from "@firstlot/core/ledger/ledger-store";
import type { Transfer } from "@firstlot/core/ledger/transfer";
import { replayDifferences, type TrialBalance, trialBalance } from "@firstlot/core/ledger/trial-balance";
import type { Currency } from "@firstlot/core/money/currency";
import { money } from "@firstlot/core/money/money";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { nextOf, positionOf, present } from "../respond.ts";
import { declare, pageOf } from "../route.ts";
import { moneyOutSchema } from "../wire.ts";

const bookParams = z.object({
  book: z
    .string()
    .regex(/^(platform|(cmp|ptr)_[0-9A-HJKMNP-TV-Z]{20})$/, "a campaign, a bank partner, or `platform`"),
});
const tags = ["ledger"];

const countersView = z.object({
  debitsPending: moneyOutSchema,
  debitsPosted: moneyOutSchema,
  creditsPending: moneyOutSchema,
  creditsPosted: moneyOutSchema,
});

const accountView = countersView
  .extend({
    id: z.string(),
    code: z.string(),
    shard: z.int().optional(),
    normalSide: z.enum(["debit", "credit"]),
    /** What is posted, on the account's normal side. */
    balance: moneyOutSchema,
    /** What may still leave the account: holds count. */
    available: moneyOutSchema,
  })
  .openapi("LedgerAccount");

const entryView = z
  .object({
    id: z.string(),
    debit: z.string(),
    credit: z.string(),
    amount: moneyOutSchema,
    step: z.enum(["posted", "pending", "post", "void", "expire"]),
    pendingId: z.string().optional(),
    expiresAt: z.string().optional(),
    cause: z.string(),
    corrects: z.string().optional(),
    at: z.string(),
    origin: z.enum(["command", "bank_fact"]),
  })
  .openapi("LedgerEntry");

const accountsView = z.object({ book: z.string(), items: z.array(accountView) });

const trialView = z
  .object({
    book: z.string(),
    /** Both differences of every currency are zero, or the books are wrong. */
    currencies: z.array(
      countersView.extend({
        currency: z.string(),
        differencePosted: moneyOutSchema,
        differencePending: moneyOutSchema,
      }),
    ),
    replay: z.object({
      /** Whether the whole journal was read; a book that is too long is replayed by the daily job. */
      complete: z.boolean(),
      entries: z.int(),
      /** Accounts whose counters differ from their replayed entries; empty when the books are right. */
      differences: z.array(z.object({ account: z.string(), stored: countersView, replayed: countersView })),
    }),
  })
  .openapi("TrialBalance");

const accountsRoute = declare({
  method: "get",
  path: "/ledger/{book}/accounts",
  operationId: "listLedgerAccounts",
  tags,
  summary: "The accounts of a book",
  "x-permission": "ledger.read",
  request: { params: bookParams },
  responses: { 200: json(accountsView, "Accounts with their counters"), ...problems },
});

const entriesRoute = declare({
  method: "get",
  path: "/ledger/{book}/entries",
  operationId: "listLedgerEntries",
  tags,
  summary:
    "One bucket of a book's journal, a page of up to 500 entries; all buckets together are the journal",
  "x-permission": "ledger.read",
  request: {
    params: bookParams,
    query: z.object({
      bucket: z.coerce
        .number()
        .int()
        .min(0)
        .max(JOURNAL_BUCKETS - 1)
        .default(0),
      cursor: z.string().max(2_000).optional(),
    }),
  },
  responses: { 200: json(pageOf(entryView).extend({ buckets: z.int() }), "Entries by id"), ...problems },
});

const trialRoute = declare({
  method: "get",
  path: "/ledger/{book}/trial-balance",
  operationId: "readTrialBalance",
  tags,
  summary: "Debits against credits, and the accounts against their replayed journal",
  "x-permission": "ledger.read",
  request: { params: bookParams },
  responses: { 200: json(trialView, "The trial balance"), ...problems },
});

const countersOf = (counters: Counters, currency: Currency) => ({
  debitsPending: money(counters.debitsPending, currency),
  debitsPosted: money(counters.debitsPosted, currency),
  creditsPending: money(counters.creditsPending, currency),
  creditsPosted: money(counters.creditsPosted, currency),
});

function accountOf(account: Account) {
  const { id, available } = account;
  const { code, currency, shard } = accountParts(id);
  return {
    ...{ id, code, normalSide: normalSide(id), ...countersOf(account, currency) },
    ...(shard === undefined ? {} : { shard }),
    balance: money(balanceOf(id, account), currency),
    available: money(available, currency),
  };
}

const sumOf = (sum: TrialBalance) => ({
  ...countersOf(sum, sum.currency),
  currency: sum.currency,
  differencePosted: money(sum.differencePosted, sum.currency),
  differencePending: money(sum.differencePending, sum.currency),
});

const differenceOf = ({ id, stored, replayed }: { id: AccountId; stored: Counters; replayed: Counters }) => {
  const { currency } = accountParts(id);
  return { account: id, stored: countersOf(stored, currency), replayed: countersOf(replayed, currency) };
};

/** Longer journals do not fit into one answer's time. */
const REPLAY_ENTRIES_MAX = 10_000;

/** The journal of a book up to the limit. Read before the accounts are compared: a later entry shows up as a difference. */
async function readBounded(store: Store, book: string): Promise<{ entries: Transfer[]; complete: boolean }> {
  const entries: Transfer[] = [];
  for await (const entry of journal(store, book)) {
    if (entries.length === REPLAY_ENTRIES_MAX) return { entries, complete: false };
    entries.push(entry);
  }
  return { entries, complete: true };
}

/** The books, as operators and the regulator read them. */
export const ledgerRoutes = ({ store }: { store: Store }) =>
  router()
    .openapi(accountsRoute, async (c) => {
      const { book } = c.req.valid("param");
      const accounts = await listAccounts(store, book);
      if (accounts.length === 0) return refuse(c, { kind: "not_found" });
      return c.json(present(accountsView, { book, items: accounts.map(accountOf) }), 200);
    })
    .openapi(entriesRoute, async (c) => {
      const { book } = c.req.valid("param");
      const { bucket, cursor } = c.req.valid("query");
      const scope = `ledger:${book}:${bucket}`;
      const after = positionOf(c, scope, cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const page = await listTransfers(store, { book, bucket, after });
      const found = { items: page.items, buckets: JOURNAL_BUCKETS, ...nextOf(c, scope, page.next) };
      return c.json(present(pageOf(entryView).extend({ buckets: z.int() }), found), 200);
    })
    .openapi(trialRoute, async (c) => {
      const { book } = c.req.valid("param");
      const { entries, complete } = await readBounded(store, book);
      const accounts = await listAccounts(store, book);
      if (accounts.length === 0) return refuse(c, { kind: "not_found" });
      const differences = complete ? replayDifferences(accounts, entries).map(differenceOf) : [];
      const trial = {
        book,
        currencies: trialBalance(accounts).map(sumOf),
        replay: { complete, entries: entries.length, differences },
      };
      return c.json(present(trialView, trial), 200);
    });
