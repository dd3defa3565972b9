import type { InstructionStatusRefusal } from "../bank/instruction-transition.ts";
import type { ConcurrencyRefusal, IdempotencyRefusal } from "../kernel/command.ts";
import type { Money } from "../money/money.ts";
import type { PaymentStatusRefusal } from "./payment-request.ts";
import type { TrancheStatusRefusal } from "./tranche.ts";

/** Everything that a command on tranches and payment requests may refuse. */
export type SettlementRefusal =
  | Readonly<
      | { kind: "not_found" | "forbidden" }
      | { kind: "version_mismatch"; version: number }
      /** Its campaign is not funded and not delivering. */
      | { kind: "campaign_not_funded"; status: string }
      | { kind: "enterprise_may_not_receive" }
      | { kind: "earlier_tranche_open"; position: number }
      | { kind: "evidence_unknown"; evidenceId: string }
      | { kind: "evidence_missing"; types: readonly string[] }
      | { kind: "spending_line_unknown"; lineId: string }
      | { kind: "spending_line_exceeded"; remaining: Money }
      | { kind: "campaign_account_short"; available: Money }
      | { kind: "payment_currency"; currency: string }
      | { kind: "payee_missing" }
      | { kind: "evidence_quarantined" }
      | { kind: "invoice_missing" }
      /** The own-costs line goes to the verified payout account, no other line does. */
      | { kind: "payee_not_payout_account" }
      | { kind: "payee_is_payout_account" }
      | { kind: "payout_account_not_verified" }
      | { kind: "second_person_required" }
    >
  | InstructionStatusRefusal
  | TrancheStatusRefusal
  | PaymentStatusRefusal
  | ConcurrencyRefusal
  | IdempotencyRefusal;
