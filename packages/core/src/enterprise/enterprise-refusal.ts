import type { ConcurrencyRefusal, IdempotencyRefusal } from "../kernel/command.ts";
import type { EnterpriseStatus } from "./enterprise.ts";
import type { AccountNumberRefusal } from "./payout-account-number.ts";

/** One thing that is missing before an application: where in the file, what to do, and that in words. */
export type MissingEntry = Readonly<{ pointer: string; code: string; detail: string }>;

/** Everything that a command on an enterprise may refuse. */
export type EnterpriseRefusal =
  | Readonly<
      | { kind: "not_found" }
      | { kind: "enterprise_not_in_state"; status: EnterpriseStatus; allowed: readonly EnterpriseStatus[] }
      | { kind: "version_mismatch"; version: number }
      | { kind: "application_incomplete"; missing: readonly MissingEntry[] }
      | { kind: "enterprise_appeal_used" }
      | { kind: "role_no_longer_held" }
      | { kind: "staff_and_enterprise_exclude_each_other" }
      | { kind: "memberships_limit_reached"; limit: number }
      | { kind: "payout_account_unchanged" }
      | { kind: "account_currency_mismatch"; scheme: string; currency: string }
      | { kind: "name_check_answered_otherwise"; answer: string }
      | { kind: "name_check_superseded" }
      | { kind: "payout_hold_not_over"; holdUntil: string }
    >
  | AccountNumberRefusal
  | ConcurrencyRefusal
  | IdempotencyRefusal;
