import { describe, expect, it } from "vitest";
import { addMs, instantOf } from "../kernel/instant.ts";
import {
  type EnterpriseRole,
  enterpriseIdSchema,
  type Principal,
  partnerIdSchema,
  type StaffRole,
  userIdSchema,
} from "./actor.ts";
import { decide, mayEver, type PermissionRule, type Scope, STEP_UP_MS_MAX } from "./permission.ts";
import { isPermission, PERMISSIONS, type Permission } from "./permission-table.ts";

const idOf = (letter: string) => letter.repeat(20);
const enterprise = enterpriseIdSchema.parse(`ent_${idOf("A")}`);
const foreign = enterpriseIdSchema.parse(`ent_${idOf("B")}`);
const userId = userIdSchema.parse(`usr_${idOf("A")}`);
const otherUser = userIdSchema.parse(`usr_${idOf("B")}`);
const partnerId = partnerIdSchema.parse(`ptr_${idOf("A")}`);
const otherPartner = partnerIdSchema.parse(`ptr_${idOf("B")}`);
const wall = instantOf(1_800_000_000_000);

const visitor: Principal = { kind: "visitor" };
const partner: Principal = { kind: "partner", partnerId };
const user = (options: { staff?: StaffRole[]; member?: EnterpriseRole; ageMs?: number; factor?: boolean }) =>
  ({
    kind: "user",
    userId,
    personId: "prs_1",
    staffRoles: options.staff ?? [],
    memberships: options.member ? [{ enterpriseId: enterprise, role: options.member }] : [],
    signedInAt: addMs(wall, -(options.ageMs ?? 0)),
    secondFactor: options.factor ?? true,
  }) satisfies Principal;

const scopeOf = (rule: PermissionRule, whose: "own" | "foreign"): Scope => {
  if (rule.scope === "enterprise")
    return { kind: "enterprise", enterpriseId: whose === "own" ? enterprise : foreign };
  if (rule.scope === "self") return { kind: "self", userId: whose === "own" ? userId : otherUser };
  if (rule.scope === "partner")
    return { kind: "partner", partnerId: whose === "own" ? partnerId : otherPartner };
  return { kind: "none" };
};

const permissions = Object.keys(PERMISSIONS).filter(isPermission);
const ENTERPRISE_ROLES = ["owner", "editor", "finance"] as const;
const STAFF_ROLES = ["analyst", "approver", "operator", "regulator"] as const;
const kindOf = (principal: Principal, permission: Permission, whose: "own" | "foreign" = "own") => {
  const decided = decide(principal, permission, scopeOf(PERMISSIONS[permission], whose), wall);
  return decided.ok ? "ok" : decided.error.kind;
};

describe.each(permissions)("permission %s", (permission) => {
  const rule: PermissionRule = PERMISSIONS[permission];
  it("is given to somebody, and staff or partners only within its scope", () => {
    expect(rule.anyone || rule.signedIn || rule.enterprise || rule.staff || rule.partner).toBeTruthy();
    if (rule.enterprise) expect(rule.scope).toBe("enterprise");
    if (rule.scope === "self") expect(rule.signedIn).toBe(true);
  });
  it("asks visitors to sign in unless it is public", () => {
    expect(kindOf(visitor, permission)).toBe(rule.anyone ? "ok" : "sign_in_required");
  });
  it("lets exactly the named staff roles in", () => {
    for (const role of STAFF_ROLES) {
      const open = rule.anyone || rule.signedIn || rule.staff?.includes(role);
      expect(kindOf(user({ staff: [role] }), permission) === "ok").toBe(Boolean(open));
    }
  });
  it("lets exactly the named roles of the own enterprise in, and hides a foreign one", () => {
    for (const role of ENTERPRISE_ROLES) {
      const open = rule.anyone || rule.signedIn || rule.enterprise?.includes(role);
      expect(kindOf(user({ member: role }), permission) === "ok").toBe(Boolean(open));
      if (rule.enterprise) expect(kindOf(user({ member: role }), permission, "foreign")).toBe("not_found");
    }
  });
  it("lets the named bank partner in, and hides what is another's", () => {
    expect(kindOf(partner, permission) === "ok").toBe(Boolean(rule.anyone || rule.partner));
    if (rule.partner && rule.scope === "partner")
      expect(kindOf(partner, permission, "foreign")).toBe("not_found");
  });
  it("denies a scope of another kind than its own", () => {
    if (rule.anyone) return;
    const wrong: Scope = rule.scope === "none" ? { kind: "self", userId } : { kind: "none" };
    const all = user({ staff: [...STAFF_ROLES], member: "owner" });
    expect(decide(all, permission, wrong, wall)).toEqual({ ok: false, error: { kind: "forbidden" } });
  });
});

