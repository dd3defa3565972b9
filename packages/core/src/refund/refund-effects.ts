import type { InstructionOutcome } from "../bank/confirm-instruction.ts";
import type { Instruction } from "../bank/instruction.ts";
import type { Command } from "../kernel/command.ts";
import type { Instant } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import type { Result } from "../kernel/result.ts";
import type { Store, Writes } from "../kernel/store.ts";
import {
  markFailed,
  markInstructed,
  markSettled,
  type Refund,
  type RefundStatusRefusal,
  refundIdSchema,
} from "./refund.ts";
import { loadRefund, refundChange } from "./refund-store.ts";

/** What a change of a refund means for the pledge that it ends; the pledge's own writes, in the same transaction. */
export type RefundNews = "requested" | "instructed" | "settled" | "failed" | "dormant";
export type OnRefundNews = (
  refund: Refund,
  news: RefundNews,
  by: { actor: string; at: Instant },
) => Promise<Writes>;

export interface RefundDeps {
  readonly store: Store;
  readonly onNews: OnRefundNews;
}

function moved(
  refund: Refund,
  outcome: InstructionOutcome,
  at: Instant,
): Result<Refund, RefundStatusRefusal> {
  switch (outcome.kind) {
    case "sent":
      return markInstructed(refund, at);
    case "settled":
      return markSettled(refund, at);
    case "rejected":
    case "returned":
      return markFailed(refund, { failure: outcome.reason, at });
  }
}

const NEWS = { sent: "instructed", settled: "settled", rejected: "failed", returned: "failed" } as const;
const EVENT = {
  sent: "refund.instructed",
  settled: "refund.settled",
  rejected: "refund.rejected",
  returned: "refund.returned",
} as const;

/**
 * The effect of an instruction's change on its refund and pledge, for the bank's transaction. An instruction that a
 * newer one has replaced changes nothing any more.
 */
export const refundInstructionEffects =
  ({ store, onNews }: RefundDeps) =>
  async (instruction: Instruction, outcome: InstructionOutcome, command: Command): Promise<Writes> => {
    const refund = await loadRefund(store, refundIdSchema.parse(instruction.cause.id));
    invariant(refund !== undefined, "an instruction's refund exists");
    if (refund.instructionId !== instruction.id) return {};
    const next = moved(refund, outcome, command.now);
    invariant(next.ok, `a refund that is ${refund.status} was ${outcome.kind} by the bank`);
    const { actor, now: at } = command;
    const changed = refundChange({
      previous: refund,
      next: next.value,
      kind: EVENT[outcome.kind],
      actor,
      at,
      data: {
        instructionId: instruction.id,
        ...("reason" in outcome ? { reasonCode: outcome.reason } : {}),
      },
    });
    return mergeWrites(changed.writes, await onNews(changed.refund, NEWS[outcome.kind], { actor, at }));
  };
