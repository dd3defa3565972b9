import { describe, expect, it } from "vitest";
import { reviewCaseSchema } from "./review-case.ts";
import { barOf, waitingOn, waitsFor } from "./waiting-on.ts";

const AT = "2026-11-01T09:00:00.000Z";
const ANNA = { userId: "usr_00000000000000000001", personId: "prs_00000000000000000001" };
const ADAM = { userId: "usr_00000000000000000002", personId: "prs_00000000000000000002" };
const base = {
  id: "cas_00000000000000000001",
  version: 1,
  eventHash: "",
  payloadHash: "",
  subject: {
    kind: "campaign",
    id: "cmp_00000000000000000001",
    enterpriseId: "ent_00000000000000000001",
    contentHash: "c0ffee",
  },
  policy: { id: "presale-campaign", version: 1 },
  round: 1,
  openedAt: AT,
  decisionDueAt: AT,
  breached: false,
  steps: [],
  requests: [],
  excludedPersons: [],
};
const analyst = { ...ANNA, at: AT };
const conclusion = { verdict: "approve", note: "complete", reasonCodes: [], at: AT };
const caseIn = (more: object) => reviewCaseSchema.parse({ ...base, ...more });
const open = caseIn({ status: "open" });
const claimed = caseIn({ status: "claimed", analyst });
const waiting = caseIn({ status: "waiting_for_applicant", analyst, waitingSince: AT });
const concluded = caseIn({ status: "analyst_done", analyst, conclusion, approvals: [] });
const agreed = caseIn({ status: "analyst_done", analyst, conclusion, approvals: [{ ...ADAM, at: AT }] });
const withdrawn = caseIn({ status: "withdrawn", withdrawnAt: AT });

const anna = { ...ANNA, roles: ["analyst"], hasConflict: false };
const adam = { ...ADAM, roles: ["approver"], hasConflict: false };

describe("waitingOn", () => {
  it("names the role whose turn it is, and the analyst who has the case", () => {
    expect([open, claimed, waiting, concluded, withdrawn].map(waitingOn)).toEqual([
      { who: "analyst" },
      { who: "analyst", userId: ANNA.userId },
      { who: "applicant" },
      { who: "approver" },
      { who: "nobody" },
    ]);
  });
});

describe("barOf", () => {
  it("bars the analyst of a case from approving it, and an approver from agreeing twice", () => {
    expect(barOf(concluded, anna)).toBe("concluded_it");
    expect(barOf(agreed, adam)).toBe("agreed_already");
    expect(barOf(concluded, adam)).toBeUndefined();
    expect(barOf(claimed, anna)).toBeUndefined();
  });
  it("bars who belongs to the enterprise and who decided the earlier round, in every state", () => {
    expect(barOf(open, { ...anna, hasConflict: true })).toBe("conflict_of_interest");
    expect(barOf({ ...open, excludedPersons: [ANNA.personId] }, anna)).toBe("decided_earlier_round");
  });
});

describe("waitsFor", () => {
  it("is true for the role whose turn it is, unless another person has the case or something bars them", () => {
    expect(waitsFor(open, anna)).toBe(true);
    expect(waitsFor(open, adam)).toBe(false);
    expect(waitsFor(claimed, anna)).toBe(true);
    expect(waitsFor(claimed, { ...adam, roles: ["analyst", "approver"] })).toBe(false);
    expect(waitsFor(concluded, adam)).toBe(true);
    expect(waitsFor(concluded, { ...anna, roles: ["analyst", "approver"] })).toBe(false);
    expect(waitsFor(open, { ...anna, hasConflict: true })).toBe(false);
  });
});
