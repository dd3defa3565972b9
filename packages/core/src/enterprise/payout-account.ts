import { z } from "zod";
import { type NameCheckId, nameCheckIdSchema } from "../bank/name-check-id.ts";
import { enterpriseIdSchema, userIdSchema } from "../identity/actor.ts";
import { nameSchema } from "../identity/person.ts";
import { canonicalJson } from "../kernel/canonical-json.ts";
import { derivedIdPart, idSchema, keyedIdPart } from "../kernel/id.ts";
import { addMs, HOUR_MS, type Instant, instantSchema } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { type Currency, currencySchema } from "../money/currency.ts";
import type { EnterpriseRefusal } from "./enterprise-refusal.ts";
import { ACCOUNT_SCHEMES, type AccountScheme, checkAccountNumber } from "./payout-account-number.ts";

export const payoutAccountIdSchema = idSchema("pac", "PayoutAccountId");
export type PayoutAccountId = z.infer<typeof payoutAccountIdSchema>;

/** How long a changed account waits before money may go to it, business time. */
export const PAYOUT_HOLD_MS = 72 * HOUR_MS;

export const NAME_CHECK_ANSWERS = ["match", "close", "mismatch"] as const;
export const nameCheckAnswerSchema = z.enum(NAME_CHECK_ANSWERS);
/** What a bank says to "does this account belong to this name?". */
export type NameCheckAnswer = z.infer<typeof nameCheckAnswerSchema>;

const askedSchema = z.strictObject({ checkId: nameCheckIdSchema, requestedAt: instantSchema });
const answeredSchema = askedSchema.extend({ answer: nameCheckAnswerSchema, answeredAt: instantSchema });
const checkSchema = z.union([answeredSchema, askedSchema]);
export type NameCheck = Readonly<z.infer<typeof checkSchema>>;

/** What the applicant says of an account. */
export const namedAccountSchema = z.strictObject({
  /** The holder as the bank knows it. */
  name: nameSchema,
  scheme: z.enum(ACCOUNT_SCHEMES),
  number: z.string().trim().min(1).max(50),
  currency: currencySchema,
});
export type NamedAccount = Readonly<z.infer<typeof namedAccountSchema>>;

const base = {
  id: payoutAccountIdSchema,
  enterpriseId: enterpriseIdSchema,
  name: nameSchema,
  scheme: z.enum(ACCOUNT_SCHEMES),
  number: z.string(),
  country: z.string(),
  lastFour: z.string(),
  currency: currencySchema,
  /** Keyed: events and hashes name an account without saying its number. */
  accountHash: z.string(),
  changedAt: instantSchema,
  changedBy: userIdSchema,
  version: z.int().min(1),
  eventHash: z.string(),
};

/**
 * Where the money of an enterprise may go for its own costs: `unverified → verified | mismatch`; any change →
 * `on_hold` → `verified`. @see docs/rules/enterprise.md#payout-account
 */
export const payoutAccountSchema = z.discriminatedUnion("status", [
  z.strictObject({ ...base, status: z.literal("unverified"), check: checkSchema.optional() }),
  z.strictObject({ ...base, status: z.literal("on_hold"), holdUntil: instantSchema, check: checkSchema }),
  z.strictObject({
    ...base,
    status: z.literal("verified"),
    check: answeredSchema,
    verifiedAt: instantSchema,
  }),
  z.strictObject({ ...base, status: z.literal("mismatch"), check: answeredSchema }),
]);
export type PayoutAccount = Readonly<z.infer<typeof payoutAccountSchema>>;
export type PayoutAccountIn<S extends PayoutAccount["status"]> = Extract<PayoutAccount, { status: S }>;

/** One enterprise has one payout account; its id carries the enterprise's characters. */
export const payoutAccountIdOf = (enterpriseId: string): PayoutAccountId =>
  payoutAccountIdSchema.parse(enterpriseId.replace(/^ent_/, "pac_"));

/** A check is of one version of one account. */
export const nameCheckIdOf = (id: PayoutAccountId, version: number): NameCheckId =>
  nameCheckIdSchema.parse(`nck_${derivedIdPart(["name-check", id, String(version)])}`);

export const isAnswered = (check: NameCheck | undefined): check is z.infer<typeof answeredSchema> =>
  check !== undefined && "answer" in check;

const CURRENCIES_OF_SCHEME: Readonly<Record<AccountScheme, readonly Currency[] | "any">> = {
  iban: "any",
  cn_card: ["CNY"],
  jp_account: ["JPY"],
};

type Named = Pick<
  PayoutAccount,
  "name" | "scheme" | "number" | "country" | "lastFour" | "currency" | "accountHash"
>;
type NameRefusal = Extract<
  EnterpriseRefusal,
  { kind: `account_number_${string}` | "account_currency_mismatch" | "payout_account_unchanged" }
>;

