import type { Json } from "../kernel/canonical-json.ts";
import type { Command } from "../kernel/command.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Store, Writes } from "../kernel/store.ts";
import type { CaseIn, ReviewCase } from "../review/review-case.ts";
import type { SubjectEffects } from "../review/work-case.ts";
import type { Approval, Campaign, CampaignIn } from "./campaign.ts";
import { campaignChange, loadCampaign } from "./campaign-store.ts";
import {
  appealRejection,
  approveCampaign,
  rejectCampaign,
  requestChanges,
  startReview,
} from "./campaign-transition.ts";
import { feeAt } from "./fee-schedule.ts";

interface Change {
  readonly next: Campaign;
  readonly kind: string;
  readonly data?: Readonly<Record<string, Json>>;
}

/**
 * What a campaign does in the transaction that moves its review case. The conditions on its version make a case
 * and its campaign move together or not at all.
 */
export const campaignReviewEffects = ({ store }: { store: Store }): SubjectEffects => ({
  onClaimed: async (reviewCase, command) => {
    const campaign = await subjectOf(store, reviewCase);
    if (campaign.status !== "submitted") return {}; // claimed a second time after a return to the queue
    return recorded(campaign, command, [startedReview(campaign)]);
  },
  onChangeRequested: async (reviewCase, reasonCodes, command) => {
    const campaign = await subjectOf(store, reviewCase);
    const { before, changes } = underReview(campaign);
    const next = requestChanges(before, { findings: reasonCodes, at: command.now });
    const data = { caseId: reviewCase.id, enterpriseId: campaign.enterpriseId, reasons: [...reasonCodes] };
    return recorded(campaign, command, [...changes, { next, kind: "campaign.changes_requested", data }]);
  },
  onDecided: async (reviewCase, command) => {
    const campaign = await subjectOf(store, reviewCase);
    const { before, changes } = underReview(campaign);
    invariant(
      before.contentHash === reviewCase.subject.contentHash,
      "a decision is about the version that is under review",
    );
    return recorded(campaign, command, [...changes, decided(before, reviewCase, command)]);
  },
  onAppealed: async (reviewCase, command) => {
    const campaign = await subjectOf(store, reviewCase);
    invariant(campaign.status === "rejected", "an appeal is against a rejection");
    const next = appealRejection(campaign);
    invariant(next.ok, "a case is appealed once, and its campaign with it");
    return recorded(campaign, command, [{ next: next.value, kind: "campaign.appealed" }]);
  },
});

async function subjectOf(store: Store, { subject }: ReviewCase): Promise<Campaign> {
  const campaign = await loadCampaign(store, subject.id);
  invariant(campaign !== undefined, "a campaign's case has its campaign");
  return campaign;
}

const startedReview = (campaign: CampaignIn<"submitted">) => ({
  next: startReview(campaign),
  kind: "campaign.review_started",
});

/** An answer puts a campaign back to `submitted` while its case is claimed already: then the review starts with the act. */
function underReview(campaign: Campaign): { before: CampaignIn<"in_review">; changes: readonly Change[] } {
  if (campaign.status === "submitted") {
    const started = startedReview(campaign);
    return { before: started.next, changes: [started] };
  }
  invariant(
    campaign.status === "in_review",
    `a review does not act on a campaign that is ${campaign.status}`,
  );
  return { before: campaign, changes: [] };
}

function decided(campaign: CampaignIn<"in_review">, reviewCase: CaseIn<"decided">, command: Command): Change {
  const { decision, id: caseId } = reviewCase;
  const { enterpriseId, contentHash, terms } = campaign;
  const data = { caseId, enterpriseId, contentHash };
  switch (decision.verdict) {
    case "approve": {
      const approval: Approval = {
        caseId,
        contentHash,
        ...feeAt(terms.currency, command.now),
        decidedBy: [decision.analyst, ...decision.approvers].map(({ userId }) => userId),
        approvedAt: command.now,
      };
      const next = approveCampaign(campaign, approval);
      const { feeScheduleVersion, feeBps } = approval;
      return { next, kind: "campaign.approved", data: { ...data, feeScheduleVersion, feeBps } };
    }
    case "reject": {
      const { reasons, reasonCodes } = decision.explanation;
      const codes = [...new Set([...reasonCodes, ...reasons.map(({ reasonCode }) => reasonCode)])];
      const next = rejectCampaign(campaign, { reasons: codes, at: command.now });
      return { next, kind: "campaign.rejected", data: { ...data, reasons: codes } };
    }
  }
}

/** Several changes of one campaign as one commit: every one has its event, the last one is the state. */
function recorded(stored: Campaign, { actor, now: at }: Command, changes: readonly Change[]): Writes {
  let previous = stored;
  let writes: Writes = {};
  for (const { next, kind, data = {} } of changes) {
    const { version, eventHash } = previous;
    const changed = campaignChange({
      ...{ previous, stored, next: { ...next, version, eventHash }, kind, actor, at, data },
    });
    writes = { ...writes, ...changed.writes };
    previous = changed.campaign;
  }
  return writes;
}
