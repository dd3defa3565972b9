import { describe, expect, it } from "vitest";
import { instantSchema } from "../kernel/instant.ts";
import type { Result } from "../kernel/result.ts";
import { accountId } from "../ledger/account.ts";
import { payeeSchema } from "./account-number.ts";
import {
  type Break,
  type BreakProposal,
  breakIdOf,
  breakSchema,
  confirmedProposal,
  dropProposal,
  explainBreak,
  matchBreak,
  proposeResolution,
  reopenBreak,
} from "./break.ts";
import { instructionIdSchema } from "./instruction.ts";

const at = instantSchema.parse("2026-11-24T08:00:00.000Z");
const by = { userId: "usr_1", personId: "p1", at };
const book = "ptr_00000000000000000001";
const must = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const base = {
  id: breakIdOf(["line", "unmatched_credit"]),
  kind: "unmatched_credit",
  partnerId: book,
  account: "DE02120300000000202051",
  currency: "EUR",
  line: "stm_1:1",
  unpostedMinor: 0,
  suspenseMinor: 300,
  book,
  at,
  version: 1,
  eventHash: "",
};
const open = breakSchema.parse({ ...base, status: "open" });
const correction: BreakProposal = {
  action: "correct",
  to: accountId({ book, code: "dormant", currency: "EUR" }),
  note: "nobody asked",
  by,
};
const giveBack: BreakProposal = {
  action: "return_to_payer",
  creditor: payeeSchema.parse({ name: "Maria", account: "DE89370400440532013000" }),
  note: "asked for",
  by,
};
const resolved = { proposal: correction, confirmedBy: { ...by, personId: "p2" } };
const states: readonly Break[] = [
  open,
  must(matchBreak(open, { by: "stm_2", at })),
  must(explainBreak(open, { note: "interest", by })),
  breakSchema.parse({ ...base, ...resolved, status: "corrected", transferId: "trf_1" }),
  breakSchema.parse({
    ...base,
    ...resolved,
    status: "returned_to_payer",
    instructionId: instructionIdSchema.parse("ins_00000000000000000001"),
  }),
];
const moves: Record<string, { from: string; to: string; go: (found: Break) => Result<Break, unknown> }> = {
  match: { from: "open", to: "matched", go: (found) => matchBreak(found, { by: "stm_2", at }) },
  explain: { from: "open", to: "explained", go: (found) => explainBreak(found, { note: "x", by }) },
  reopen: { from: "explained", to: "open", go: reopenBreak },
  propose: { from: "open", to: "open", go: (found) => proposeResolution(found, correction) },
};
const cells = Object.entries(moves).flatMap(([name, move]) =>
  states.map((found) => ({ name, move, found, status: found.status })),
);

describe("a break", () => {
  it.each(cells)("$name from $status", ({ move, found }) => {
    const moved = move.go(found);
    if (found.status === move.from) {
      expect(moved).toMatchObject({ ok: true, value: { status: move.to } });
      expect(breakSchema.safeParse(must(moved)).success).toBe(true);
    } else {
      expect(moved).toEqual({ ok: false, error: { kind: "break_status", status: found.status } });
    }
  });

  it("is confirmed by another natural person than the one who proposed, and by nobody without a proposal", () => {
    const proposed = must(proposeResolution(open, correction));
    expect(confirmedProposal(open, { personId: "p2" })).toMatchObject({
      error: { kind: "nothing_proposed" },
    });
    expect(confirmedProposal(proposed, { personId: "p1" })).toMatchObject({ error: { kind: "same_person" } });
    expect(must(confirmedProposal(proposed, { personId: "p2" })).proposal).toEqual(correction);
    expect(proposeResolution(proposed, giveBack)).toMatchObject({ error: { kind: "already_proposed" } });
    expect(must(dropProposal(proposed)).proposal).toBeUndefined();
  });

  it("offers nothing to move where no money is, and returns only money that came in", () => {
    const nothing = { ...open, suspenseMinor: 0 };
    expect(proposeResolution(nothing, correction)).toMatchObject({ error: { kind: "nothing_to_move" } });
    const out = { ...open, suspenseMinor: -300 };
    expect(proposeResolution(out, giveBack)).toMatchObject({ error: { kind: "nothing_to_move" } });
    expect(proposeResolution(out, correction).ok).toBe(true);
  });

  it("is corrected inside its own book only", () => {
    const to = accountId({ book: "platform", code: "bank-charges", currency: "EUR" });
    expect(proposeResolution(open, { ...correction, to })).toMatchObject({
      error: { kind: "account_of_another_book" },
    });
  });
});
