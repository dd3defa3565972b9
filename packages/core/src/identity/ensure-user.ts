import { append } from "../audit/event.ts";
import type { Instant } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Store } from "../kernel/store.ts";
import type { UserId } from "./actor.ts";
import { emailSchema, loadPerson, nameSchema, type Person, personIdOf, putPerson } from "./person.ts";
import { type Locale, localeOf, type SignInClaims, type User, userIdOf } from "./user.ts";
import { loadUser, putAccountOfPerson, putUser } from "./user-store.ts";

/** What the use cases of identity need. `idSecret` keys the ids of persons and the tokens of invitations. */
export interface IdentityDeps {
  readonly store: Store;
  readonly idSecret: string;
}

/** The address of a sign-in that its provider has confirmed; any other is worth nothing. */
function confirmedEmail({ email, email_verified }: SignInClaims): string | undefined {
  const parsed = emailSchema.safeParse(email);
  return parsed.success && email_verified === true ? parsed.data : undefined;
}

function personOf(user: User, claims: SignInClaims, at: Instant): Person {
  const email = confirmedEmail(claims);
  const name = nameSchema.safeParse(claims.name);
  return {
    id: user.personId,
    ...(email === undefined ? {} : { email }),
    ...(name.success ? { name: name.data } : {}),
    updatedAt: at,
  };
}

const isKnown = (known: Person | undefined, told: Person): boolean =>
  known !== undefined &&
  (told.name === undefined || known.name === told.name) &&
  (told.email === undefined || known.email === told.email);

async function createUser(deps: IdentityDeps, claims: SignInClaims, at: Instant): Promise<User | undefined> {
  const id = userIdOf(claims);
  const email = confirmedEmail(claims);
  const { iss, sub } = claims;
  const personId = personIdOf(deps.idSecret, email === undefined ? { iss, sub } : { email });
  const { version, eventHash, write } = append({
    id,
    previous: undefined,
    happening: { kind: "user.created", actor: id, at, data: { personId } },
  });
  const user: User = { id, personId, locale: localeOf(claims.locale), createdAt: at, version, eventHash };
  const done = await deps.store.commit({
    user: putUser(user),
    event: write,
    person: putPerson(personOf(user, claims, at)),
    account: putAccountOfPerson(user),
  });
  return done.ok ? user : undefined;
}

/**
 * The user of a verified sign-in, created at the first one. Name and address follow the identity provider; the
 * person stays who they were even if the address changes later.
 * @param at business time
 */
export async function ensureUser(deps: IdentityDeps, claims: SignInClaims, at: Instant): Promise<User> {
  const id = userIdOf(claims);
  const known = await loadUser(deps.store, id);
  if (known === undefined) {
    const created = (await createUser(deps, claims, at)) ?? (await loadUser(deps.store, id));
    invariant(created !== undefined, "a first sign-in that lost a race finds the user of the winner");
    return created;
  }
  const told = personOf(known, claims, at);
  const person = await loadPerson(deps.store, known.personId);
  if (!isKnown(person, told)) await deps.store.commit({ person: putPerson({ ...person, ...told }) });
  return known;
}

/** Sets the language of a user's pages and mails. */
export async function chooseLocale(
  deps: Pick<IdentityDeps, "store">,
  options: { userId: UserId; locale: Locale; at: Instant },
): Promise<Result<User, { kind: "not_found" } | { kind: "concurrent_update" }>> {
  const { userId, locale, at } = options;
  const user = await loadUser(deps.store, userId);
  if (user === undefined) return err({ kind: "not_found" });
  if (user.locale === locale) return ok(user);
  const { version, eventHash, write } = append({
    id: userId,
    previous: user,
    happening: { kind: "user.locale_chosen", actor: userId, at, data: { locale } },
  });
  const next: User = { ...user, locale, version, eventHash };
  const done = await deps.store.commit({ user: putUser(next, user), event: write });
  return done.ok ? ok(next) : err({ kind: "concurrent_update" });
}
