import { draftInstruction, instructionIdFor } from "../bank/draft-instruction.ts";
import type { Instruction, InstructionId } from "../bank/instruction.ts";
import { loadInstruction } from "../bank/instruction-store.ts";
import { type Command, commandKey, type Done, once, putCommand } from "../kernel/command.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Writes } from "../kernel/store.ts";
import { accountIdSchema } from "../ledger/account.ts";
import { guardWrites } from "./request-tranche.ts";
import type { SettlementDeps } from "./settlement-deps.ts";
import type { SettlementRefusal } from "./settlement-refusal.ts";

const OWN_CAUSES: ReadonlySet<string> = new Set(["fee", "fee-vat", "reserve"]);

/**
 * Issues the successor of a fee or reserve instruction that the bank rejected or returned; it names its predecessor.
 * Tranches, payments and refunds are asked for again by what caused them.
 */
export function reissueInstruction(
  deps: Pick<SettlementDeps, "store">,
  command: Command,
  input: { instructionId: InstructionId; guards?: Writes | undefined },
): Promise<Result<Done<Instruction>, SettlementRefusal>> {
  const find = async (id: InstructionId): Promise<Result<Instruction, SettlementRefusal>> => {
    const found = await loadInstruction(deps.store, id);
    return found !== undefined && OWN_CAUSES.has(found.cause.kind) ? ok(found) : err({ kind: "not_found" });
  };
  return once<Instruction, SettlementRefusal>({
    store: deps.store,
    command,
    identity: commandKey(command),
    attempt: async () => {
      const found = await find(input.instructionId);
      if (!found.ok) return found;
      const { status, id, pending, cause, kind, partnerId, book, debtorAccount, creditor, amount } =
        found.value;
      if (status !== "rejected" && status !== "returned") return err({ kind: "instruction_status", status });
      const { instruction, writes } = draftInstruction({
        ...{ cause, kind, partnerId, book, debtorAccount, creditor, amount },
        pendingDebit: accountIdSchema.parse(pending.debit),
        pendingCredit: accountIdSchema.parse(pending.credit),
        predecessorId: id,
        at: command.now,
        actor: command.actor,
      });
      const committed = await deps.store.commit(
        mergeWrites(writes, guardWrites(input.guards), { command: putCommand(command) }),
      );
      killPoint("settlement.instruction-reissued");
      return committed.ok ? ok(instruction) : err({ kind: "concurrent_update" });
    },
    current: async () => {
      const found = await find(input.instructionId);
      if (!found.ok) return found;
      return find(instructionIdFor({ cause: found.value.cause, predecessorId: input.instructionId }));
    },
  });
}
