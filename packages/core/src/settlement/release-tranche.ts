import { draftInstruction } from "../bank/draft-instruction.ts";
import type { Instant } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import type { Writes } from "../kernel/store.ts";
import { campaignAccount, type MoneyRoute } from "./money-route.ts";
import { approveTranche, instructTranche, type Tranche } from "./tranche.ts";
import { trancheChange } from "./tranche-store.ts";

/** Who releases, and when. */
export interface Release {
  readonly by: readonly string[];
  readonly actor: string;
  readonly at: Instant;
}

/**
 * `approved → instructed`: from the locked money to the campaign account, in the next settlement run.
 * @param stored the tranche as it is stored, where the approval is part of the same commit
 */
export function instructWrites(
  tranche: Tranche,
  {
    route,
    actor,
    at,
    stored,
  }: { route: MoneyRoute; actor: string; at: Instant; stored: Tranche | undefined },
): { tranche: Tranche; writes: Writes } {
  const { id, campaignId, amount, failedInstructionId } = tranche;
  const of = { campaignId, currency: amount.currency };
  const { instruction, writes } = draftInstruction({
    cause: { kind: "tranche", id },
    kind: "tranche",
    partnerId: tranche.partnerId,
    book: campaignId,
    debtorAccount: route.custody,
    creditor: route.campaign,
    amount,
    pendingDebit: campaignAccount(of, "tranche-locked"),
    pendingCredit: campaignAccount(of, "campaign-account"),
    ...(failedInstructionId === undefined ? {} : { predecessorId: failedInstructionId }),
    at,
    actor,
  });
  const next = instructTranche(tranche, { instructionId: instruction.id, at });
  invariant(next.ok, "an approved tranche is instructed");
  const changed = trancheChange({
    previous: tranche,
    stored,
    next: next.value,
    kind: "tranche.instructed",
    actor,
    at,
    data: { instruction: instruction.id },
  });
  return { tranche: changed.tranche, writes: mergeWrites(changed.writes, writes) };
}

/**
 * Approves a tranche and, when its money may move now, instructs it in the same commit; otherwise it stays approved
 * until the enterprise may receive money again.
 * @param stored the tranche as it is stored; `undefined` when this commit creates it
 */
export function releaseWrites(
  tranche: Tranche,
  options: Release & { route: MoneyRoute | undefined; stored: Tranche | undefined },
): Writes {
  const { by, actor, at, route, stored } = options;
  const next = approveTranche(tranche, { by, at });
  invariant(next.ok, "a tranche is released from a state that allows it");
  const approval = { previous: tranche, stored, next: next.value, kind: "tranche.approved", actor, at };
  const approved = trancheChange({ ...approval, data: { by: [...by] } });
  if (route === undefined) return approved.writes;
  const instructed = instructWrites(approved.tranche, { route, actor, at, stored });
  const { [`tranche:${tranche.id}`]: _superseded, ...approvalEvent } = approved.writes;
  return mergeWrites(approvalEvent, instructed.writes);
}
