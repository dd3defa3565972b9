import { describe, expect, it } from "vitest";
import { instantOf } from "../kernel/instant.ts";
import { type EnterpriseRole, enterpriseIdSchema, userIdSchema } from "./actor.ts";
import { personIdSchema } from "./person.ts";
import {
  addMember,
  changeRole,
  MEMBERS_MAX,
  type Member,
  type Roster,
  removeMember,
  rosterIdOf,
} from "./roster.ts";

const since = instantOf(0);
const enterpriseId = enterpriseIdSchema.parse(`ent_${"A".repeat(20)}`);
const member = (n: number, role: EnterpriseRole): Member => {
  const part = String(n).padStart(20, "0");
  return {
    userId: userIdSchema.parse(`usr_${part}`),
    personId: personIdSchema.parse(`prs_${part}`),
    role,
    since,
  };
};
const roster = (...members: Member[]): Roster => ({
  id: rosterIdOf(enterpriseId),
  enterpriseId,
  members,
  version: 1,
  eventHash: "",
});
const owner = member(1, "owner");
const finance = member(2, "finance");

describe("roster", () => {
  it("keeps its last owner: neither leaving, nor removal, nor another role", () => {
    const alone = roster(owner, finance);
    const refused = { ok: false, error: { kind: "last_owner_cannot_leave" } };
    expect(removeMember(alone, owner.userId)).toEqual(refused);
    expect(changeRole(alone, { userId: owner.userId, role: "editor" })).toEqual(refused);
  });
  it("lets one of two owners go", () => {
    const second = member(3, "owner");
    expect(removeMember(roster(owner, second), owner.userId)).toEqual({ ok: true, value: [second] });
  });
  it("does not know who is no member", () => {
    expect(removeMember(roster(owner), finance.userId)).toEqual({ ok: false, error: { kind: "not_found" } });
    expect(changeRole(roster(owner), { userId: finance.userId, role: "owner" })).toMatchObject({ ok: false });
  });
  it("takes a person once, also under a second account", () => {
    const again = { ...member(9, "editor"), personId: finance.personId };
    expect(addMember(roster(owner, finance), again)).toEqual({
      ok: false,
      error: { kind: "already_member" },
    });
  });
  it(`takes ${MEMBERS_MAX} members and not one more`, () => {
    const full = Array.from({ length: MEMBERS_MAX - 1 }, (_, i) => member(i + 10, "editor"));
    expect(addMember(roster(owner, ...full.slice(1)), finance).ok).toBe(true);
    expect(addMember(roster(owner, ...full), finance)).toMatchObject({
      ok: false,
      error: { kind: "members_limit_reached" },
    });
  });
});
