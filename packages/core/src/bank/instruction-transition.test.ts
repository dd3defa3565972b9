import { describe, expect, it } from "vitest";
import { partnerIdSchema } from "../identity/actor.ts";
import { instantSchema } from "../kernel/instant.ts";
import type { Result } from "../kernel/result.ts";
import { accountId } from "../ledger/account.ts";
import { money } from "../money/money.ts";
import { accountNumberSchema, bankReferenceSchema } from "./account-number.ts";
import { bankDateSchema } from "./calendar.ts";
import { draftInstruction } from "./draft-instruction.ts";
import {
  type Instruction,
  type InstructionStatus,
  instructionIdOf,
  instructionSchema,
} from "./instruction.ts";
import {
  cancelInstruction,
  confirmInstructionChange,
  dropInstructionRequest,
  holdInstruction,
  markAccepted,
  markRejected,
  markResent,
  markReturned,
  markSent,
  markSettled,
  markUnknown,
  releaseInstruction,
  requestInstructionChange,
} from "./instruction-transition.ts";

const at = instantSchema.parse("2026-11-24T14:00:00.000Z");
const book = "cmp_00000000000000000001";
const account = (text: string) => accountNumberSchema.parse(text);
const created = draftInstruction({
  cause: { kind: "refund", id: "rfd_00000000000000000001" },
  kind: "refund",
  partnerId: partnerIdSchema.parse("ptr_00000000000000000001"),
  book,
  debtorAccount: account("DE02120300000000202051"),
  creditor: { name: "Li Wei", account: account("DE89370400440532013000") },
  amount: money(120_00, "EUR"),
  pendingDebit: accountId({ book, code: "refund-payable", currency: "EUR" }),
  pendingCredit: accountId({ book, code: "custody", currency: "EUR" }),
  at,
  actor: "system:refund",
}).instruction;
const reference = bankReferenceSchema.parse("SB-1");
const must = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const run = { runId: "run_1", executeOn: bankDateSchema.parse("2026-11-24"), at };
const why = { reason: "looks odd", at };
const sent = must(markSent(created, run));
const unknown = must(markUnknown(sent, at));
const settled = must(markSettled(sent, { bankReference: reference, bookedAt: at, sequence: 2, at }));
const states: Record<InstructionStatus, Instruction> = {
  created,
  held: must(holdInstruction(created, why)),
  cancelled: must(cancelInstruction(created, why)),
  sent,
  accepted: must(markAccepted(sent, { sequence: 1, at })),
  unknown,
  settled,
  rejected: must(markRejected(sent, { reason: "AC04", sequence: 2, at })),
  returned: must(markReturned(settled, { returnReference: reference, reason: "AC04", sequence: 3, at })),
};

type Move = {
  to: InstructionStatus;
  from: readonly InstructionStatus[];
  go: (i: Instruction) => Result<Instruction, unknown>;
};
const moves: Record<string, Move> = {
  send: { to: "sent", from: ["created"], go: (i) => markSent(i, run) },
  resend: { to: "sent", from: ["unknown"], go: (i) => markResent(i, at) },
  "time out": { to: "unknown", from: ["sent", "accepted"], go: (i) => markUnknown(i, at) },
  accept: { to: "accepted", from: ["sent", "unknown"], go: (i) => markAccepted(i, { sequence: 1, at }) },
  settle: {
    to: "settled",
    from: ["sent", "accepted", "unknown"],
    go: (i) => markSettled(i, { bankReference: reference, bookedAt: at, sequence: 2, at }),
  },
  reject: {
    to: "rejected",
    from: ["sent", "accepted", "unknown"],
    go: (i) => markRejected(i, { reason: "AC04", sequence: 2, at }),
  },
  return: {
    to: "returned",
    from: ["settled"],
    go: (i) => markReturned(i, { returnReference: reference, reason: "AC04", sequence: 3, at }),
  },
  hold: { to: "held", from: ["created"], go: (i) => holdInstruction(i, why) },
  release: { to: "created", from: ["held"], go: (i) => releaseInstruction(i) },
  cancel: { to: "cancelled", from: ["created", "held"], go: (i) => cancelInstruction(i, why) },
};
const cells = Object.entries(moves).flatMap(([name, move]) =>
  Object.values(states).map((state) => ({ name, move, state, status: state.status })),
);

describe("an instruction's lifecycle", () => {
  it.each(cells)("$name from $status", ({ move, state }) => {
    const outcome = move.go(state);
    if (!move.from.includes(state.status)) {
      expect(outcome).toEqual({ ok: false, error: { kind: "instruction_status", status: state.status } });
      return;
    }
    expect(outcome).toMatchObject({ ok: true, value: { status: move.to, endToEndId: created.endToEndId } });
    expect(instructionSchema.safeParse(outcome.ok ? outcome.value : undefined).success).toBe(true);
  });

  it("keeps one end-to-end id that names the instruction", () => {
    expect(created.endToEndId).toHaveLength(23);
    expect(instructionIdOf(created.endToEndId)).toBe(created.id);
    expect(instructionIdOf("NOT-OURS")).toBeUndefined();
  });

  it("counts what was announced, and never lowers the bank's sequence", () => {
    expect(must(markResent(unknown, at)).sends).toBe(2);
    const late = must(markUnknown(must(markAccepted(sent, { sequence: 7, at })), at));
    expect(must(markAccepted(late, { sequence: 3, at })).bankSequence).toBe(7);
  });
});

describe("two persons", () => {
  const request = { action: "hold" as const, reason: "odd name", userId: "usr_1", personId: "p1", at };

  it("holds on the second person's word, not on the first's, and not on the same person's twice", () => {
    const requested = must(requestInstructionChange(created, request));
    expect(requested.status).toBe("created");
    expect(confirmInstructionChange(requested, { personId: "p1", at })).toMatchObject({
      error: { kind: "same_person" },
    });
    const held = must(confirmInstructionChange(requested, { personId: "p2", at }));
    expect(held).toMatchObject({ status: "held", reason: "odd name" });
    expect(held.request).toBeUndefined();
  });

  it("releases likewise, and refuses what the status does not allow", () => {
    const release = must(requestInstructionChange(states.held, { ...request, action: "release" }));
    expect(must(confirmInstructionChange(release, { personId: "p2", at })).status).toBe("created");
    expect(requestInstructionChange(sent, request).ok).toBe(false);
    expect(requestInstructionChange(created, { ...request, action: "release" }).ok).toBe(false);
  });

  it("takes one request at a time, which can be dropped", () => {
    const requested = must(requestInstructionChange(created, request));
    expect(requestInstructionChange(requested, request)).toMatchObject({
      error: { kind: "already_requested" },
    });
    expect(must(dropInstructionRequest(requested)).request).toBeUndefined();
    expect(confirmInstructionChange(created, { personId: "p2", at })).toMatchObject({
      error: { kind: "nothing_requested" },
    });
  });

  it("a request that was not confirmed does not stop the run", () => {
    const requested = must(requestInstructionChange(created, request));
    expect(must(markSent(requested, run)).request).toBeUndefined();
  });
});
