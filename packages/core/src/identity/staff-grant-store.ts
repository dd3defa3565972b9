import { z } from "zod";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import type { Key, Page, Store, StoredItem, Write } from "../kernel/store.ts";
import { type StaffRole, staffRoleSchema, type UserId, userIdSchema } from "./actor.ts";
import { type StaffGrant, type StaffGrantId, staffGrantSchema } from "./staff-grant.ts";
import { staffRoleKey } from "./still-held.ts";

export const staffGrantKey = (id: StaffGrantId): Key => ({ pk: `GRANT#${id}`, sk: "STATE" });

function parseGrant(item: StoredItem): StaffGrant {
  const { pk: _pk, sk: _sk, listPk: _listPk, listSk: _listSk, ...grant } = item;
  return staffGrantSchema.parse(grant);
}

export async function loadStaffGrant(store: Store, id: StaffGrantId): Promise<StaffGrant | undefined> {
  const item = await store.get(staffGrantKey(id));
  return item === undefined ? undefined : parseGrant(item);
}

/** The write of `next`; refused if anybody changed the grant since it was read. */
export const putStaffGrant = (next: StaffGrant, previous?: StaffGrant): Write => ({
  Put: {
    Item: {
      ...staffGrantKey(next.id),
      ...next,
      listPk: "STAFF-GRANTS",
      listSk: `${next.requestedAt}#${next.id}`,
    },
    ...(previous === undefined
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : {
          ConditionExpression: "version = :previous",
          ExpressionAttributeValues: { ":previous": previous.version },
        }),
  },
});

/** All grants, newest first: staff are few and change rarely, so one partition carries them. */
export async function listStaffGrants(
  store: Store,
  page: { limit: number; after?: StoredItem | undefined },
): Promise<Page<StaffGrant>> {
  const { items, next } = await store.query({
    index: "list",
    pk: "STAFF-GRANTS",
    newestFirst: true,
    limit: page.limit,
    after: page.after,
  });
  return { items: items.map(parseGrant), next };
}

const heldRoleSchema = z.object({
  userId: userIdSchema,
  role: staffRoleSchema,
  grantId: z.string(),
  since: instantSchema,
});
/** A staff role that a user holds now. */
export type HeldRole = Readonly<z.infer<typeof heldRoleSchema>>;

/** The write that gives a role; refused where it is held already. */
export const putStaffRole = (held: {
  userId: UserId;
  role: StaffRole;
  grantId: StaffGrantId;
  since: Instant;
}): Write => ({
  Put: {
    Item: { ...staffRoleKey(held.userId, held.role), ...held },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});

/** The write that takes the role of this grant away; it works with the next request of its holder. */
export const deleteStaffRole = (grant: Pick<StaffGrant, "id" | "userId" | "role">): Write => ({
  Delete: {
    Key: staffRoleKey(grant.userId, grant.role),
    ConditionExpression: "grantId = :grant",
    ExpressionAttributeValues: { ":grant": grant.id },
  },
});

/** The role as it is held now, or `undefined`. */
export async function loadStaffRole(
  store: Store,
  userId: UserId,
  role: StaffRole,
): Promise<HeldRole | undefined> {
  const item = await store.get(staffRoleKey(userId, role));
  return item === undefined ? undefined : heldRoleSchema.parse(item);
}
