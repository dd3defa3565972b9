import { z } from "zod";
import { idSchema } from "../kernel/id.ts";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import {
  type EnterpriseId,
  type EnterpriseRole,
  enterpriseIdSchema,
  enterpriseRoleSchema,
  type UserId,
  userIdSchema,
} from "./actor.ts";
import type { IdentityRefusal } from "./identity-refusal.ts";
import { type PersonId, personIdSchema } from "./person.ts";

export const rosterIdSchema = idSchema("ros", "RosterId");
export type RosterId = z.infer<typeof rosterIdSchema>;

/** Members of one enterprise; small and micro enterprises have few, and the whole roster is one item. */
export const MEMBERS_MAX = 50;

const memberSchema = z.strictObject({
  userId: userIdSchema,
  personId: personIdSchema,
  role: enterpriseRoleSchema,
  since: instantSchema,
});
export type Member = Readonly<z.infer<typeof memberSchema>>;

/** Who belongs to an enterprise. One aggregate, so that "the last owner" is decided on one version. */
export const rosterSchema = z.strictObject({
  id: rosterIdSchema,
  enterpriseId: enterpriseIdSchema,
  members: z.array(memberSchema).min(1).max(MEMBERS_MAX).readonly(),
  version: z.int().min(1),
  eventHash: z.string(),
});
export type Roster = Readonly<z.infer<typeof rosterSchema>>;

/** The roster of an enterprise carries its characters. */
export const rosterIdOf = (enterpriseId: EnterpriseId): RosterId =>
  rosterIdSchema.parse(enterpriseId.replace(/^ent_/, "ros_"));

type Members = readonly Member[];
type Changed<K extends IdentityRefusal["kind"]> = Result<Members, Extract<IdentityRefusal, { kind: K }>>;

const hasOwner = (members: Members): boolean => members.some(({ role }) => role === "owner");

/** The member of this user, or `undefined`. */
export const memberOf = (roster: Roster, userId: UserId): Member | undefined =>
  roster.members.find((member) => member.userId === userId);

/** Adds a member; refuses a second membership of the same person, and the 51st member. */
export function addMember(
  roster: Roster,
  who: { userId: UserId; personId: PersonId; role: EnterpriseRole; since: Instant },
): Changed<"already_member" | "members_limit_reached"> {
  const known = roster.members.some(
    ({ userId, personId }) => userId === who.userId || personId === who.personId,
  );
  if (known) return err({ kind: "already_member" });
  if (roster.members.length >= MEMBERS_MAX) return err({ kind: "members_limit_reached", limit: MEMBERS_MAX });
  return ok([...roster.members, who]);
}

/** Removes a member, or lets one leave; the last owner stays. */
export function removeMember(
  roster: Roster,
  userId: UserId,
): Changed<"not_found" | "last_owner_cannot_leave"> {
  const rest = roster.members.filter((member) => member.userId !== userId);
  if (rest.length === roster.members.length) return err({ kind: "not_found" });
  return hasOwner(rest) ? ok(rest) : err({ kind: "last_owner_cannot_leave" });
}

/** Gives a member another role; the last owner stays owner. */
export function changeRole(
  roster: Roster,
  who: { userId: UserId; role: EnterpriseRole },
): Changed<"not_found" | "last_owner_cannot_leave"> {
  if (memberOf(roster, who.userId) === undefined) return err({ kind: "not_found" });
  const members = roster.members.map((member) =>
    member.userId === who.userId ? { ...member, role: who.role } : member,
  );
  return hasOwner(members) ? ok(members) : err({ kind: "last_owner_cannot_leave" });
}
