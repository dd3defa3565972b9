import { z } from "zod";
import { idSchema } from "../kernel/id.ts";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import { err, ok, type Result } from "../kernel/result.ts";

/** The chain of the register; there is one. */
export const PLATFORM_REGISTER_ID = "platform-register";

/** Owners and managers of the platform, present and past; a small firm has few, and the register is one item. */
export const PLATFORM_PEOPLE_MAX = 200;

export const platformPersonIdSchema = idSchema("plp", "PlatformPersonId");
export type PlatformPersonId = z.infer<typeof platformPersonIdSchema>;

const WHOLE_BPS = 10_000;
const who = z.strictObject({ userId: z.string(), personId: z.string(), at: instantSchema });

const base = {
  id: platformPersonIdSchema,
  role: z.enum(["owner", "manager"]),
  /** Share of an owner, basis points; 0 for a manager. */
  shareBps: z.int().min(0).max(WHOLE_BPS),
  /** What the person is compared by, as a keyed hash; the number itself is kept nowhere. */
  personHash: z.string(),
  knownBy: z.enum(["email", "identity_number", "registry_number"]),
  listedBy: who,
};

/** Somebody who owns or leads the platform: listed by one operator, taken off by two persons. */
const platformPersonSchema = z.discriminatedUnion("status", [
  z.strictObject({ ...base, status: z.literal("listed"), endAsked: who.optional() }),
  z.strictObject({ ...base, status: z.literal("ended"), endAsked: who, endConfirmed: who }),
]);
export type ListedPerson = Readonly<z.infer<typeof platformPersonSchema>>;

export const platformRegisterSchema = z.strictObject({
  id: z.literal(PLATFORM_REGISTER_ID),
  people: z.array(platformPersonSchema).max(PLATFORM_PEOPLE_MAX).readonly(),
  version: z.int().min(1),
  eventHash: z.string(),
});
/** Who owns and leads the platform. One aggregate: a review reads all of it, and it changes rarely. */
export type PlatformRegister = Readonly<z.infer<typeof platformRegisterSchema>>;

/** Why the register does not change. */
export type PlatformRegisterRefusal = Readonly<
  | { kind: "not_found" }
  | { kind: "platform_person_listed" }
  | { kind: "platform_person_ended" }
  | { kind: "platform_people_limit_reached"; limit: number }
  | { kind: "share_of_owner_only" }
  | { kind: "registry_number_unknown" }
  | { kind: "second_person_required" }
  | { kind: "nothing_requested" }
  | { kind: "already_requested" }
>;

type People = readonly ListedPerson[];
type Changed = Result<People, PlatformRegisterRefusal>;
type Who = { userId: string; personId: string; at: Instant };

/**
 * Lists somebody. One operator may: it only makes reviews stricter. An owner has a share, a manager has none.
 * @see docs/rules/review.md#conflict
 */
export function listPerson(people: People, person: Extract<ListedPerson, { status: "listed" }>): Changed {
  if ((person.role === "owner") !== person.shareBps > 0) return err({ kind: "share_of_owner_only" });
  const known = people.some(
    ({ status, role, personHash }) =>
      status === "listed" && role === person.role && personHash === person.personHash,
  );
  if (known) return err({ kind: "platform_person_listed" });
  if (people.length >= PLATFORM_PEOPLE_MAX)
    return err({ kind: "platform_people_limit_reached", limit: PLATFORM_PEOPLE_MAX });
  return ok([...people, person]);
}

function change(
  people: People,
  id: PlatformPersonId,
  next: (
    listed: Extract<ListedPerson, { status: "listed" }>,
  ) => Result<ListedPerson, PlatformRegisterRefusal>,
): Changed {
  const found = people.find((person) => person.id === id);
  if (found === undefined) return err({ kind: "not_found" });
  if (found.status !== "listed") return err({ kind: "platform_person_ended" });
  const changed = next(found);
  return changed.ok ? ok(people.map((person) => (person.id === id ? changed.value : person))) : changed;
}

/** One person says that somebody owns or leads the platform no longer; nothing changes yet. */
export const askEnd = (people: People, id: PlatformPersonId, by: Who): Changed =>
  change(people, id, (listed) =>
    listed.endAsked === undefined ? ok({ ...listed, endAsked: by }) : err({ kind: "already_requested" }),
  );

/** Another natural person says so too, and reviews look at them no more. */
export const confirmEnd = (people: People, id: PlatformPersonId, by: Who): Changed =>
  change(people, id, (listed) => {
    const { endAsked } = listed;
    if (endAsked === undefined) return err({ kind: "nothing_requested" });
    if (endAsked.personId === by.personId) return err({ kind: "second_person_required" });
    return ok({ ...listed, status: "ended", endAsked, endConfirmed: by });
  });
