import type { ConcurrencyRefusal } from "../kernel/command.ts";
import type { Instant } from "../kernel/instant.ts";
import type { RefundStatusRefusal } from "./refund.ts";

/** Why a refund did not change. */
export type RefundRefusal =
  | RefundStatusRefusal
  | ConcurrencyRefusal
  | Readonly<{ kind: "not_found" } | { kind: "not_due"; dormantAt: Instant }>;
