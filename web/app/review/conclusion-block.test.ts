import { describe, expect, it } from "vitest";
import { blockOf } from "./conclusion-block.ts";

const step = (kind: "identity" | "sanctions", status: string) => ({ kind, mode: "human", status, runs: 1 });

describe("what stands in the way of a conclusion", () => {
  it("is an open step for an approval, and only a running one for a refusal", () => {
    const steps = [step("identity", "passed"), step("sanctions", "needs_human")];
    expect(blockOf({ steps }, { verdict: "approve", codes: [] })).toEqual({
      block: "steps_open",
      steps: ["sanctions"],
    });
    expect(blockOf({ steps }, { verdict: "reject", codes: ["plan_incomplete"] })).toBeUndefined();
  });
  it("is a failed step for an approval, and a missing reason for a refusal", () => {
    expect(blockOf({ steps: [step("identity", "failed")] }, { verdict: "approve", codes: [] })?.block).toBe(
      "steps_failed",
    );
    expect(
      blockOf({ steps: [step("identity", "failed")] }, { verdict: "reject", codes: [] }),
    ).toBeUndefined();
    expect(blockOf({ steps: [step("identity", "passed")] }, { verdict: "reject", codes: [] })?.block).toBe(
      "reasons",
    );
  });
});
