import { z } from "zod";
import { append } from "../audit/event.ts";
import { countrySchema } from "../enterprise/enterprise.ts";
import { identityHashOf } from "../enterprise/enterprise-people.ts";
import { REGISTRY_SCHEMES } from "../enterprise/registry-number.ts";
import { emailSchema, personIdOf } from "../identity/person.ts";
import type { ActingPerson } from "../identity/staff-grant.ts";
import type { Json } from "../kernel/canonical-json.ts";
import {
  type Command,
  type ConcurrencyRefusal,
  commandKey,
  createdId,
  type Done,
  type IdempotencyRefusal,
  once,
  putCommand,
} from "../kernel/command.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Key, Store } from "../kernel/store.ts";
import { registryHashOf } from "./conflict-step.ts";
import {
  askEnd,
  confirmEnd,
  type ListedPerson,
  listPerson,
  PLATFORM_REGISTER_ID,
  type PlatformPersonId,
  type PlatformRegister,
  type PlatformRegisterRefusal,
  platformPersonIdSchema,
  platformRegisterSchema,
} from "./platform-register.ts";
import type { PlatformPerson } from "./screening-deps.ts";

const KEY: Key = { pk: "PLATFORM#register", sk: "STATE" };

/** By what a person is known: only a keyed hash of it is kept. */
export const knownBySchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("email"), email: emailSchema }),
  z.strictObject({
    kind: z.literal("identity_number"),
    country: countrySchema,
    text: z.string().trim().min(4).max(40),
  }),
  z.strictObject({
    kind: z.literal("registry_number"),
    scheme: z.enum(REGISTRY_SCHEMES),
    text: z.string().trim().min(4).max(40),
  }),
]);
type KnownBy = z.infer<typeof knownBySchema>;

interface RegisterDeps {
  readonly store: Store;
  readonly idSecret: string;
}
type Refusal = PlatformRegisterRefusal | ConcurrencyRefusal | IdempotencyRefusal;
type Kept = Promise<Result<Done<ListedPerson>, Refusal>>;

async function loadRegister(store: Store): Promise<PlatformRegister | undefined> {
  const item = await store.get(KEY);
  if (item === undefined) return undefined;
  const { pk: _pk, sk: _sk, ...register } = item;
  return platformRegisterSchema.parse(register);
}

/** Everybody on the register, present and past, in the order of their listing. */
export const listPlatformPeople = async (store: Store): Promise<readonly ListedPerson[]> =>
  (await loadRegister(store))?.people ?? [];

/** Owners and managers of the platform now, as the conflict step compares them. */
export async function platformPeopleNow(store: Store): Promise<readonly PlatformPerson[]> {
  const people = await listPlatformPeople(store);
  return people.flatMap(({ status, personHash, role, shareBps }) =>
    status === "listed" ? [{ personHash, role, shareBps }] : [],
  );
}

function hashOf(secret: string, known: KnownBy): string | undefined {
  switch (known.kind) {
    case "email":
      return personIdOf(secret, { email: known.email });
    case "identity_number":
      return identityHashOf(secret, known);
    case "registry_number":
      return registryHashOf(secret, known);
  }
}

/** One change of the register as a command: its event names the entry, never the person. */
function keep(
  store: Store,
  command: Command,
  options: {
    id: PlatformPersonId;
    kind: string;
    data?: Readonly<Record<string, Json>>;
    change: (people: readonly ListedPerson[]) => Result<readonly ListedPerson[], PlatformRegisterRefusal>;
  },
): Kept {
  const { id, kind, data = {}, change } = options;
  const entryOf = (people: readonly ListedPerson[]): Result<ListedPerson, Refusal> => {
    const found = people.find((person) => person.id === id);
    return found === undefined ? err({ kind: "not_found" }) : ok(found);
  };
  const attempt = async (): Promise<Result<ListedPerson, Refusal>> => {
    const previous = await loadRegister(store);
    const people = change(previous?.people ?? []);
    if (!people.ok) return people;
    const { version, eventHash, write } = append({
      id: PLATFORM_REGISTER_ID,
      previous,
      happening: { kind, actor: command.actor, at: command.now, data: { entry: id, ...data } },
    });
    const next: PlatformRegister = { id: PLATFORM_REGISTER_ID, people: people.value, version, eventHash };
    const committed = await store.commit({
      register: {
        Put: {
          Item: { ...KEY, ...next },
          ConditionExpression: previous === undefined ? "attribute_not_exists(pk)" : "version = :previous",
          ...(previous === undefined ? {} : { ExpressionAttributeValues: { ":previous": previous.version } }),
        },
      },
      event: write,
      command: putCommand(command),
    });
    killPoint("screening.register-changed");
    return committed.ok ? entryOf(people.value) : err({ kind: "concurrent_update" });
  };
  const current = async () => entryOf(await listPlatformPeople(store));
  return once<ListedPerson, Refusal>({ store, command, identity: commandKey(command), attempt, current });
}

/** An operator lists an owner or manager of the platform; every review from now on compares them. */
export async function listPlatformPerson(
  { store, idSecret }: RegisterDeps,
  command: Command,
  input: { by: ActingPerson; role: ListedPerson["role"]; shareBps: number; known: KnownBy },
): Kept {
  const { by, role, shareBps, known } = input;
  const personHash = hashOf(idSecret, known);
  if (personHash === undefined) return err({ kind: "registry_number_unknown" });
  const id = platformPersonIdSchema.parse(createdId("plp", command));
  return keep(store, command, {
    id,
    kind: "platform_person.listed",
    data: { role, shareBps },
    change: (people) =>
      listPerson(people, {
        ...{ id, role, shareBps, personHash, knownBy: known.kind, status: "listed" },
        listedBy: { userId: by.userId, personId: by.personId, at: command.now },
      }),
  });
}

type Ending = { by: ActingPerson; id: PlatformPersonId };

/** The first of two persons takes somebody off the register. */
export const askPlatformPersonEnd = (
  { store }: Pick<RegisterDeps, "store">,
  command: Command,
  { by, id }: Ending,
): Kept =>
  keep(store, command, {
    id,
    kind: "platform_person.end_asked",
    change: (people) => askEnd(people, id, { userId: by.userId, personId: by.personId, at: command.now }),
  });

/** The second person does it. */
export const confirmPlatformPersonEnd = (
  { store }: Pick<RegisterDeps, "store">,
  command: Command,
  { by, id }: Ending,
): Kept =>
  keep(store, command, {
    id,
    kind: "platform_person.ended",
    change: (people) => confirmEnd(people, id, { userId: by.userId, personId: by.personId, at: command.now }),
  });
