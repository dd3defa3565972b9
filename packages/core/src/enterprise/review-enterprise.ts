import { type EnterpriseId, enterpriseIdSchema, type UserId } from "../identity/actor.ts";
import { loadRoster } from "../identity/roster-store.ts";
import type { Command } from "../kernel/command.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Store, Writes } from "../kernel/store.ts";
import type { EnterpriseIn } from "./enterprise.ts";
import { enterpriseChange, loadEnterprise } from "./enterprise-store.ts";
import { appealRejection, inState, reject, requestChanges, verify } from "./enterprise-transition.ts";
import { acceptCloseName } from "./payout-account.ts";
import { loadPayoutAccount, payoutAccountChange } from "./payout-account-store.ts";

/** What of a review case matters to the enterprise that it is about. */
export interface EnterpriseCase {
  readonly id: string;
  readonly subject: { readonly id: string; readonly contentHash: string };
}

/** A case that was decided by an analyst and other persons. */
export interface DecidedEnterpriseCase extends EnterpriseCase {
  readonly decision: {
    readonly verdict: "approve" | "reject";
    readonly analyst: { readonly userId: UserId };
    readonly approvers: readonly { readonly userId: UserId }[];
    readonly explanation: { readonly reasonCodes: readonly string[] };
  };
}

/** What an enterprise does when its review case moves, in the transaction of the case. */
export interface EnterpriseReviewEffects {
  onClaimed(): Promise<Writes>;
  onChangeRequested(
    reviewCase: EnterpriseCase,
    reasonCodes: readonly string[],
    command: Command,
  ): Promise<Writes>;
  onDecided(reviewCase: DecidedEnterpriseCase, command: Command): Promise<Writes>;
  onAppealed(reviewCase: EnterpriseCase, command: Command): Promise<Writes>;
}

/** The enterprise under review. A case moves only while the enterprise waits for it, so anything else is a bug. */
async function underReview<const S extends "applied" | "rejected">(
  store: Store,
  reviewCase: EnterpriseCase,
  status: S,
): Promise<EnterpriseIn<S>> {
  const found = await loadEnterprise(store, enterpriseIdSchema.parse(reviewCase.subject.id));
  invariant(found !== undefined && found.status !== "draft", "a case is about an enterprise that applied");
  invariant(
    found.caseId === reviewCase.id && found.contentHash === reviewCase.subject.contentHash,
    "a case decides exactly the content that was handed in",
  );
  const enterprise = inState(found, [status]);
  invariant(enterprise.ok, `the enterprise of case ${reviewCase.id} is ${found.status}`);
  return enterprise.value;
}

/** An approval also accepts a first payout account whose name the bank called close. */
async function closeNameWrites(store: Store, enterpriseId: EnterpriseId, command: Command): Promise<Writes> {
  const previous = await loadPayoutAccount(store, enterpriseId);
  const next = previous === undefined ? undefined : acceptCloseName(previous, command.now);
  if (previous === undefined || next === undefined) return {};
  return payoutAccountChange({
    previous,
    next,
    kind: "payout_account.close_name_accepted",
    actor: command.actor,
    at: command.now,
  }).writes;
}

/** Wires enterprises to the review: changes, decision and appeal commit with the case or not at all. */
export const enterpriseReviewEffects = ({ store }: { store: Store }): EnterpriseReviewEffects => ({
  onClaimed: async () => ({}),
  onChangeRequested: async (reviewCase, reasonCodes, command) => {
    const previous = await underReview(store, reviewCase, "applied");
    return enterpriseChange({
      previous,
      next: requestChanges(previous, { reasonCodes, at: command.now }),
      kind: "enterprise.changes_requested",
      actor: command.actor,
      at: command.now,
      data: { caseId: reviewCase.id, reasonCodes: [...reasonCodes] },
    }).writes;
  },
  onDecided: async (reviewCase, command) => {
    const previous = await underReview(store, reviewCase, "applied");
    const { verdict, analyst, approvers, explanation } = reviewCase.decision;
    const approves = verdict === "approve";
    const by = [analyst, ...approvers].map(({ userId }) => userId);
    const { reasonCodes } = explanation;
    const { writes } = enterpriseChange({
      previous,
      next: approves
        ? verify(previous, { by, at: command.now })
        : reject(previous, { reasonCodes, at: command.now }),
      kind: approves ? "enterprise.verified" : "enterprise.rejected",
      actor: command.actor,
      at: command.now,
      data: { caseId: reviewCase.id, reasonCodes: [...reasonCodes] },
    });
    return approves ? { ...writes, ...(await closeNameWrites(store, previous.id, command)) } : writes;
  },
  onAppealed: async (reviewCase, command) => {
    const previous = await underReview(store, reviewCase, "rejected");
    const next = appealRejection(previous);
    invariant(next.ok, "a case is appealed once, and so is its enterprise");
    return enterpriseChange({
      previous,
      next: next.value,
      kind: "enterprise.appealed",
      actor: command.actor,
      at: command.now,
      data: { caseId: reviewCase.id },
    }).writes;
  },
});

/** Whether a person belongs to an enterprise as a member, representative, owner or manager: they may not decide. */
export async function personBelongsTo(
  store: Store,
  who: { personId: string; enterpriseId: EnterpriseId },
): Promise<boolean> {
  const { personId, enterpriseId } = who;
  const [roster, enterprise] = await Promise.all([
    loadRoster(store, enterpriseId),
    loadEnterprise(store, enterpriseId),
  ]);
  return (
    roster?.members.some((member) => member.personId === personId) === true ||
    enterprise?.people.some(({ accountPersonId }) => accountPersonId === personId) === true
  );
}

/** Whether an enterprise may have campaigns reviewed, published and paid now. */
export async function standingOf(store: Store, enterpriseId: EnterpriseId): Promise<{ isVerified: boolean }> {
  const enterprise = await loadEnterprise(store, enterpriseId);
  return { isVerified: enterprise?.status === "verified" };
}
