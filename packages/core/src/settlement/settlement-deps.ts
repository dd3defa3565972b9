import type { Payee } from "../bank/account-number.ts";
import type { EnterpriseId } from "../identity/actor.ts";
import type { Command } from "../kernel/command.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Store, Writes } from "../kernel/store.ts";
import type { TransferDraft } from "../ledger/transfer.ts";
import type { Money } from "../money/money.ts";
import type { Pledge, PledgeIn } from "../pledge/pledge.ts";

/** Gives a paid pledge's money back whole; its transfers are written with those of the same transaction. */
export interface PledgeRefunds {
  refund(
    pledge: PledgeIn<"paid" | "confirmed">,
    refund: { reason: "failed" | "cancelled"; command: Command },
  ): Promise<{ pledge: Pledge; writes: Writes; transfers: readonly TransferDraft[] }>;
}

/** What of an enterprise decides where its money may go. */
export interface EnterpriseMoney {
  /** Whether money may move towards it: verified, and neither suspended nor frozen. */
  mayReceive(enterpriseId: EnterpriseId): Promise<boolean>;
  /**
   * The payout account, once the bank has checked its name and no hold runs, with the condition that it still is;
   * `undefined` otherwise.
   */
  payoutAccount(enterpriseId: EnterpriseId): Promise<{ payee: Payee; stillVerified: Writes } | undefined>;
}

/** What settlement must know of a piece of evidence; a foreign one is not found, nor is one that its scan refused. */
export interface EvidenceIndex {
  find(
    enterpriseId: EnterpriseId,
    evidenceId: string,
  ): Promise<{ type: string; sha256: string } | "quarantined" | undefined>;
  /** Writes that note on a file that something is asked for with it; they join the request's transaction. */
  used(
    evidenceId: string,
    by: { kind: "tranche" | "payment"; id: string; campaignId: string; amount: Money; at: Instant },
  ): Writes;
}

/** The review of a tranche's evidence; its writes join the tranche's transaction. */
export interface TrancheReview {
  open(
    tranche: {
      trancheId: string;
      enterpriseId: EnterpriseId;
      contentHash: string;
      amount: Money;
      caseId?: string;
    },
    command: Command,
  ): Promise<{ caseId: string; writes: Writes }>;
}

/** What settlement needs. Ports are wired in `functions/src/wiring.ts`. */
export interface SettlementDeps {
  readonly store: Store;
  /** Business time now. */
  readonly now: () => Instant;
  /** Wall time now. */
  readonly wall: () => Instant;
  readonly refunds: PledgeRefunds;
  readonly enterprises: EnterpriseMoney;
  readonly evidence: EvidenceIndex;
  readonly review: TrancheReview;
}
