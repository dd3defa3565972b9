import type { PartnerId } from "@firstlot/core/identity/actor";
import { invariant } from "@firstlot/core/kernel/invariant";
import type { ApiContext } from "../route.ts";

/** The bank that calls: the guard has refused everybody else. Every object is looked for among its own. */
export function callingPartner(c: ApiContext): PartnerId {
  const { principal } = c.var;
  invariant(principal.kind === "partner", "the caller is a bank partner");
  return principal.partnerId;
}
