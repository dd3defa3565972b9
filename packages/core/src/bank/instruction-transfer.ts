import type { Instant } from "../kernel/instant.ts";
import { accountIdSchema } from "../ledger/account.ts";
import { type TransferDraft, transferId } from "../ledger/transfer.ts";
import type { Instruction } from "./instruction.ts";

const common = (instruction: Instruction, at: Instant) => ({
  book: instruction.book,
  amount: instruction.amount,
  cause: instruction.id,
  at,
});

const sides = ({ pending }: Instruction) => ({
  debit: accountIdSchema.parse(pending.debit),
  credit: accountIdSchema.parse(pending.credit),
});

const pendingId = ({ id }: Instruction) => transferId([id, "pending"]);
const postId = ({ id }: Instruction) => transferId([id, "post"]);

/** The hold of the amount while the bank works. Our command: it is refused where the money is not there. */
export const pendingTransfer = (instruction: Instruction, at: Instant): TransferDraft => ({
  ...common(instruction, at),
  ...sides(instruction),
  id: pendingId(instruction),
  step: "pending",
  origin: "command",
});

/** The bank moved the money: the hold becomes an entry. */
export const postedTransfer = (instruction: Instruction, at: Instant): TransferDraft => ({
  ...common(instruction, at),
  ...sides(instruction),
  id: postId(instruction),
  step: "post",
  pendingId: pendingId(instruction),
  origin: "bank_fact",
});

/** The bank refused: the hold is gone, nothing was moved. */
export const voidedTransfer = (instruction: Instruction, at: Instant): TransferDraft => ({
  ...common(instruction, at),
  ...sides(instruction),
  id: transferId([instruction.id, "void"]),
  step: "void",
  pendingId: pendingId(instruction),
  origin: "bank_fact",
});

/** The money came back: a further transfer that names the one it reverses. */
export function returnedTransfer(instruction: Instruction, at: Instant): TransferDraft {
  const { debit, credit } = sides(instruction);
  return {
    ...common(instruction, at),
    debit: credit,
    credit: debit,
    id: transferId([instruction.id, "return"]),
    step: "posted",
    corrects: postId(instruction),
    origin: "bank_fact",
  };
}
