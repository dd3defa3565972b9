import { z } from "zod";
import { derivedIdPart, idSchema, keyedIdPart } from "../kernel/id.ts";
import { instantSchema } from "../kernel/instant.ts";
import type { Key, Store, StoredItem, Write } from "../kernel/store.ts";

export const personIdSchema = idSchema("prs", "PersonId");
/** A natural person, whatever accounts they use. */
export type PersonId = z.infer<typeof personIdSchema>;

const EMAIL_CHARACTERS_MAX = 254; // RFC 5321, length of a path
const NAME_CHARACTERS_MAX = 120;

/** An e-mail address as it is compared: lower case, no outer spaces. No character that could end a mail header. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(EMAIL_CHARACTERS_MAX)
  .regex(/^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\]]+\.[^\s@<>(),;:"\\[\]]+$/, "an e-mail address");

/** A person's or a company's name as shown: no control characters, no outer spaces. */
export const nameSchema = z
  .string()
  .trim()
  .min(1)
  .max(NAME_CHARACTERS_MAX)
  .regex(/^[^\p{Cc}\p{Cf}]+$/u, "a name without control characters");

/** Personal data of one person; the only items that hold it, so that a person can be erased. */
export const personSchema = z.strictObject({
  id: personIdSchema,
  name: nameSchema.optional(),
  email: emailSchema.optional(),
  updatedAt: instantSchema,
});
export type Person = Readonly<z.infer<typeof personSchema>>;

/**
 * The person behind a sign-in. A confirmed e-mail address names the person, so that two accounts of two identity
 * pools (staff, public) are one person; without one, each account is its own person.
 * The id is keyed: nobody can find a person's id by trying addresses.
 */
export const personIdOf = (
  secret: string,
  who: { email: string } | { iss: string; sub: string },
): PersonId =>
  "email" in who
    ? personIdSchema.parse(`prs_${keyedIdPart(secret, ["person", emailSchema.parse(who.email)])}`)
    : personIdSchema.parse(`prs_${derivedIdPart(["person", who.iss, who.sub])}`);

/** A name as it is compared: one case, no accents on compatibility forms, no punctuation or spaces. */
export const comparableName = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\p{P}]/gu, "");

/** A keyed fingerprint of a name, for finding the same name without storing it in the clear. */
export const nameMatchKey = (secret: string, name: string): string =>
  keyedIdPart(secret, ["person-name", comparableName(name)]);

const personKey = (id: PersonId): Key => ({ pk: `PERSON#${id}`, sk: "DATA" });

/** Writes what is known of a person; replaces what was known (the latest sign-in is right). */
export const putPerson = (person: Person): Write => ({
  Put: {
    Item: { ...personKey(person.id), ...person },
    ConditionExpression: "attribute_not_exists(pk) OR updatedAt <= :at",
    ExpressionAttributeValues: { ":at": person.updatedAt },
  },
});

function parsePerson(item: StoredItem): Person {
  const { pk: _pk, sk: _sk, ...person } = item;
  return personSchema.parse(person);
}

/** A person's data, or `undefined` where there is none (never signed in, or erased). */
export async function loadPerson(store: Store, id: PersonId): Promise<Person | undefined> {
  const item = await store.get(personKey(id));
  return item === undefined ? undefined : parsePerson(item);
}

const sideKey = (id: PersonId): Key => ({ pk: `PERSON#${id}`, sk: "SIDE" });

/** That a person stands on none of these sides. */
const standsOnNone = (...sides: readonly ("staffRoles" | "memberships" | "banks")[]): string =>
  sides.map((side) => `(attribute_not_exists(${side}) OR ${side} = :none)`).join(" AND ");

/**
 * Counts a staff role that a person gets; refused while the person is a member of any enterprise or of a bank's staff.
 * The three exclude each other per natural person (product.md, "Two persons").
 */
export const takeStaffSide = (id: PersonId): Write => ({
  Update: {
    Key: sideKey(id),
    UpdateExpression: "ADD staffRoles :one",
    ConditionExpression: standsOnNone("memberships", "banks"),
    ExpressionAttributeValues: { ":one": 1, ":none": 0 },
  },
});

/** Gives a counted staff role back. */
export const leaveStaffSide = (id: PersonId): Write => ({
  Update: {
    Key: sideKey(id),
    UpdateExpression: "ADD staffRoles :less",
    ConditionExpression: "staffRoles >= :one",
    ExpressionAttributeValues: { ":less": -1, ":one": 1 },
  },
});

/** Counts an enterprise membership that a person gets; refused while the person works for the platform or a bank. */
export const takeEnterpriseSide = (id: PersonId): Write => ({
  Update: {
    Key: sideKey(id),
    UpdateExpression: "ADD memberships :one",
    ConditionExpression: standsOnNone("staffRoles", "banks"),
    ExpressionAttributeValues: { ":one": 1, ":none": 0 },
  },
});

/** Gives a counted membership back. */
export const leaveEnterpriseSide = (id: PersonId): Write => ({
  Update: {
    Key: sideKey(id),
    UpdateExpression: "ADD memberships :less",
    ConditionExpression: "memberships >= :one",
    ExpressionAttributeValues: { ":less": -1, ":one": 1 },
  },
});

/** Puts a person on a bank's side; refused for whoever works for the platform, an enterprise or a bank already. */
export const takeBankSide = (id: PersonId): Write => ({
  Update: {
    Key: sideKey(id),
    UpdateExpression: "ADD banks :one",
    ConditionExpression: standsOnNone("staffRoles", "memberships", "banks"),
    ExpressionAttributeValues: { ":one": 1, ":none": 0 },
  },
});

/** Takes a person off a bank's side. */
export const leaveBankSide = (id: PersonId): Write => ({
  Update: {
    Key: sideKey(id),
    UpdateExpression: "ADD banks :less",
    ConditionExpression: "banks >= :one",
    ExpressionAttributeValues: { ":less": -1, ":one": 1 },
  },
});

const countedSchema = z.object({ staffRoles: z.int().default(0) });

/** Whether a person holds a staff role now; for the conflict step of a review, not for a commit. */
export async function isStaffPerson(store: Store, id: PersonId): Promise<boolean> {
  const item = await store.get(sideKey(id));
  const counted = countedSchema.safeParse(item ?? {});
  return counted.success && counted.data.staffRoles > 0;
}
