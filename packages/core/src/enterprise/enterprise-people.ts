import { z } from "zod";
import { isoDaySchema } from "../evidence/day-text.ts";
import { type EnterpriseId, enterpriseIdSchema } from "../identity/actor.ts";
import {
  comparableName,
  emailSchema,
  nameMatchKey,
  nameSchema,
  type PersonId,
  personIdOf,
  personIdSchema,
} from "../identity/person.ts";
import { keyedIdPart } from "../kernel/id.ts";
import type { Key, Store, Write, Writes } from "../kernel/store.ts";
import { countrySchema, type EnterprisePerson, PERSON_ROLES } from "./enterprise.ts";

const WHOLE_BPS = 10_000;
const SHOWN_IDENTITY_CHARACTERS = 4;

/** A natural person as the applicant names them. */
export const namedPersonSchema = z.strictObject({
  name: nameSchema,
  roles: z.array(z.enum(PERSON_ROLES)).min(1).max(PERSON_ROLES.length),
  shareBps: z.int().min(0).max(WHOLE_BPS).default(0),
  birthDate: isoDaySchema.optional(),
  email: emailSchema.optional(),
  /** Kept as a keyed hash and its last four characters; left out, an earlier one stays. */
  identityNumber: z
    .strictObject({ country: countrySchema, text: z.string().trim().min(4).max(40) })
    .optional(),
});
export type NamedPerson = Readonly<z.infer<typeof namedPersonSchema>>;

const knownPersonSchema = z.strictObject({
  personId: personIdSchema,
  enterpriseId: enterpriseIdSchema,
  name: nameSchema,
  birthDate: isoDaySchema.optional(),
  email: emailSchema.optional(),
  identityCountry: countrySchema.optional(),
  identityLastFour: z.string().optional(),
});
/** Personal data of somebody behind an enterprise; readable by its owners and by reviewers. */
export type KnownPerson = Readonly<z.infer<typeof knownPersonSchema>>;

const personKey = (personId: PersonId, enterpriseId: EnterpriseId): Key => ({
  pk: `PERSON#${personId}`,
  sk: `ENTERPRISE#${enterpriseId}`,
});

/** A keyed fingerprint of an identity number: one person is found in two enterprises without storing the number. */
export const identityHashOf = (secret: string, number: { country: string; text: string }): string =>
  keyedIdPart(secret, [
    "identity-number",
    number.country,
    number.text
      .normalize("NFKC")
      .toUpperCase()
      .replace(/[\s.\-/]/g, ""),
  ]);

function personOf(
  options: { secret: string; enterpriseId: EnterpriseId; before: readonly EnterprisePerson[] },
  named: NamedPerson,
): EnterprisePerson {
  const { secret, enterpriseId, before } = options;
  const key = ["enterprise-person", enterpriseId, comparableName(named.name), named.birthDate ?? ""];
  const personId = personIdSchema.parse(`prs_${keyedIdPart(secret, key)}`);
  const identityHash =
    named.identityNumber === undefined
      ? before.find((person) => person.personId === personId)?.identityHash
      : identityHashOf(secret, named.identityNumber);
  return {
    personId,
    roles: [...new Set(named.roles)],
    shareBps: named.shareBps,
    nameHash: nameMatchKey(secret, named.name),
    ...(identityHash === undefined ? {} : { identityHash }),
    ...(named.email === undefined ? {} : { accountPersonId: personIdOf(secret, { email: named.email }) }),
  };
}

/**
 * The people of an application: fingerprints for the file, and the writes of their personal data apart from it.
 * Somebody who is named no more is forgotten.
 */
export function namePeople(options: {
  secret: string;
  enterpriseId: EnterpriseId;
  before: readonly EnterprisePerson[];
  named: readonly NamedPerson[];
}): { people: readonly EnterprisePerson[]; writes: Writes } {
  const { enterpriseId, before, named } = options;
  const people = new Map<PersonId, EnterprisePerson>();
  const writes: Record<string, Write> = {};
  for (const one of named) {
    const person = personOf(options, one);
    people.set(person.personId, person); // named twice: the last one counts
    writes[`person:${person.personId}`] = putKnownPerson(person.personId, enterpriseId, one);
  }
  for (const { personId } of before)
    if (!people.has(personId))
      writes[`person:${personId}`] = {
        Delete: {
          Key: personKey(personId, enterpriseId),
          ConditionExpression: "attribute_not_exists(pk) OR enterpriseId = :same",
          ExpressionAttributeValues: { ":same": enterpriseId },
        },
      };
  return { people: [...people.values()], writes };
}

function putKnownPerson(personId: PersonId, enterpriseId: EnterpriseId, named: NamedPerson): Write {
  const values: Record<string, string> = {
    ":person": personId,
    ":enterprise": enterpriseId,
    ":name": named.name,
  };
  const sets = ["personId = :person", "enterpriseId = :enterprise", "#name = :name"];
  const said = {
    birthDate: named.birthDate,
    email: named.email,
    identityCountry: named.identityNumber?.country,
    identityLastFour: named.identityNumber?.text.slice(-SHOWN_IDENTITY_CHARACTERS),
  };
  for (const [field, value] of Object.entries(said)) {
    if (value === undefined) continue;
    values[`:${field}`] = value;
    sets.push(`${field} = :${field}`);
  }
  return {
    Update: {
      Key: personKey(personId, enterpriseId),
      UpdateExpression: `SET ${sets.join(", ")}${named.email === undefined ? " REMOVE email" : ""}`,
      ConditionExpression: "attribute_not_exists(pk) OR enterpriseId = :enterprise",
      ExpressionAttributeNames: { "#name": "name" },
      ExpressionAttributeValues: values,
    },
  };
}

/** The personal data of the people of an enterprise, in the order of its file; an erased person is left out. */
export async function loadPeople(
  store: Store,
  enterprise: { id: EnterpriseId; people: readonly EnterprisePerson[] },
): Promise<readonly (EnterprisePerson & KnownPerson)[]> {
  const { id, people } = enterprise;
  if (people.length === 0) return [];
  const items = await store.getTogether(people.map(({ personId }) => personKey(personId, id)));
  return people.flatMap((person, i) => {
    const item = items[i];
    if (item === undefined) return [];
    const { pk: _pk, sk: _sk, ...known } = item;
    return [{ ...person, ...knownPersonSchema.parse(known) }];
  });
}
