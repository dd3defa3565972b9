import type { Command, ConcurrencyRefusal } from "../kernel/command.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Writes } from "../kernel/store.ts";
import type { LedgerRefusal } from "../ledger/ledger-refusal.ts";
import { transferRefusal } from "../ledger/ledger-store.ts";
import type { BankDate } from "./calendar.ts";
import type { ConfirmDeps } from "./confirm-instruction.ts";
import { type Instruction, type InstructionId, type InstructionIn, isOpen } from "./instruction.ts";
import { loadInstruction } from "./instruction-store.ts";
import { pendingTransfer } from "./instruction-transfer.ts";
import type { InstructionStatusRefusal } from "./instruction-transition.ts";
import { takesInstructions } from "./partner.ts";
import { loadPartner } from "./partner-store.ts";
import { sendInstruction } from "./send-instruction.ts";

/** Why an instruction did not go out. It stays `created` and is tried again by the next run. */
export type SendRefusal = Readonly<
  | { kind: "not_found" }
  | InstructionStatusRefusal
  | { kind: "partner_takes_no_instructions" }
  | LedgerRefusal
  | ConcurrencyRefusal
>;

/**
 * Sends one instruction in a settlement run: hold, message, question for a silent bank, and the effects of its cause
 * in one transaction. Again in the same run: the instruction as it stands.
 * @param options.extra further writes of the run itself (its cursor, its list)
 */
export async function sendDueInstruction(
  deps: ConfirmDeps,
  command: Command,
  options: { instructionId: InstructionId; runId: string; executeOn: BankDate; extra?: Writes },
): Promise<Result<Instruction, SendRefusal>> {
  const { runId, executeOn, extra = {} } = options;
  const instruction = await loadInstruction(deps.store, options.instructionId);
  if (!instruction) return err({ kind: "not_found" });
  if (isOpen(instruction) && instruction.runId === runId) return ok(instruction);
  const partner = await loadPartner(deps.store, instruction.partnerId);
  if (!partner || !takesInstructions(partner)) return err({ kind: "partner_takes_no_instructions" });
  const at = command.now;
  const sent = sendInstruction({ instruction, runId, executeOn, at, actor: command.actor });
  if (!sent.ok) return sent;
  const caused = await sentEffects(deps, sent.value.next, command);
  const committed = await deps.store.commit(mergeWrites(sent.value.writes, caused, extra));
  killPoint("bank.instruction-sent");
  if (committed.ok) return ok(sent.value.next);
  return err(
    transferRefusal(committed.error, [pendingTransfer(instruction, at)]) ?? { kind: "concurrent_update" },
  );
}

const sentEffects = async (
  { effects }: ConfirmDeps,
  instruction: InstructionIn<"sent">,
  command: Command,
): Promise<Writes> =>
  instruction.cause.kind === "break" ? {} : effects[instruction.kind](instruction, { kind: "sent" }, command);
