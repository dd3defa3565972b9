import { firstBreak, history } from "@firstlot/core/audit/event";
import { enterpriseIdSchema, type StaffRole, type UserPrincipal } from "@firstlot/core/identity/actor";
import { ensureUser } from "@firstlot/core/identity/ensure-user";
import {
  bootstrapOperator,
  confirmStaffRole,
  requestStaffRole,
  revokeStaffRole,
} from "@firstlot/core/identity/grant-staff-role";
import { invitationToken } from "@firstlot/core/identity/invitation";
import { loadInvitedAddress } from "@firstlot/core/identity/invitation-store";
import { acceptInvitation, inviteMember, revokeInvitation } from "@firstlot/core/identity/invite-member";
import { loadPrincipal } from "@firstlot/core/identity/load-principal";
import { changeMemberRole, endMembership } from "@firstlot/core/identity/manage-member";
import { loadPerson, personIdSchema } from "@firstlot/core/identity/person";
import { loadRoster, openRoster } from "@firstlot/core/identity/roster-store";
import {
  beginSession,
  endAllSessions,
  endSession,
  resumeSession,
} from "@firstlot/core/identity/session-store";
import { roleStillHeld } from "@firstlot/core/identity/still-held";
import { commandOf } from "@firstlot/core/kernel/command";
import { addMs, instantOf } from "@firstlot/core/kernel/instant";
import { invariant } from "@firstlot/core/kernel/invariant";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStore, openLocalStore } from "./local-store.ts";

const now = instantOf(1_790_000_000_000);
const idSecret = "id-secret";
let local: LocalStore;
let count = 0;

beforeAll(async () => {
  local = await openLocalStore();
});
afterAll(() => local.close());

const deps = () => ({ store: local.store, idSecret });
const commandBy = (actor: string, key = `key-${++count}`, payload: unknown = {}) =>
  commandOf({ secret: idSecret, actor, route: "test", idempotencyKey: key, payload, now, wall: now });

async function person(sub: string): Promise<UserPrincipal> {
  const claims = { iss: "https://issuer.example", sub, email: `${sub}@people.example`, email_verified: true };
  const { id } = await ensureUser(deps(), { ...claims, name: `Name of ${sub}` }, now);
  const loaded = await loadPrincipal(local.store, { userId: id, signedInAt: now, secondFactor: true });
  invariant(loaded, "a known user");
  return loaded.principal;
}
async function again(principal: UserPrincipal): Promise<UserPrincipal> {
  const loaded = await loadPrincipal(local.store, principal);
  invariant(loaded, "a known user");
  return loaded.principal;
}
function must<T>(result: { ok: true; value: T } | { ok: false; error: { kind: string } }): T {
  invariant(result.ok, result.ok ? "" : `refused: ${result.error.kind}`);
  return result.value;
}
const openFirm = async (owner: UserPrincipal, letter: string) => {
  const enterpriseId = enterpriseIdSchema.parse(`ent_${letter.repeat(20)}`);
  const personId = personIdSchema.parse(owner.personId);
  const writes = openRoster({ enterpriseId, owner: { userId: owner.userId, personId, since: now } });
  return { enterpriseId, opened: await local.store.commit(writes) };
};

let ada: UserPrincipal;
let bob: UserPrincipal;
const grant = async (target: UserPrincipal, role: StaffRole) => {
  const asked = must(
    await requestStaffRole(deps(), commandBy(ada.userId), { by: ada, userId: target.userId, role }),
  );
  return confirmStaffRole(deps(), commandBy(bob.userId), { by: bob, grantId: asked.value.id });
};

describe("first operators", () => {
  it("are two, ever", async () => {
    ada = await person("ada");
    bob = await person("bob");
    const eve = await person("eve");
    must(await bootstrapOperator(deps(), commandBy("system:seed", "first"), { userId: ada.userId }));
    must(await bootstrapOperator(deps(), commandBy("system:seed", "first"), { userId: ada.userId }));
    must(await bootstrapOperator(deps(), commandBy("system:seed"), { userId: bob.userId }));
    const third = await bootstrapOperator(deps(), commandBy("system:seed"), { userId: eve.userId });
    expect(third).toEqual({ ok: false, error: { kind: "bootstrap_closed" } });
    expect((await again(ada)).staffRoles).toEqual(["operator"]);
  });
});

describe("users", () => {
  it("are created once by racing first sign-ins, personal data apart from events", async () => {
    const claims = {
      iss: "https://issuer.example",
      sub: "race",
      email: "Race@People.Example",
      email_verified: true,
    };
    const users = await Promise.all(Array.from({ length: 8 }, () => ensureUser(deps(), claims, now)));
    const first = users[0];
    invariant(first, "a user");
    expect(new Set(users.map(({ eventHash }) => eventHash)).size).toBe(1);
    const { events } = await history(local.store, { id: first.id });
    expect(events).toHaveLength(1);
    expect(JSON.stringify(events).toLowerCase()).not.toContain("race@people");
    expect(await loadPerson(local.store, first.personId)).toMatchObject({ email: "race@people.example" });
  });
  it("are one person when two pools confirm the same address, and two when nothing is confirmed", async () => {
    const claim = (iss: string, email_verified: boolean) => ({
      iss,
      sub: "x",
      email: "x@people.example",
      email_verified,
    });
    const a = await ensureUser(deps(), claim("https://a.example", true), now);
    const b = await ensureUser(deps(), claim("https://b.example", true), now);
    const c = await ensureUser(deps(), claim("https://c.example", false), now);
    expect(a.id).not.toBe(b.id);
    expect(a.personId).toBe(b.personId);
    expect(c.personId).not.toBe(a.personId);
  });
});

