import { append } from "../audit/event.ts";
import type { PartnerId } from "../identity/actor.ts";
import { derivedIdPart } from "../kernel/id.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Writes } from "../kernel/store.ts";
import type { AccountId } from "../ledger/account.ts";
import { formatAmount, type Money } from "../money/money.ts";
import type { AccountNumber, Payee } from "./account-number.ts";
import {
  endToEndIdOf,
  type InstructionId,
  type InstructionIn,
  type InstructionKind,
  instructionIdSchema,
} from "./instruction.ts";
import { putInstruction } from "./instruction-store.ts";

/** What a cause asks of a bank. */
export interface InstructionDraft {
  readonly cause: { readonly kind: string; readonly id: string };
  readonly kind: InstructionKind;
  readonly partnerId: PartnerId;
  readonly book: string;
  readonly debtorAccount: AccountNumber;
  readonly creditor: Payee;
  readonly amount: Money;
  /** Debited (usually what is owed) and credited (the money at the bank) while the bank works, posted when settled. */
  readonly pendingDebit: AccountId;
  readonly pendingCredit: AccountId;
  /** The rejected or returned instruction that this one replaces. */
  readonly predecessorId?: InstructionId;
  /** Why it is held from the start: no run takes it until two persons released it. */
  readonly hold?: string | undefined;
  readonly at: Instant;
  readonly actor: string;
}

/** The id of the instruction that a cause issues; a cause issues one, and one more per predecessor. */
export const instructionIdFor = ({
  cause,
  predecessorId,
}: Pick<InstructionDraft, "cause" | "predecessorId">): InstructionId =>
  instructionIdSchema.parse(`ins_${derivedIdPart([cause.kind, cause.id, predecessorId ?? ""])}`);

/**
 * Creates an instruction; the settlement run of its bank, currency and day takes it at the next cut-off.
 * The same cause again is the same instruction: its write `instruction:<id>` fails on the second commit.
 */
export function draftInstruction(draft: InstructionDraft): {
  instruction: InstructionIn<"created" | "held">;
  writes: Writes;
} {
  const { pendingDebit, pendingCredit, predecessorId, hold, at, actor, ...about } = draft;
  const id = instructionIdFor(draft);
  const { version, eventHash, write } = append({
    id,
    previous: undefined,
    happening: {
      kind: "instruction.created",
      actor,
      at,
      data: {
        cause: about.cause.id,
        kind: about.kind,
        partner: about.partnerId,
        amount: formatAmount(about.amount),
        currency: about.amount.currency,
        ...(predecessorId === undefined ? {} : { predecessor: predecessorId }),
        ...(hold === undefined ? {} : { held: hold }),
      },
    },
  });
  const created: InstructionIn<"created"> = {
    ...about,
    id,
    endToEndId: endToEndIdOf(id),
    pending: { debit: pendingDebit, credit: pendingCredit },
    ...(predecessorId === undefined ? {} : { predecessorId }),
    bankSequence: 0,
    sends: 0,
    createdAt: at,
    version,
    eventHash,
    status: "created",
  };
  const instruction =
    hold === undefined ? created : { ...created, status: "held" as const, reason: hold, heldAt: at };
  return {
    instruction,
    writes: { [`instruction:${id}`]: putInstruction(instruction), [`event:${id}:${version}`]: write },
  };
}
