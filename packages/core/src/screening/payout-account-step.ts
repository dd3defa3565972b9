import { z } from "zod";
import { isAnswered, nameCheckAnswerSchema, type PayoutAccount } from "../enterprise/payout-account.ts";
import { ACCOUNT_SCHEMES, checkAccountNumber } from "../enterprise/payout-account-number.ts";
import { loadPayoutAccount } from "../enterprise/payout-account-store.ts";
import { instantSchema } from "../kernel/instant.ts";
import { judgePayoutAccount } from "../review/checks/payout-account-check.ts";
import type { StepRunner } from "../review/run-step.ts";
import type { ScreeningDeps } from "./screening-deps.ts";
import { stepOf } from "./step-of.ts";

const factsSchema = z.strictObject({
  scheme: z.enum(ACCOUNT_SCHEMES).nullable(),
  /** Keyed: which account this was, without its number. */
  accountHash: z.string().nullable(),
  /** `ok`, or why the digits cannot be right; the number itself is not a fact to keep. */
  numberCheck: z.enum([
    "ok",
    "account_missing",
    "account_number_format",
    "account_number_length",
    "account_number_country",
    "account_number_checksum",
  ]),
  nameCheck: z.strictObject({ answer: nameCheckAnswerSchema, answeredAt: instantSchema }).nullable(),
  holdUntil: instantSchema.nullable(),
  now: instantSchema,
});
type Facts = z.infer<typeof factsSchema>;

function factsOf(account: PayoutAccount | undefined, now: Facts["now"]): Facts {
  if (account === undefined)
    return {
      ...{ scheme: null, accountHash: null, numberCheck: "account_missing" },
      ...{ nameCheck: null, holdUntil: null, now },
    };
  const { scheme, accountHash, check } = account;
  const number = checkAccountNumber({ scheme, text: account.number });
  return {
    scheme,
    accountHash,
    numberCheck: number.ok ? "ok" : number.error.kind,
    nameCheck: isAnswered(check) ? { answer: check.answer, answeredAt: check.answeredAt } : null,
    holdUntil: account.status === "on_hold" ? account.holdUntil : null,
    now,
  };
}

/** Payout account: its digits hold, and its bank says whose it is. */
export const payoutAccountStep = (deps: Pick<ScreeningDeps, "store" | "now">): StepRunner =>
  stepOf({
    facts: factsSchema,
    gather: async ({ subject }) => ({
      facts: factsOf(await loadPayoutAccount(deps.store, subject.enterpriseId), deps.now()),
      evidence: [],
    }),
    evaluate: async ({ facts: { accountHash: _which, ...judged } }) => judgePayoutAccount(judged),
  });
