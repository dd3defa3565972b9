import {
  type AccountNumberRefusal,
  type AccountScheme,
  checkAccountNumber,
} from "../../enterprise/payout-account-number.ts";
import { DAY_MS, type Instant, msBetween } from "../../kernel/instant.ts";
import type { CheckResult } from "../finding.ts";
import { conclude, type KnownFinding } from "./conclude.ts";

/** The account and what its bank answered about the name on it. */
export type PayoutAccountInput = Readonly<{
  scheme: AccountScheme;
  number: string;
  nameCheck: Readonly<{ answer: "match" | "close" | "mismatch"; answeredAt: Instant }> | null;
  /** End of the hold after a change; null when there is none. */
  holdUntil: Instant | null;
  now: Instant;
}>;

export type PayoutAccountPolicy = Readonly<{ nameCheckAgeDaysMax: number }>;
export const PAYOUT_ACCOUNT_START_POLICY: PayoutAccountPolicy = { nameCheckAgeDaysMax: 90 };

/** The same without the number: what the digits said, so that a stored input names no account. */
export type JudgedPayoutAccount = Omit<PayoutAccountInput, "scheme" | "number"> &
  Readonly<{
    scheme: AccountScheme | null;
    numberCheck: "ok" | "account_missing" | AccountNumberRefusal["kind"];
  }>;

function nameFinding(input: JudgedPayoutAccount, policy: PayoutAccountPolicy): KnownFinding | undefined {
  const { nameCheck, now } = input;
  const base = { limit: "match", remedyCode: "use_own_account" } as const;
  if (!nameCheck) {
    return {
      ...base,
      reasonCode: "account_name_not_checked",
      severity: "warning",
      observed: "–",
      remedyCode: "wait_for_bank",
    };
  }
  const { answer, answeredAt } = nameCheck;
  if (answer !== "match") {
    const close = answer === "close";
    return {
      ...base,
      reasonCode: close ? "account_name_close" : "account_name_mismatch",
      severity: close ? "warning" : "error",
      observed: answer,
    };
  }
  const ageDays = Math.floor(msBetween({ from: answeredAt, to: now }) / DAY_MS);
  if (ageDays <= policy.nameCheckAgeDaysMax) return undefined;
  return {
    reasonCode: "account_name_check_old",
    severity: "warning",
    observed: `${ageDays} days`,
    limit: `${policy.nameCheckAgeDaysMax} days`,
    remedyCode: "wait_for_bank",
  };
}

/**
 * Payout account step: the digits hold, and the account's own bank says that the name is the enterprise's. An
 * account on hold passes with a warning: it is the tranches that wait.
 */
export function checkPayoutAccount(
  { number, ...input }: PayoutAccountInput,
  policy: PayoutAccountPolicy = PAYOUT_ACCOUNT_START_POLICY,
): CheckResult {
  const checked = checkAccountNumber({ scheme: input.scheme, text: number });
  return judgePayoutAccount({ ...input, numberCheck: checked.ok ? "ok" : checked.error.kind }, policy);
}

/** The payout account step once its number has been checked. */
export function judgePayoutAccount(
  input: JudgedPayoutAccount,
  policy: PayoutAccountPolicy = PAYOUT_ACCOUNT_START_POLICY,
): CheckResult {
  const findings: KnownFinding[] = [];
  if (input.numberCheck !== "ok") {
    findings.push({
      reasonCode: "account_number_invalid",
      severity: "error",
      observed: `${input.scheme ?? "–"}: ${input.numberCheck}`,
      limit: "check digits hold",
      remedyCode: "correct_account_number",
    });
  }
  const name = nameFinding(input, policy);
  if (name) findings.push(name);
  const judged = conclude(findings);
  if (input.holdUntil === null || input.holdUntil <= input.now) return judged;
  const held: KnownFinding = {
    reasonCode: "account_on_hold",
    severity: "warning",
    observed: input.holdUntil,
    limit: input.now,
    remedyCode: "wait_for_hold",
  };
  return {
    outcome: judged.outcome === "passed" ? "warned" : judged.outcome,
    findings: [...judged.findings, held],
  };
}
