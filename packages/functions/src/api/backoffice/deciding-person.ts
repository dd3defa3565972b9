import type { DecidingPerson } from "@firstlot/core/bank/decide-instruction";
import { invariant } from "@firstlot/core/kernel/invariant";
import type { ApiContext } from "../route.ts";

/** The operator who decides, as natural person: the guard has refused everybody else. */
export function decidingPerson(c: ApiContext): DecidingPerson {
  const { principal } = c.var;
  invariant(principal.kind === "user", "an operator is a person");
  return { userId: principal.userId, personId: principal.personId };
}