describe("staff roles", () => {
  it("need two operators, neither of them the one they are for", async () => {
    const carol = await person("carol");
    const own = await requestStaffRole(deps(), commandBy(ada.userId), {
      by: ada,
      userId: ada.userId,
      role: "approver",
    });
    expect(own).toMatchObject({ error: { kind: "own_role_grant" } });
    const asked = must(
      await requestStaffRole(deps(), commandBy(ada.userId), {
        by: ada,
        userId: carol.userId,
        role: "analyst",
      }),
    ).value;
    const same = await confirmStaffRole(deps(), commandBy(ada.userId), { by: ada, grantId: asked.id });
    expect(same).toMatchObject({ error: { kind: "second_person_required" } });
    const self = await confirmStaffRole(deps(), commandBy(carol.userId), { by: carol, grantId: asked.id });
    expect(self).toMatchObject({ error: { kind: "own_role_grant" } });
    expect((await again(carol)).staffRoles).toEqual([]);
    must(await confirmStaffRole(deps(), commandBy(bob.userId), { by: bob, grantId: asked.id }));
    expect((await again(carol)).staffRoles).toEqual(["analyst"]);
    const twice = await confirmStaffRole(deps(), commandBy(bob.userId), { by: bob, grantId: asked.id });
    expect(twice).toMatchObject({ error: { kind: "grant_not_open", status: "granted" } });
  });
  it("are gone at once when revoked, also for a commit that was under way", async () => {
    const dan = await person("dan");
    const granted = must(await grant(dan, "approver")).value;
    const guarded = (pk: string) => ({
      guard: roleStillHeld(dan.userId, "approver"),
      effect: { Put: { Item: { pk, sk: "STATE" }, ConditionExpression: "attribute_not_exists(pk)" } },
    });
    expect((await local.store.commit(guarded("effect-1"))).ok).toBe(true);
    const command = commandBy(ada.userId);
    must(await revokeStaffRole(deps(), command, { by: ada, grantId: granted.id }));
    const retried = must(await revokeStaffRole(deps(), command, { by: ada, grantId: granted.id }));
    expect(retried).toMatchObject({ replayed: true, value: { status: "revoked" } });
    expect((await again(dan)).staffRoles).toEqual([]);
    expect((await local.store.commit(guarded("effect-2"))).ok).toBe(false);
    const { events } = await history(local.store, { id: granted.id });
    expect(events.map(({ kind }) => kind)).toEqual([
      "staff_grant.requested",
      "staff_grant.granted",
      "staff_grant.revoked",
    ]);
    expect(firstBreak(events)).toBeUndefined();
  });
  it("are refused to somebody who is no operator any more, at commit", async () => {
    const fay = await person("fay");
    const gus = await person("gus");
    const granted = must(await grant(fay, "operator")).value;
    const asked = must(
      await requestStaffRole(deps(), commandBy(fay.userId), { by: fay, userId: gus.userId, role: "analyst" }),
    ).value;
    must(await revokeStaffRole(deps(), commandBy(bob.userId), { by: bob, grantId: granted.id }));
    const confirmed = await confirmStaffRole(deps(), commandBy(bob.userId), { by: bob, grantId: asked.id });
    expect(confirmed).toMatchObject({ error: { kind: "role_no_longer_held" } });
    expect((await again(gus)).staffRoles).toEqual([]);
  });
  it("exclude enterprise membership per person, both ways and in a race", async () => {
    const hal = await person("hal");
    must(await grant(hal, "analyst"));
    const { opened } = await openFirm(hal, "H");
    expect(opened.ok).toBe(false);
    const ivy = await person("ivy");
    expect((await openFirm(ivy, "J")).opened.ok).toBe(true);
    expect(await grant(ivy, "analyst")).toMatchObject({
      error: { kind: "staff_and_enterprise_exclude_each_other" },
    });
    const kim = await person("kim");
    const [firm, staff] = await Promise.all([openFirm(kim, "K"), grant(kim, "analyst")]);
    expect([firm.opened.ok, staff.ok].filter(Boolean)).toHaveLength(1);
  });
});