describe("a person of a bank", () => {
  const banker = (ageMs = 0, secondFactor = true): Principal => ({
    kind: "partner",
    partnerId,
    person: { userId, signedInAt: addMs(wall, -ageMs), secondFactor },
  });
  it.each(permissions)("may use %s only where its row says so, and never what is another bank's", (name) => {
    const rule: PermissionRule = PERMISSIONS[name];
    const open = rule.anyone || rule.person !== undefined;
    expect(kindOf(banker(), name)).toBe(open ? "ok" : "forbidden");
    expect(mayEver(banker(), name)).toBe(Boolean(open));
    if (rule.person !== undefined) expect(rule.partner).toBe(true);
    if (rule.person !== undefined && rule.scope === "partner")
      expect(kindOf(banker(), name, "foreign")).toBe("not_found");
  });
  it("steps up for keys, secrets, endpoints, replays and what becomes of an instruction; machines sign instead", () => {
    const asked = permissions.filter((name) => kindOf(banker(0, false), name) === "step_up_required");
    expect(asked).toEqual([
      "bank.hold-own-instruction",
      "bank.release-own-instruction",
      "bank.reject-instruction",
      "bank.rotate-key",
      "webhook.create-endpoint",
      "webhook.rotate-secret",
      "webhook.replay",
      "webhook.recover",
    ]);
    for (const name of asked) expect(kindOf(partner, name)).toBe("ok");
    expect(kindOf(banker(STEP_UP_MS_MAX), "bank.rotate-key")).toBe("ok");
    expect(kindOf(banker(STEP_UP_MS_MAX + 1), "bank.rotate-key")).toBe("step_up_required");
  });
  it("does not say what its machines say", () => {
    for (const name of ["bank.confirm-instruction", "bank.report-payment", "webhook.poll-messages"] as const)
      expect(kindOf(banker(), name)).toBe("forbidden");
  });
  it("is told of another bank's object nothing but that it is not there, before any step-up", () => {
    expect(kindOf(banker(0, false), "webhook.rotate-secret", "foreign")).toBe("not_found");
  });
});

describe("step-up", () => {
  const signed = (ageMs: number, factor = true) =>
    kindOf(user({ staff: ["approver"], ageMs, factor }), "review.approve");
  it("is good for five minutes to the millisecond", () => {
    expect(signed(STEP_UP_MS_MAX)).toBe("ok");
    expect(signed(STEP_UP_MS_MAX + 1)).toBe("step_up_required");
  });
  it("needs the second factor", () => {
    expect(signed(0, false)).toBe("step_up_required");
  });
  it("does not believe a sign-in in the future by more than a minute", () => {
    expect(signed(-60_000)).toBe("ok");
    expect(signed(-60_001)).toBe("step_up_required");
  });
  it("is asked for only after the role was found", () => {
    expect(kindOf(user({ staff: ["analyst"], factor: false }), "review.approve")).toBe("forbidden");
  });
  it("protects every act that product.md names", () => {
    const named: Permission[] = [
      "review.approve",
      "tranche.approve",
      "enterprise.change-payout-account",
      "webhook.replay-any",
      "recon.confirm-resolution",
      "work.confirm-retry",
      "users.confirm-role",
    ];
    for (const name of named) expect(PERMISSIONS[name]).toHaveProperty("stepUp", true);
  });
  it("is not asked of a backer who names another account: the bank checks its name before money moves", () => {
    expect(kindOf(user({ factor: false }), "pledge.name-refund-account")).toBe("ok");
    const backers = permissions.filter((name) => PERMISSIONS[name].scope === "self");
    for (const name of backers) expect(PERMISSIONS[name]).not.toHaveProperty("stepUp");
  });
});

describe("mayEver", () => {
  it("says whether a role could use a permission at all", () => {
    expect(mayEver(user({ member: "finance" }), "payment.request")).toBe(true);
    expect(mayEver(user({ member: "editor" }), "payment.request")).toBe(false);
    expect(mayEver(visitor, "catalogue.read")).toBe(true);
    expect(mayEver(visitor, "me.read")).toBe(false);
    expect(mayEver(partner, "bank.upload-statement")).toBe(true);
    expect(mayEver(partner, "bank.list")).toBe(false);
  });
});
