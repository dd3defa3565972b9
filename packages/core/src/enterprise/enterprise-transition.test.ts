import { describe, expect, it } from "vitest";
import { enterpriseIdSchema, userIdSchema } from "../identity/actor.ts";
import { instantOf } from "../kernel/instant.ts";
import {
  contentHashOf,
  ENTERPRISE_STATUSES,
  type Enterprise,
  type EnterpriseIn,
  type EnterpriseStatus,
  enterpriseSchema,
} from "./enterprise.ts";
import {
  appealRejection,
  apply,
  EDITABLE,
  ENTERPRISE_TRANSITIONS,
  inState,
  isEnterpriseTransition,
  reinstate,
  reject,
  requestChanges,
  suspend,
  verify,
  writeProfile,
} from "./enterprise-transition.ts";

const at = instantOf(1_790_000_000_000);
const user = userIdSchema.parse(`usr_${"A".repeat(20)}`);
const other = userIdSchema.parse(`usr_${"B".repeat(20)}`);
const draft: EnterpriseIn<"draft"> = {
  id: enterpriseIdSchema.parse(`ent_${"A".repeat(20)}`),
  createdBy: user,
  createdAt: at,
  changedAt: at,
  profile: { legalName: "First Works Ltd" },
  people: [],
  appealed: false,
  version: 1,
  eventHash: "",
  payloadHash: "",
  status: "draft",
};
const applied = apply(draft, { caseId: "cas_1", at });
const verified = verify(applied, { by: [user, other], at });
const all: Record<EnterpriseStatus, Enterprise> = {
  draft,
  applied,
  changes_requested: requestChanges(applied, { reasonCodes: ["licence_expired"], at }),
  verified,
  rejected: reject(applied, { reasonCodes: ["owner_unknown"], at }),
  suspended: suspend(verified, { userId: user, reasonCode: "no_contact", at }),
};

describe("enterprise states", () => {
  it.each(ENTERPRISE_STATUSES)("%s is what the store can keep and read", (status) => {
    expect(enterpriseSchema.parse(all[status])).toEqual(all[status]);
  });

  const pairs = ENTERPRISE_STATUSES.flatMap((from) => ENTERPRISE_STATUSES.map((to) => ({ from, to })));
  const legal = new Set(
    "draft>applied applied>changes_requested applied>verified applied>rejected changes_requested>applied verified>suspended rejected>applied suspended>verified".split(
      " ",
    ),
  );
  it.each(pairs)("$from → $to exists exactly when product.md draws it", ({ from, to }) => {
    expect(isEnterpriseTransition({ from, to })).toBe(legal.has(`${from}>${to}`));
  });

  it.each(ENTERPRISE_STATUSES)(
    "%s may be edited and handed in exactly while nothing is under review",
    (status) => {
      const open = ["draft", "changes_requested", "rejected"].includes(status);
      expect(inState(all[status], EDITABLE).ok).toBe(open);
      expect(ENTERPRISE_TRANSITIONS[status].some((to) => to === "applied")).toBe(open);
    },
  );

  it.each(ENTERPRISE_STATUSES.filter((status) => status !== "verified"))(
    "%s cannot be suspended",
    (status) => {
      expect(inState(all[status], ["verified"])).toEqual({
        ok: false,
        error: { kind: "enterprise_not_in_state", status, allowed: ["verified"] },
      });
    },
  );

  it("binds the application to the hash of its content, and an edit to another one", () => {
    expect(applied.contentHash).toBe(contentHashOf(draft));
    const edited = writeProfile(draft, { profile: { legalName: "Second Works Ltd" }, people: [] });
    expect(contentHashOf(edited)).not.toBe(applied.contentHash);
  });

  it("keeps its decision through a suspension", () => {
    const suspended = suspend(verified, { userId: user, reasonCode: "no_contact", at });
    expect(reinstate(suspended)).toEqual(verified);
  });

  it("is appealed once: a second rejection stays", () => {
    const first = appealRejection(reject(applied, { reasonCodes: [], at }));
    expect(first.ok).toBe(true);
    if (!first.ok) return;
    expect(first.value.caseId).toBe(applied.caseId);
    const second = appealRejection(reject(first.value, { reasonCodes: [], at }));
    expect(second).toEqual({ ok: false, error: { kind: "enterprise_appeal_used" } });
  });

  it("applies anew after a rejection with another case", () => {
    const rejected = reject(applied, { reasonCodes: [], at });
    expect(apply(rejected, { caseId: "cas_2", at })).toMatchObject({ status: "applied", caseId: "cas_2" });
    expect(apply(rejected, { caseId: "cas_2", at })).not.toHaveProperty("rejectedAt");
  });
});
