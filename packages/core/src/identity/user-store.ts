import { z } from "zod";
import type { Key, Store, StoredItem, Write } from "../kernel/store.ts";
import { type UserId, userIdSchema } from "./actor.ts";
import type { PersonId } from "./person.ts";
import { type User, userSchema } from "./user.ts";

/** A user's own item; memberships and staff roles are its neighbours in the same partition. */
export const userKey = (id: UserId): Key => ({ pk: `USER#${id}`, sk: "STATE" });

/** The user's item as stored, its keys taken off. */
export function parseUser(item: StoredItem): User {
  const { pk: _pk, sk: _sk, ...user } = item;
  return userSchema.parse(user);
}

export async function loadUser(store: Store, id: UserId): Promise<User | undefined> {
  const item = await store.get(userKey(id));
  return item === undefined ? undefined : parseUser(item);
}

/** The write of `next`; refused if anybody changed the user since it was read. */
export const putUser = (next: User, previous?: User): Write => ({
  Put: {
    Item: { ...userKey(next.id), ...next },
    ...(previous === undefined
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : {
          ConditionExpression: "version = :previous",
          ExpressionAttributeValues: { ":previous": previous.version },
        }),
  },
});

/** Makes the accounts of a person findable: an operator who grants a role looks for an address. */
export const putAccountOfPerson = ({ id, personId }: Pick<User, "id" | "personId">): Write => ({
  Put: {
    Item: { pk: `PERSON#${personId}`, sk: `USER#${id}`, userId: id },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});

const ACCOUNTS_MAX = 10;
const accountSchema = z.object({ userId: userIdSchema });

/** The accounts of a person, at most ten. */
export async function accountsOfPerson(store: Store, personId: PersonId): Promise<readonly UserId[]> {
  const { items } = await store.query({ pk: `PERSON#${personId}`, beginsWith: "USER#", limit: ACCOUNTS_MAX });
  return items.map((item) => accountSchema.parse(item).userId);
}
