import { append } from "../audit/event.ts";
import type { Json } from "../kernel/canonical-json.ts";
import { addMs, type Instant, MINUTE_MS } from "../kernel/instant.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import { ok, type Result } from "../kernel/result.ts";
import type { Writes } from "../kernel/store.ts";
import { transferWrites } from "../ledger/ledger-store.ts";
import { formatAmount } from "../money/money.ts";
import { publishWebhook } from "../webhook/message.ts";
import { putWork } from "../work/work-item.ts";
import type { BankDate } from "./calendar.ts";
import type { Instruction, InstructionIn } from "./instruction.ts";
import { putInstruction } from "./instruction-store.ts";
import { pendingTransfer } from "./instruction-transfer.ts";
import { type InstructionStatusRefusal, markResent, markSent } from "./instruction-transition.ts";

/** How long the bank may be silent before it is asked. */
export const SILENCE_MS_MAX = 60 * MINUTE_MS;

type Sent = Result<{ next: InstructionIn<"sent">; writes: Writes }, InstructionStatusRefusal>;

/** Appends the event of a change and writes the instruction with it. */
export function changeInstruction<T extends Instruction>(options: {
  previous: Instruction;
  next: T;
  kind: string;
  actor: string;
  at: Instant;
  data?: Readonly<Record<string, Json>>;
}): { next: T; writes: Writes } {
  const { previous, kind, actor, at, data = {} } = options;
  const { version, eventHash, write } = append({
    id: previous.id,
    previous,
    happening: { kind, actor, at, data },
  });
  const next = { ...options.next, version, eventHash };
  return {
    next,
    writes: {
      [`instruction:${next.id}`]: putInstruction(next, previous),
      [`event:${next.id}:${version}`]: write,
    },
  };
}

/** The message that announces an instruction, and the work that asks the bank when it stays silent. */
function announcement(instruction: InstructionIn<"sent">, at: Instant): Writes {
  const { id, amount, creditor, predecessorId } = instruction;
  const message = publishWebhook({
    partnerId: instruction.partnerId,
    type: "settlement.instruction.created",
    objectId: id,
    sequence: instruction.sends,
    at,
    data: {
      instructionId: id,
      runId: instruction.runId,
      kind: instruction.kind,
      endToEndId: instruction.endToEndId,
      debtorAccount: instruction.debtorAccount,
      creditor: { name: creditor.name, account: creditor.account },
      amount: formatAmount(amount),
      currency: amount.currency,
      requestedExecutionDate: instruction.executeOn,
      causeRef: instruction.cause.id,
      ...(predecessorId === undefined ? {} : { predecessorId }),
    },
  });
  const query = putWork({
    kind: "bank.query-instruction",
    ref: id,
    dueAt: addMs(at, SILENCE_MS_MAX),
    cause: [id, String(instruction.sends)],
  });
  return { ...message, [`query:${id}`]: query };
}

/**
 * `created → sent`: the hold in the ledger, the message to the bank and the question for a silent bank, in one
 * transaction. One instruction per transaction: two of them may hold the same account.
 * @param options.executeOn the bank day of the run
 */
export function sendInstruction(options: {
  instruction: Instruction;
  runId: string;
  executeOn: BankDate;
  at: Instant;
  actor: string;
}): Sent {
  const { instruction, runId, executeOn, at, actor } = options;
  const moved = markSent(instruction, { runId, executeOn, at });
  if (!moved.ok) return moved;
  const { next, writes } = changeInstruction({
    previous: instruction,
    next: moved.value,
    kind: "instruction.sent",
    actor,
    at,
    data: { run: runId, executeOn },
  });
  return ok({
    next,
    writes: mergeWrites(writes, transferWrites([pendingTransfer(instruction, at)]), announcement(next, at)),
  });
}

/** `unknown → sent` with the same end-to-end id; the hold stands already. Only on the bank's "not known". */
export function resendInstruction(options: { instruction: Instruction; at: Instant; actor: string }): Sent {
  const { instruction, at, actor } = options;
  const moved = markResent(instruction, at);
  if (!moved.ok) return moved;
  const { next, writes } = changeInstruction({
    previous: instruction,
    next: moved.value,
    kind: "instruction.resent",
    actor,
    at,
    data: { sends: moved.value.sends },
  });
  return ok({ next, writes: mergeWrites(writes, announcement(next, at)) });
}
