import type { ConcurrencyRefusal } from "../kernel/command.ts";
import type { Instant } from "../kernel/instant.ts";
import type { RefundAccountLate, RefundStatusRefusal } from "./refund.ts";

/** Why a refund did not change. */
export type RefundRefusal =
  | RefundStatusRefusal
  | RefundAccountLate
  | ConcurrencyRefusal
  | Readonly<
      | { kind: "not_found" }
      | { kind: "not_due"; dormantAt: Instant }
      | { kind: "name_check_superseded" }
      | { kind: "refund_account_ours" }
    >;
