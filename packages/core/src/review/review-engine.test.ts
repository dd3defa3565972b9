import { describe, expect, it } from "vitest";
import { canonicalJson } from "../kernel/canonical-json.ts";
import { sha256Hex } from "../kernel/id.ts";
import { instantOf } from "../kernel/instant.ts";
import { principalReasons, sourcesOf } from "./explanation.ts";
import type { CheckOutcome, Finding } from "./finding.ts";
import { currentPolicy, policyOf, publishedPolicies } from "./policies.ts";
import { type Policy, policySchema } from "./policy.ts";
import { freshSteps, openSteps, type StepStatus } from "./review-case.ts";
import { decidingRuns } from "./review-store.ts";
import { inputsHashOf, statusAfter } from "./run-step.ts";
import { AUTOMATIC_STEP_KINDS, type StepKind, type StepRun } from "./step.ts";

const policyStep = (change: Partial<Policy["steps"][number]>): Policy["steps"][number] => ({
  kind: "documents",
  mode: "automatic",
  evidenceTypes: [],
  onWarn: "continue",
  onFail: "failed",
  ...change,
});

const finding = (reasonCode: string, severity: Finding["severity"]): Finding => ({
  ...{ reasonCode, severity },
  ...{ observed: "1", limit: "0", remedyCode: "upload_document" },
});

const run = (step: StepKind, number: number, findings: Finding[]): StepRun => ({
  ...{ caseId: "cas_1", step, run: number, policy: { id: "p", version: 1 }, by: "system:work" },
  ...{ at: instantOf(0), durationMs: 1, inputs: { facts: {}, evidence: [] }, inputsHash: "h" },
  result: { outcome: "passed", findings },
});

describe("statusAfter", () => {
  it.each<[CheckOutcome, "continue" | "needs_human", "failed" | "needs_human", StepStatus]>([
    ["passed", "needs_human", "needs_human", "passed"],
    ["warned", "continue", "failed", "warned"],
    ["warned", "needs_human", "failed", "needs_human"],
    ["failed", "continue", "failed", "failed"],
    ["failed", "continue", "needs_human", "needs_human"],
    ["needs_human", "continue", "failed", "needs_human"],
  ])("%s under onWarn %s and onFail %s is %s", (outcome, onWarn, onFail, expected) => {
    expect(statusAfter({ outcome }, policyStep({ onWarn, onFail }))).toBe(expected);
  });
});

describe("principalReasons", () => {
  it("are the weightiest four: errors first, then warnings, in the order of the steps, never information", () => {
    const runs = [
      run("identity", 1, [finding("w1", "warning"), finding("i1", "info"), finding("e1", "error")]),
      run("documents", 1, [finding("w2", "warning"), finding("e2", "error"), finding("w3", "warning")]),
    ];
    expect(principalReasons(runs).map(({ reasonCode }) => reasonCode)).toEqual(["e1", "e2", "w1", "w2"]);
    expect(principalReasons([run("identity", 1, [finding("i1", "info")])])).toEqual([]);
  });
});

describe("the runs of a case", () => {
  it("decide by the latest run of each step, which sources name", () => {
    const runs = [run("identity", 1, []), run("identity", 2, []), run("documents", 1, [])];
    const deciding = decidingRuns(runs);
    expect(deciding.map(({ step, run: number }) => [step, number])).toEqual([
      ["identity", 2],
      ["documents", 1],
    ]);
    expect(sourcesOf(deciding).map(({ step }) => step)).toEqual(["identity", "documents"]);
  });

  it("hash their inputs independently of the order of keys, and differ by one character", () => {
    const hash = (facts: StepRun["inputs"]["facts"]) => inputsHashOf({ facts, evidence: [] });
    expect(hash({ a: 1, b: 2 })).toBe(hash({ b: 2, a: 1 }));
    expect(hash({ a: 1 })).not.toBe(hash({ a: 2 }));
  });
});

describe("steps of a case", () => {
  it("begin pending when a program takes them, else waiting for a person", () => {
    expect(freshSteps(currentPolicy("enterprise-onboarding"))).toEqual([
      { kind: "identity", mode: "automatic", status: "pending", runs: 0 },
      { kind: "conflict", mode: "automatic", status: "pending", runs: 0 },
      { kind: "sanctions", mode: "human", status: "needs_human", runs: 0 },
      { kind: "payout-account", mode: "automatic", status: "pending", runs: 0 },
      { kind: "documents", mode: "automatic", status: "pending", runs: 0 },
    ]);
  });

  it("are open while they run or wait; passed, warned and failed ones are not", () => {
    const statuses = ["pending", "running", "needs_human", "passed", "warned", "failed"] as const;
    const steps = statuses.map((status) => ({
      ...({ kind: "documents", mode: "automatic" } as const),
      status,
      runs: 1,
    }));
    expect(openSteps({ steps }).map(({ status }) => status)).toEqual(["pending", "running", "needs_human"]);
  });
});

describe("published policies", () => {
  it("never change: a change is a new version, and this test only grows", () => {
    const hashes = publishedPolicies().map((policy) => [
      `${policy.id}/${policy.version}`,
      sha256Hex(canonicalJson(policy)).slice(0, 16),
    ]);
    expect(Object.fromEntries(hashes)).toMatchInlineSnapshot(`
      {
        "enterprise-onboarding/1": "10034c7b44122264",
        "presale-campaign/1": "e5478c42580a571d",
        "tranche-release/1": "929f4a1a38736753",
      }
    `);
  });

  it("are well formed, take automatic only what a program can, and have one entry per version", () => {
    const automatic: readonly string[] = AUTOMATIC_STEP_KINDS;
    const names = publishedPolicies().map((policy) => {
      expect(policySchema.parse(policy)).toEqual(policy);
      for (const { kind, mode } of policy.steps) if (mode === "automatic") expect(automatic).toContain(kind);
      return `${policy.id}/${policy.version}`;
    });
    expect(new Set(names).size).toBe(names.length);
  });

  it("are found by the version that a case names; an unknown one is a bug", () => {
    expect(policyOf({ id: "tranche-release", version: 1 }).subject).toBe("tranche");
    expect(() => policyOf({ id: "tranche-release", version: 99 })).toThrow();
  });

  it("carry the limits of data authenticity wherever they take that step", () => {
    for (const { steps, authenticity } of publishedPolicies())
      expect(steps.some(({ kind }) => kind === "data-authenticity")).toBe(authenticity !== undefined);
  });
});