describe("members", () => {
  it("join by a link that works once and is mailed to a person, not stored", async () => {
    const owner = await person("lea");
    const colleague = await person("max");
    const stranger = await person("nia");
    const { enterpriseId } = await openFirm(owner, "M");
    const command = commandBy(owner.userId, "invite", { role: "finance" });
    const input = { by: owner.userId, enterpriseId, email: "MAX@people.example", role: "finance" } as const;
    const invitation = must(await inviteMember(deps(), command, input)).value;
    expect(must(await inviteMember(deps(), command, input))).toMatchObject({
      replayed: true,
      value: invitation,
    });
    expect(await loadInvitedAddress(local.store, invitation)).toBe("max@people.example");
    const token = invitationToken(idSecret, invitation.id);
    const link = { invitationId: invitation.id, token };
    const wrong = await acceptInvitation(deps(), commandBy(stranger.userId), { by: stranger, ...link });
    expect(wrong).toMatchObject({ error: { kind: "invitation_for_another_address" } });
    const both = await Promise.all(
      [1, 2].map(() => acceptInvitation(deps(), commandBy(colleague.userId), { by: colleague, ...link })),
    );
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await again(colleague)).memberships).toEqual([{ enterpriseId, role: "finance" }]);
    const roster = await loadRoster(local.store, enterpriseId);
    expect(roster?.members.map(({ role }) => role)).toEqual(["owner", "finance"]);
  });
  it("keep their last owner, and lose a membership at once", async () => {
    const owner = await person("oda");
    const second = await person("pia");
    const { enterpriseId } = await openFirm(owner, "P");
    const leave = { by: owner.userId, enterpriseId, userId: owner.userId };
    expect(await endMembership(deps(), commandBy(owner.userId), leave)).toMatchObject({
      error: { kind: "last_owner_cannot_leave" },
    });
    const invited = must(
      await inviteMember(deps(), commandBy(owner.userId), {
        by: owner.userId,
        enterpriseId,
        email: "pia@people.example",
        role: "editor",
      }),
    ).value;
    const link = { invitationId: invited.id, token: invitationToken(idSecret, invited.id) };
    must(await acceptInvitation(deps(), commandBy(second.userId), { by: second, ...link }));
    must(
      await changeMemberRole(deps(), commandBy(owner.userId), {
        by: owner.userId,
        enterpriseId,
        userId: second.userId,
        role: "owner",
      }),
    );
    expect((await again(second)).memberships).toEqual([{ enterpriseId, role: "owner" }]);
    // Two owners leave at the same moment: one stays.
    const both = await Promise.all(
      [owner, second].map(({ userId }) =>
        endMembership(deps(), commandBy(userId), { by: userId, enterpriseId, userId }),
      ),
    );
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const { events } = await history(local.store, { id: `ros_${"P".repeat(20)}`, stream: enterpriseId });
    expect(firstBreak(events)).toBeUndefined();
    expect(events.at(-1)?.kind).toBe("roster.member_left");
  });
  it("do not join by an invitation that was taken back or has expired", async () => {
    const owner = await person("quin");
    const guest = await person("rae");
    const { enterpriseId } = await openFirm(owner, "Q");
    const invite = async () =>
      must(
        await inviteMember(deps(), commandBy(owner.userId), {
          by: owner.userId,
          enterpriseId,
          email: "rae@people.example",
          role: "editor",
        }),
      ).value;
    const [revoked, late] = [await invite(), await invite()];
    must(
      await revokeInvitation(deps(), commandBy(owner.userId), {
        by: owner.userId,
        enterpriseId,
        invitationId: revoked.id,
      }),
    );
    const accept = (id: typeof late.id, at = now) =>
      acceptInvitation(
        deps(),
        { ...commandBy(guest.userId), now: at },
        {
          by: guest,
          invitationId: id,
          token: invitationToken(idSecret, id),
        },
      );
    expect(await accept(revoked.id)).toMatchObject({ error: { kind: "invitation_not_open" } });
    expect(await accept(late.id, late.expiresAt)).toMatchObject({ error: { kind: "invitation_expired" } });
    expect((await accept(late.id, addMs(late.expiresAt, -1))).ok).toBe(true);
  });
});

describe("sessions", () => {
  it("get a new id at each sign-in, and end one by one or all together", async () => {
    const user = await person("sam");
    const id = (letter: string) => letter.repeat(43);
    const begin = { userId: user.userId, wall: now, signedInAt: now, secondFactor: true };
    await beginSession(local.store, { ...begin, sessionId: id("a") });
    await beginSession(local.store, { ...begin, sessionId: id("b"), replaces: id("a") });
    await beginSession(local.store, { ...begin, sessionId: id("c") });
    const kind = async (sessionId: string, wall = now) => {
      const resumed = await resumeSession(local.store, { sessionId, wall });
      return resumed.ok ? resumed.value.principal.kind : resumed.error.kind;
    };
    expect(await kind(id("a"))).toBe("session_unknown");
    expect(await kind(id("b"), addMs(now, 20 * 60_000))).toBe("user");
    expect(await kind(id("b"), addMs(now, 40 * 60_000))).toBe("user"); // kept alive by its use
    expect(await kind(id("c"), addMs(now, 40 * 60_000))).toBe("session_expired");
    await endSession(local.store, id("b"));
    expect(await kind(id("b"))).toBe("session_unknown");
    must(
      await endAllSessions(local.store, { userId: user.userId, actor: ada.userId, now, wall: addMs(now, 1) }),
    );
    expect(await kind(id("c"))).toBe("session_ended");
  });
});
