import { isIn } from "../campaign/campaign.ts";
import { loadCampaign } from "../campaign/campaign-store.ts";
import type { Command } from "../kernel/command.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Result } from "../kernel/result.ts";
import type { Writes } from "../kernel/store.ts";
import type { ReviewCase } from "../review/review-case.ts";
import type { SubjectEffects } from "../review/work-case.ts";
import { moneyRoute } from "./money-route.ts";
import { releaseWrites } from "./release-tranche.ts";
import type { SettlementDeps } from "./settlement-deps.ts";
import { appealTranche, askTrancheChanges, refuseTranche, type Tranche, trancheIdSchema } from "./tranche.ts";
import { loadTranche, trancheChange } from "./tranche-store.ts";

/**
 * What a review case does to its tranche, in the case's own transaction. Approved evidence instructs the money at
 * once when it may move; otherwise the tranche stays approved.
 */
export const trancheReviewEffects = (
  deps: Pick<SettlementDeps, "store" | "enterprises">,
): SubjectEffects => ({
  onClaimed: async () => ({}),
  onChangeRequested: (reviewCase, reasonCodes, command) =>
    changed(deps, reviewCase, command, {
      move: (tranche) => askTrancheChanges(tranche, command.now),
      kind: "tranche.changes_requested",
      data: { reasonCodes: [...reasonCodes] },
    }),
  onDecided: async (reviewCase, command) => {
    if (reviewCase.decision.verdict === "approve") return released(deps, reviewCase, command);
    return changed(deps, reviewCase, command, {
      move: (tranche) => refuseTranche(tranche, command.now),
      kind: "tranche.refused",
      data: { reasonCodes: [...reviewCase.decision.explanation.reasonCodes] },
    });
  },
  onAppealed: (reviewCase, command) =>
    changed(deps, reviewCase, command, { move: appealTranche, kind: "tranche.appealed", data: {} }),
});

async function trancheOf(deps: Pick<SettlementDeps, "store">, { subject }: ReviewCase): Promise<Tranche> {
  const tranche = await loadTranche(deps.store, trancheIdSchema.parse(subject.id));
  invariant(tranche !== undefined, "a case is of a tranche that exists");
  return tranche;
}

async function changed(
  deps: Pick<SettlementDeps, "store">,
  reviewCase: ReviewCase,
  command: Command,
  change: {
    move: (tranche: Tranche) => Result<Tranche, unknown>;
    kind: string;
    data: Readonly<Record<string, string | string[]>>;
  },
): Promise<Writes> {
  const previous = await trancheOf(deps, reviewCase);
  const next = change.move(previous);
  invariant(next.ok, `a tranche that is ${previous.status} is not under review`);
  const { actor, now: at } = command;
  const data = { case: reviewCase.id, ...change.data };
  return trancheChange({ previous, next: next.value, kind: change.kind, actor, at, data }).writes;
}

async function released(
  deps: Pick<SettlementDeps, "store" | "enterprises">,
  reviewCase: Extract<ReviewCase, { status: "decided" }>,
  command: Command,
): Promise<Writes> {
  const tranche = await trancheOf(deps, reviewCase);
  invariant(
    tranche.status === "requested" && tranche.contentHash === reviewCase.subject.contentHash,
    "what is approved is what was handed in",
  );
  const { campaignId, partnerId, enterpriseId, amount } = tranche;
  const campaign = await loadCampaign(deps.store, campaignId);
  const mayMove =
    campaign !== undefined &&
    isIn(campaign, ["funded", "delivering"]) &&
    (await deps.enterprises.mayReceive(enterpriseId));
  const { analyst, approvers } = reviewCase.decision;
  return releaseWrites(tranche, {
    by: [analyst.userId, ...approvers.map(({ userId }) => userId)],
    actor: command.actor,
    at: command.now,
    route: mayMove
      ? await moneyRoute(deps.store, { campaignId, partnerId, currency: amount.currency })
      : undefined,
    stored: tranche,
  });
}
