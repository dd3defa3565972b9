import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { partnerIdSchema } from "../identity/actor.ts";
import { instantSchema } from "../kernel/instant.ts";
import type { Result } from "../kernel/result.ts";
import { accountId } from "../ledger/account.ts";
import { money } from "../money/money.ts";
import { accountNumberSchema, bankReferenceSchema } from "./account-number.ts";
import { bankDateSchema } from "./calendar.ts";
import { draftInstruction } from "./draft-instruction.ts";
import type { Instruction } from "./instruction.ts";
import { type InstructionFact, judgeFact } from "./instruction-fact.ts";
import { markAccepted, markRejected, markReturned, markSent, markSettled } from "./instruction-transition.ts";

const at = instantSchema.parse("2026-11-24T14:00:00.000Z");
const book = "cmp_00000000000000000001";
const must = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const { instruction: created } = draftInstruction({
  cause: { kind: "refund", id: "rfd_1" },
  kind: "refund",
  partnerId: partnerIdSchema.parse("ptr_00000000000000000001"),
  book,
  debtorAccount: accountNumberSchema.parse("DE02120300000000202051"),
  creditor: { name: "Li Wei", account: accountNumberSchema.parse("DE89370400440532013000") },
  amount: money(100, "EUR"),
  pendingDebit: accountId({ book, code: "refund-payable", currency: "EUR" }),
  pendingCredit: accountId({ book, code: "custody", currency: "EUR" }),
  at,
  actor: "system:refund",
});
const sent = must(markSent(created, { runId: "run_1", executeOn: bankDateSchema.parse("2026-11-24"), at }));

const SEQUENCE = { accepted: 1, settled: 2, rejected: 2, returned: 3 } as const;
const fact = (outcome: InstructionFact["outcome"], more: Partial<InstructionFact> = {}): InstructionFact => ({
  partnerId: sent.partnerId,
  instructionId: sent.id,
  endToEndId: sent.endToEndId,
  outcome,
  amount: sent.amount,
  bankReference: bankReferenceSchema.parse(`REF-${outcome}`),
  bookedAt: at,
  sequence: SEQUENCE[outcome],
  reason: "AC04",
  source: "confirmation",
  evidence: "inbox:1",
  ...more,
});

function applied(
  instruction: Instruction,
  { outcome, bankReference, sequence }: InstructionFact,
): Instruction {
  switch (outcome) {
    case "accepted":
      return must(markAccepted(instruction, { sequence, at }));
    case "settled":
      return must(markSettled(instruction, { bankReference, bookedAt: at, sequence, at }));
    case "rejected":
      return must(markRejected(instruction, { reason: "AC04", sequence, at }));
    case "returned":
      return must(
        markReturned(instruction, { returnReference: bankReference, reason: "AC04", sequence, at }),
      );
  }
}

/** Hears every fact; what is early waits until nothing changes any more. */
function hear(facts: readonly InstructionFact[]): {
  instruction: Instruction;
  conflicts: number;
  effects: string[];
} {
  let instruction: Instruction = sent;
  let waiting = [...facts];
  let conflicts = 0;
  const effects: string[] = [];
  for (;;) {
    const early: InstructionFact[] = [];
    for (const heard of waiting) {
      const judgement = judgeFact(instruction, heard);
      if (judgement.kind === "apply") {
        instruction = applied(instruction, heard);
        effects.push(heard.outcome);
      }
      if (judgement.kind === "early") early.push(heard);
      if (judgement.kind === "conflict") conflicts++;
    }
    if (early.length === waiting.length) return { instruction, conflicts, effects };
    waiting = early;
    if (waiting.length === 0) return { instruction, conflicts, effects };
  }
}

describe("judgeFact", () => {
  it("ends in the same state with the same single effects, in every order and however often a fact is repeated", () => {
    const facts = [fact("accepted"), fact("settled"), fact("returned")];
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...facts, ...facts, ...facts], { minLength: 9, maxLength: 9 }),
        (order) => {
          const { instruction, conflicts, effects } = hear(order);
          expect(instruction.status).toBe("returned");
          expect(conflicts).toBe(0);
          expect(effects.filter((effect) => effect !== "accepted")).toEqual(["settled", "returned"]);
        },
      ),
    );
  });

  it("lets the first final word of two that contradict each other stand, and puts the other before a person", () => {
    const settled = fact("settled");
    const rejected = fact("rejected", { sequence: 3 });
    expect(hear([settled, rejected])).toMatchObject({ instruction: { status: "settled" }, conflicts: 1 });
    expect(hear([rejected, settled])).toMatchObject({ instruction: { status: "rejected" }, conflicts: 1 });
  });

  it("ignores a rejection that is behind the settlement", () => {
    const settled = applied(sent, fact("settled", { sequence: 5 }));
    expect(judgeFact(settled, fact("rejected", { sequence: 4 }))).toEqual({ kind: "stale" });
    expect(judgeFact(settled, fact("rejected", { sequence: 5 }))).toMatchObject({ kind: "conflict" });
  });

  it.each([
    [{ partnerId: partnerIdSchema.parse("ptr_00000000000000000002") }, "another_partner"],
    [{ endToEndId: "INS0" }, "another_end_to_end_id"],
    [{ amount: money(101, "EUR") }, "another_amount"],
    [{ amount: money(100, "CHF") }, "another_currency"],
  ] as const)("is bound: %j", (wrong, conflict) => {
    for (const outcome of ["accepted", "settled", "rejected", "returned"] as const) {
      expect(judgeFact(sent, fact(outcome, wrong))).toEqual({ kind: "conflict", conflict });
    }
  });

  it("takes no word about what was never sent", () => {
    for (const outcome of ["accepted", "settled", "rejected", "returned"] as const) {
      expect(judgeFact(created, fact(outcome))).toEqual({ kind: "conflict", conflict: "never_sent" });
    }
  });
});
