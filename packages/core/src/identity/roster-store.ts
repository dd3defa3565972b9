import { append } from "../audit/event.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Key, Store, StoredItem, Write, Writes } from "../kernel/store.ts";
import type { EnterpriseId, UserId } from "./actor.ts";
import { takeEnterpriseSide } from "./person.ts";
import { type Member, type Roster, rosterIdOf, rosterSchema } from "./roster.ts";
import { membershipKey } from "./still-held.ts";

export const rosterKey = (enterpriseId: EnterpriseId): Key => ({ pk: `ROSTER#${enterpriseId}`, sk: "STATE" });

function parseRoster(item: StoredItem): Roster {
  const { pk: _pk, sk: _sk, ...roster } = item;
  return rosterSchema.parse(roster);
}

/** The members of an enterprise, or `undefined` where there is no such enterprise. */
export async function loadRoster(store: Store, enterpriseId: EnterpriseId): Promise<Roster | undefined> {
  const item = await store.get(rosterKey(enterpriseId));
  return item === undefined ? undefined : parseRoster(item);
}

/** The write of `next`; refused if anybody changed the roster since it was read. */
export const putRoster = (next: Roster, previous?: Roster): Write => ({
  Put: {
    Item: { ...rosterKey(next.enterpriseId), ...next },
    ...(previous === undefined
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : {
          ConditionExpression: "version = :previous",
          ExpressionAttributeValues: { ":previous": previous.version },
        }),
  },
});

/** The membership as it stands in the user's own partition, where the principal is read from. */
export const putMembership = (enterpriseId: EnterpriseId, member: Member, isNew: boolean): Write => ({
  Put: {
    Item: {
      ...membershipKey(member.userId, enterpriseId),
      enterpriseId,
      userId: member.userId,
      role: member.role,
      since: member.since,
    },
    ConditionExpression: isNew ? "attribute_not_exists(pk)" : "attribute_exists(pk)",
  },
});

export const deleteMembership = (enterpriseId: EnterpriseId, userId: UserId): Write => ({
  Delete: { Key: membershipKey(userId, enterpriseId), ConditionExpression: "attribute_exists(pk)" },
});

/** The next version of a roster with its event, in the event partition of the enterprise. */
export function changeRoster(options: {
  enterpriseId: EnterpriseId;
  previous?: Roster;
  members: readonly Member[];
  kind: string;
  actor: string;
  at: Instant;
  data: Readonly<Record<string, string>>;
}): { roster: Roster; writes: Writes } {
  const { enterpriseId, previous, members, kind, actor, at, data } = options;
  const id = rosterIdOf(enterpriseId);
  const { version, eventHash, write } = append({
    id,
    previous,
    happening: { kind, actor, at, data },
    stream: enterpriseId,
  });
  const roster: Roster = { id, enterpriseId, members, version, eventHash };
  return { roster, writes: { roster: putRoster(roster, previous), "roster-event": write } };
}

/**
 * The writes that begin the roster of a new enterprise with its first owner. The write named `side` fails when the
 * owner holds a staff role.
 */
export function openRoster(options: { enterpriseId: EnterpriseId; owner: Omit<Member, "role"> }): Writes {
  const { enterpriseId } = options;
  const owner: Member = { ...options.owner, role: "owner" };
  const { writes } = changeRoster({
    enterpriseId,
    members: [owner],
    kind: "roster.opened",
    actor: owner.userId,
    at: owner.since,
    data: { userId: owner.userId, role: owner.role },
  });
  return {
    ...writes,
    membership: putMembership(enterpriseId, owner, true),
    side: takeEnterpriseSide(owner.personId),
  };
}