/** An account as named, its digits checked; a domestic scheme holds only its own currency. */
export function readNamedAccount(secret: string, named: NamedAccount): Result<Named, NameRefusal> {
  const { name, scheme, currency } = named;
  const number = checkAccountNumber({ scheme, text: named.number });
  if (!number.ok) return number;
  const currencies = CURRENCIES_OF_SCHEME[scheme];
  if (currencies !== "any" && !currencies.includes(currency))
    return err({ kind: "account_currency_mismatch", scheme, currency });
  const { normalized, country, lastFour } = number.value;
  const accountHash = keyedIdPart(secret, [
    "payout-account",
    canonicalJson({ scheme, normalized, currency, name }),
  ]);
  return ok({ name, scheme, number: normalized, country, lastFour, currency, accountHash });
}

interface Changing {
  readonly named: Named;
  readonly enterpriseId: PayoutAccount["enterpriseId"];
  readonly by: PayoutAccount["changedBy"];
  readonly at: Instant;
  /** Whether the enterprise has ever applied: from then on every change waits and is checked by the bank. */
  readonly isRelied: boolean;
}

/**
 * The account after its owner named another one. Before the first application nothing relies on it and no bank is
 * asked; afterwards any change is on hold for 72 hours and asks the bank anew.
 */
export function changeAccount(
  previous: PayoutAccount | undefined,
  change: Changing,
): Result<PayoutAccount, NameRefusal> {
  const { named, enterpriseId, by, at, isRelied } = change;
  if (previous?.accountHash === named.accountHash) return err({ kind: "payout_account_unchanged" });
  const id = payoutAccountIdOf(enterpriseId);
  const version = (previous?.version ?? 0) + 1;
  const own = { id, enterpriseId, ...named, changedAt: at, changedBy: by, version, eventHash: "" };
  const check = { checkId: nameCheckIdOf(id, version), requestedAt: at };
  if (!isRelied) return ok({ ...own, status: "unverified" });
  return previous === undefined
    ? ok({ ...own, status: "unverified", check })
    : ok({ ...own, status: "on_hold", holdUntil: addMs(at, PAYOUT_HOLD_MS), check });
}

/** Asks the bank about an account that nobody was asked about yet: at the application. */
export function askAboutAccount(
  account: PayoutAccount,
  at: Instant,
): PayoutAccountIn<"unverified"> | undefined {
  if (account.status !== "unverified" || account.check !== undefined) return undefined;
  return { ...account, check: { checkId: nameCheckIdOf(account.id, account.version + 1), requestedAt: at } };
}

type AnswerRefusal = Extract<
  EnterpriseRefusal,
  { kind: "name_check_superseded" | "name_check_answered_otherwise" }
>;

/**
 * The account after its bank answered. `match` verifies it, on hold only when the hold is over; `close` leaves a
 * first account to the reviewer's eye and refuses a change; `mismatch` refuses. The same answer again changes nothing.
 */
export function answerCheck(
  account: PayoutAccount,
  told: { checkId: NameCheckId; answer: NameCheckAnswer; at: Instant },
): Result<PayoutAccount, AnswerRefusal> {
  const { checkId, answer, at } = told;
  const asked = account.check;
  if (asked?.checkId !== checkId) return err({ kind: "name_check_superseded" });
  if (isAnswered(asked))
    return asked.answer === answer
      ? ok(account)
      : err({ kind: "name_check_answered_otherwise", answer: asked.answer });
  const check = { ...asked, answer, answeredAt: at };
  switch (account.status) {
    case "unverified": {
      if (answer === "close") return ok({ ...account, check });
      const { status: _status, check: _check, ...own } = account;
      return answer === "match"
        ? ok({ ...own, status: "verified", check, verifiedAt: at })
        : ok({ ...own, status: "mismatch", check });
    }
    case "on_hold": {
      const { status: _status, holdUntil, check: _check, ...own } = account;
      if (answer !== "match") return ok({ ...own, status: "mismatch", check });
      return at >= holdUntil
        ? ok({ ...own, status: "verified", check, verifiedAt: at })
        : ok({ ...account, check });
    }
    case "verified":
    case "mismatch":
      invariant(false, "a verified or mismatched account has an answered check");
  }
}

/** Ends a hold whose 72 hours are over and whose name the bank confirmed. */
export function endHold(
  account: PayoutAccountIn<"on_hold">,
  at: Instant,
): Result<PayoutAccount, Extract<EnterpriseRefusal, { kind: "payout_hold_not_over" }>> {
  const { status: _status, holdUntil, check, ...own } = account;
  if (at < holdUntil || !isAnswered(check)) return err({ kind: "payout_hold_not_over", holdUntil });
  return ok({ ...own, status: "verified", check, verifiedAt: at });
}

/** Two reviewers have accepted a first account whose name was close to the enterprise's. */
export function acceptCloseName(account: PayoutAccount, at: Instant): PayoutAccount | undefined {
  if (account.status !== "unverified" || !isAnswered(account.check)) return undefined;
  const { status: _status, check, ...own } = account;
  return { ...own, status: "verified", check, verifiedAt: at };
}
