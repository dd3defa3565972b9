import { z } from "zod";
import { invariant } from "../kernel/invariant.ts";
import type { Key, StoredItem, Write } from "../kernel/store.ts";
import { type Currency, currencySchema } from "../money/currency.ts";

/**
 * The chart: every account code and the side on which it normally stands. A debit-normal account is something that
 * is held (money at a bank, a claim) or a cost; a credit-normal one is something that is owed, or income.
 * @see docs/rules/ledger.md#the-chart
 */
export const NORMAL_SIDE = {
  custody: "debit",
  "campaign-bank": "debit",
  backers: "credit",
  control: "credit",
  "tranche-locked": "credit",
  "campaign-account": "credit",
  "fee-payable": "credit",
  "fee-income": "credit",
  "vat-payable": "credit",
  reserve: "credit",
  "refund-payable": "credit",
  "receivable-enterprise": "debit",
  "chargeback-loss": "debit",
  "bank-charges": "debit",
  suspense: "credit",
  dormant: "credit",
} as const satisfies Record<string, "debit" | "credit">;

/** A code of the chart. */
export type AccountCode = keyof typeof NORMAL_SIDE;

const CODES = [
  "custody",
  "campaign-bank",
  "backers",
  "control",
  "tranche-locked",
  "campaign-account",
  "fee-payable",
  "fee-income",
  "vat-payable",
  "reserve",
  "refund-payable",
  "receivable-enterprise",
  "chargeback-loss",
  "bank-charges",
  "suspense",
  "dormant",
] as const satisfies readonly AccountCode[];

export const accountCodeSchema = z.enum(CODES);

const ID =
  /^(cmp_[0-9A-HJKMNP-TV-Z]{20}|ptr_[0-9A-HJKMNP-TV-Z]{20}|platform)\.([a-z-]+)\.([A-Z]{3})(?:\.(\d{1,2}))?$/;

/** An account's name: book, code, currency and, for a hot account, its shard: `cmp_….custody.CNY.3`. */
export const accountIdSchema = z
  .string()
  .refine((text) => partsOf(text) !== undefined, "an account like cmp_….backers.EUR")
  .brand<"AccountId">();
export type AccountId = z.infer<typeof accountIdSchema>;

/** What an account's name says. `shard` is absent on the main account. */
export interface AccountParts {
  /** `cmp_…`, `ptr_…` or `platform`: each book balances on its own. */
  readonly book: string;
  readonly code: AccountCode;
  readonly currency: Currency;
  readonly shard?: number | undefined;
}

function partsOf(text: string): AccountParts | undefined {
  const [, book, codeText, currencyText, shard] = ID.exec(text) ?? [];
  const code = accountCodeSchema.safeParse(codeText);
  const currency = currencySchema.safeParse(currencyText);
  if (book === undefined || !code.success || !currency.success) return undefined;
  const named = { book, code: code.data, currency: currency.data };
  return shard === undefined ? named : { ...named, shard: Number(shard) };
}

/** The name of an account; an unknown book is a bug. */
export const accountId = ({ book, code, currency, shard }: AccountParts): AccountId =>
  accountIdSchema.parse(`${book}.${code}.${currency}${shard === undefined ? "" : `.${shard}`}`);

/** Book, code, currency and shard of an account. */
export function accountParts(id: AccountId): AccountParts {
  const parts = partsOf(id);
  invariant(parts !== undefined, "an account id was checked when it was made");
  return parts;
}

/** The side on which the account normally stands. */
export const normalSide = (id: AccountId): "debit" | "credit" => NORMAL_SIDE[accountParts(id).code];

/** The largest value of one counter: two of them still add up to a safe integer. */
export const COUNTER_MAX = 2 ** 52 - 1;

/** The four sums of an account, in minor units of its currency, never negative. */
export interface Counters {
  readonly debitsPending: number;
  readonly debitsPosted: number;
  readonly creditsPending: number;
  readonly creditsPosted: number;
}

/** The names of the four counters, in the order of the tables. */
export const COUNTER_NAMES = [
  "debitsPending",
  "debitsPosted",
  "creditsPending",
  "creditsPosted",
] as const satisfies readonly (keyof Counters)[];

/** An account that nothing has moved yet. */
export const NO_COUNTERS: Counters = {
  debitsPending: 0,
  debitsPosted: 0,
  creditsPending: 0,
  creditsPosted: 0,
};

/**
 * What may still leave the account, in minor units: posted entries on the normal side less posted and held ones on
 * the other. Holds count; what is only expected does not.
 */
export const availableOf = (id: AccountId, counters: Counters): number =>
  normalSide(id) === "credit"
    ? counters.creditsPosted - counters.debitsPosted - counters.debitsPending
    : counters.debitsPosted - counters.creditsPosted - counters.creditsPending;

/** What is posted, on the account's normal side, holds not counted; minor units. */
export const balanceOf = (id: AccountId, counters: Counters): number =>
  normalSide(id) === "credit"
    ? counters.creditsPosted - counters.debitsPosted
    : counters.debitsPosted - counters.creditsPosted;

const counter = z.int().min(0);

export const accountSchema = z.strictObject({
  id: accountIdSchema,
  debitsPending: counter,
  debitsPosted: counter,
  creditsPending: counter,
  creditsPosted: counter,
  available: z.int(),
});

/** An account with its counters; `available` is stored so that write conditions can use it. */
export type Account = Readonly<z.infer<typeof accountSchema>>;

const MAIN = "main";

/** The partition of a book's main accounts, or of those that belong to one shard. */
export const accountPartition = (book: string, shard?: number): string => `ACCOUNT#${book}#${shard ?? MAIN}`;

/** Where an account is stored; accounts of one shard share a partition, shards never do. */
export function accountKey(id: AccountId): Key {
  const { book, code, currency, shard } = accountParts(id);
  return { pk: accountPartition(book, shard), sk: `${code}.${currency}` };
}

/** The write that opens an account at zero; refused when it exists already. */
export const openAccount = (id: AccountId): Write => ({
  Put: {
    Item: { ...accountKey(id), id, ...NO_COUNTERS, available: 0 },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});

/** An account as stored, its keys taken off. */
export function parseAccount(item: StoredItem): Account {
  const { pk: _pk, sk: _sk, ...account } = item;
  return accountSchema.parse(account);
}
