import type { Clock, Instant } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Store } from "../kernel/store.ts";
import type { UserPrincipal } from "./actor.ts";
import { ensureUser } from "./ensure-user.ts";
import { loadPrincipal } from "./load-principal.ts";
import { userIdOf } from "./user.ts";

/**
 * The principal of a verified access token; the user is created when this is the first time they are seen.
 * @param token.email an address that the identity provider has confirmed
 * @param token.signedInAt wall time of the sign-in (`auth_time`)
 */
export async function signedIn(
  deps: { readonly store: Store; readonly clock: Clock; readonly secrets: { readonly id: string } },
  token: {
    issuer: string;
    subject: string;
    email?: string;
    name?: string;
    locale?: string;
    signedInAt: Instant;
    secondFactor: boolean;
  },
): Promise<UserPrincipal> {
  const { store, clock, secrets } = deps;
  const { signedInAt, secondFactor } = token;
  const claims = {
    iss: token.issuer,
    sub: token.subject,
    ...(token.email === undefined ? {} : { email: token.email, email_verified: true }),
    ...(token.name === undefined ? {} : { name: token.name }),
    ...(token.locale === undefined ? {} : { locale: token.locale }),
  };
  const userId = userIdOf(claims);
  const known = await loadPrincipal(store, { userId, signedInAt, secondFactor });
  if (known !== undefined) return known.principal;
  await ensureUser({ store, idSecret: secrets.id }, claims, clock.business());
  const created = await loadPrincipal(store, { userId, signedInAt, secondFactor });
  invariant(created !== undefined, "a user that was just created is found");
  return created.principal;
}
