import { z } from "zod";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Store, StoredItem } from "../kernel/store.ts";
import {
  enterpriseIdSchema,
  enterpriseRoleSchema,
  partnerIdSchema,
  staffRoleSchema,
  type UserId,
  type UserPrincipal,
} from "./actor.ts";
import type { User } from "./user.ts";
import { parseUser } from "./user-store.ts";

/** A user's own item, ≤ 4 staff roles and ≤ 50 memberships fit into one query. */
export const MEMBERSHIPS_PER_USER_MAX = 50;
const PARTITION_ITEMS_MAX = 200;

const staffItemSchema = z.object({ role: staffRoleSchema, grantId: z.string(), since: instantSchema });
const memberItemSchema = z.object({ enterpriseId: enterpriseIdSchema, role: enterpriseRoleSchema });
const bankItemSchema = z.object({ partnerId: partnerIdSchema });

const withPrefix = (items: readonly StoredItem[], prefix: string): StoredItem[] =>
  items.filter(({ sk }) => typeof sk === "string" && sk.startsWith(prefix));

/** A sign-in as the identity provider or the session vouches for it; wall time. */
export interface SignIn {
  readonly signedInAt: Instant;
  readonly secondFactor: boolean;
}

/**
 * Who a signed-in user is now: roles and memberships, read strongly in one query, so that a revoked role is gone
 * with the next request.
 * @returns `undefined` for a user that never signed in here
 */
export async function loadPrincipal(
  store: Store,
  options: { userId: UserId } & SignIn,
): Promise<{ principal: UserPrincipal; user: User } | undefined> {
  const { userId, signedInAt, secondFactor } = options;
  const { items, next } = await store.query({ pk: `USER#${userId}`, limit: PARTITION_ITEMS_MAX });
  invariant(next === undefined, "the roles and memberships of one user fit into one page");
  const state = items.find(({ sk }) => sk === "STATE");
  if (state === undefined) return undefined;
  const user = parseUser(state);
  const [bankItem] = withPrefix(items, "BANK#"); // one at most: see takeBankSide
  const principal: UserPrincipal = {
    kind: "user",
    userId,
    personId: user.personId,
    staffRoles: withPrefix(items, "STAFF#").map((item) => staffItemSchema.parse(item).role),
    memberships: withPrefix(items, "MEMBER#").map((item) => memberItemSchema.parse(item)),
    ...(bankItem === undefined ? {} : { bankOf: bankItemSchema.parse(bankItem).partnerId }),
    signedInAt,
    secondFactor,
  };
  return { principal, user };
}
