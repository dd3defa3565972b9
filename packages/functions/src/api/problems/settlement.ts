import type { SettlementRefusal } from "@firstlot/core/settlement/settlement-refusal";
import type { BANK_PROBLEMS } from "./bank.ts";
import type { EVIDENCE_PROBLEMS } from "./evidence.ts";
import type { REVIEW_PROBLEMS } from "./review.ts";
import type { ProblemEntry, SHARED_PROBLEMS } from "./shared.ts";

type Elsewhere =
  | keyof typeof SHARED_PROBLEMS
  | keyof typeof BANK_PROBLEMS
  | keyof typeof EVIDENCE_PROBLEMS
  | keyof typeof REVIEW_PROBLEMS;

/** What an enterprise or an approver sees when a tranche or a payment does not move; no money moved. */
export const SETTLEMENT_PROBLEMS = {
  campaign_not_funded: {
    status: 409,
    title: "The campaign is not funded, or is over; no money can be asked for.",
  },
  enterprise_may_not_receive: {
    status: 409,
    title: "The enterprise may not receive money at present; the money stays where it is.",
  },
  earlier_tranche_open: {
    status: 409,
    title: "An earlier tranche is not paid yet; tranches are released in the order of the plan.",
  },
  evidence_unknown: { status: 422, title: "Your enterprise has no such file; upload it first." },
  evidence_missing: { status: 422, title: "A kind of evidence that this tranche needs is missing; add it." },
  spending_line_unknown: { status: 422, title: "The spending plan has no such line; nothing was asked for." },
  spending_line_exceeded: {
    status: 422,
    title: "The line of the spending plan has less left than that; ask for at most `remaining`.",
  },
  campaign_account_short: {
    status: 409,
    title:
      "The campaign account holds less than that; ask for at most `available`, or wait for the next tranche.",
  },
  payment_currency: { status: 422, title: "The spending plan is in another currency." },
  payee_missing: { status: 422, title: "Name whom this payment goes to." },
  invoice_missing: { status: 422, title: "A supplier is paid against an invoice; add it as evidence." },
  payee_not_payout_account: {
    status: 422,
    title: "Own costs are paid to the verified payout account only; leave the payee out.",
  },
  payee_is_payout_account: {
    status: 422,
    title: "A supplier's payment may not go to the enterprise's own account; use the line for own costs.",
  },
  payout_account_not_verified: {
    status: 409,
    title: "The payout account is not verified, or its hold is not over; nothing was asked for.",
  },
  tranche_status: { status: 409, title: "The tranche's status does not allow this; no money moved." },
  payment_status: { status: 409, title: "The payment's status does not allow this; no money moved." },
} as const satisfies Record<Exclude<SettlementRefusal["kind"], Elsewhere>, ProblemEntry>;
