import type { UserPrincipal } from "@firstlot/core/identity/actor";
import { invariant } from "@firstlot/core/kernel/invariant";
import type { ApiContext } from "./route.ts";

/** The signed-in person of a request whose permission is for persons only: the guard has refused everybody else. */
export function actingPerson(c: ApiContext): UserPrincipal {
  const { principal } = c.var;
  invariant(principal.kind === "user", "the guard lets only persons through");
  return principal;
}
