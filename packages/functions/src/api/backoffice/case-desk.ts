import { history } from "@firstlot/core/audit/event";
import { type UserPrincipal, userIdSchema } from "@firstlot/core/identity/actor";
import { loadPerson } from "@firstlot/core/identity/person";
import { loadUser } from "@firstlot/core/identity/user-store";
import type { Store } from "@firstlot/core/kernel/store";
import { approversNeeded } from "@firstlot/core/review/decide-case";
import { policyOf } from "@firstlot/core/review/policies";
import type { ReviewCase } from "@firstlot/core/review/review-case";
import { loadRuns } from "@firstlot/core/review/review-store";
import { barOf, waitingOn, waitsFor } from "@firstlot/core/review/waiting-on";
import type { ReviewDeps } from "@firstlot/core/review/work-case";
import { subjectSeen } from "../case-subject.ts";
import { runOf } from "./review-views.ts";

/** What reading the desk needs. */
export type DeskDeps = Pick<ReviewDeps, "store" | "hasConflict">;

/** A member of the staff by name: colleagues have to know whom to speak to. */
async function memberOf(
  store: Store,
  userId: string,
): Promise<{ userId: string; name?: string | undefined }> {
  const parsed = userIdSchema.safeParse(userId);
  const user = parsed.success ? await loadUser(store, parsed.data) : undefined;
  const person = user === undefined ? undefined : await loadPerson(store, user.personId);
  return { userId, name: person?.name };
}

async function rowOf(deps: DeskDeps, reviewCase: ReviewCase, by: UserPrincipal) {
  const { store } = deps;
  const { personId, userId } = by;
  const { enterpriseId } = reviewCase.subject;
  const turn = waitingOn(reviewCase);
  const [seen, person, hasConflict] = await Promise.all([
    subjectSeen(store, reviewCase.subject),
    turn.userId === undefined ? undefined : memberOf(store, turn.userId),
    deps.hasConflict(personId, enterpriseId),
  ]);
  const barred = barOf(reviewCase, { personId, hasConflict });
  const you = waitsFor(reviewCase, { personId, userId, hasConflict, roles: by.staffRoles });
  const row = {
    ...reviewCase,
    ...{ name: seen.name, waitingOn: { who: turn.who, person, you }, barred },
    approversNeeded: approversNeeded(reviewCase, policyOf(reviewCase.policy)),
  };
  return { row, seen };
}

/** Cases as the queue shows them to this person. */
export const deskRowsOf = (deps: DeskDeps, cases: readonly ReviewCase[], by: UserPrincipal) =>
  Promise.all(cases.map(async (one) => (await rowOf(deps, one, by)).row));

/** A case as its page shows it to this person; a case has a few dozen events, of which the first 200 are shown. */
export async function deskCaseOf(deps: DeskDeps, reviewCase: ReviewCase, by: UserPrincipal) {
  const { store } = deps;
  const [{ row, seen }, runs, { events }] = await Promise.all([
    rowOf(deps, reviewCase, by),
    loadRuns(store, reviewCase.id),
    history(store, { id: reviewCase.id }),
  ]);
  const staff = new Set(
    events.filter(({ kind }) => STAFF_ACTS.has(kind)).flatMap(({ actor }) => (isUser(actor) ? [actor] : [])),
  );
  const { notChecked, answerDays } = policyOf(reviewCase.policy);
  return {
    ...row,
    ...{ runs: runs.map(runOf), events, notChecked, answerDays, contentHashNow: seen.contentHash },
    evidenceIds: seen.evidenceIds,
    people: await Promise.all([...staff].map((userId) => memberOf(store, userId))),
  };
}

/** Acts that only staff do: their actors are colleagues, never applicants. */
const STAFF_ACTS: ReadonlySet<string> = new Set([
  "review.claimed",
  "review.step_attested",
  "review.step_rerun",
  "review.change_requested",
  "review.concluded",
  "review.returned",
  "review.approved_first",
  "review.decided",
]);
const isUser = (actor: string): boolean => userIdSchema.safeParse(actor).success;
