import type { Command } from "../kernel/command.ts";
import type { Instant } from "../kernel/instant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { openCase, withdrawCase } from "../review/open-case.ts";
import type { CampaignDeps } from "./campaign-deps.ts";
import type { CampaignRefusal } from "./campaign-refusal.ts";
import { returnToDraft, submitCampaign } from "./campaign-transition.ts";
import { type Asked, type CampaignOutcome, changeCampaign } from "./change-campaign.ts";
import { contentHash } from "./content-hash.ts";
import { type PresaleDraft, type PresaleTerms, presaleTermsSchema } from "./presale-terms.ts";
import { missingForSubmission, withEmptyLists } from "./task-list.ts";

function completeTerms(draft: PresaleDraft, now: Instant): Result<PresaleTerms, CampaignRefusal> {
  const missing = missingForSubmission(draft, now);
  if (missing.length > 0) return err({ kind: "terms_incomplete", missing });
  return ok(presaleTermsSchema.parse(withEmptyLists(draft)));
}

/**
 * Hands a campaign to the review: nothing may be missing and the enterprise must be verified. The first time a case
 * is opened; as an answer to a requested change the same case goes on.
 */
export const submit = (
  deps: Pick<CampaignDeps, "store" | "enterprises">,
  command: Command,
  asked: Asked,
): Promise<CampaignOutcome> =>
  changeCampaign(deps, command, {
    asked,
    from: ["draft", "changes_requested"],
    decide: async (campaign) => {
      const complete = completeTerms(campaign.terms, command.now);
      if (!complete.ok) return complete;
      const terms = complete.value;
      const { id, enterpriseId, kind } = campaign;
      const standing = await deps.enterprises.standingOf(enterpriseId);
      if (!standing.isVerified) return err({ kind: "enterprise_not_verified" });
      const hash = contentHash({ kind, terms });
      const { caseId, writes: caseWrites } = await openCase(deps.store, command, {
        subject: { kind: "campaign", id, enterpriseId, contentHash: hash },
        amount: terms.hardCap,
        ...(campaign.status === "changes_requested" ? { caseId: campaign.caseId } : {}),
      });
      const submitted = submitCampaign(campaign, { terms, caseId, contentHash: hash, at: command.now });
      const next = { ...submitted, termsVersion: campaign.termsVersion + 1 };
      const writes = { ...caseWrites, ...standing.stillVerified };
      return ok({
        next,
        kind: "campaign.submitted",
        data: { enterpriseId, contentHash: hash, caseId },
        writes,
      });
    },
  });

/** The owner takes a campaign back that is not yet public; an approval is lost, an undecided case ends. */
export const withdrawToDraft = (
  deps: Pick<CampaignDeps, "store">,
  command: Command,
  asked: Asked,
): Promise<CampaignOutcome> =>
  changeCampaign(deps, command, {
    asked,
    from: ["submitted", "in_review", "changes_requested", "approved", "scheduled"],
    decide: async (campaign) => {
      const next = returnToDraft(campaign, "withdrawn");
      if (!next.ok) return next;
      const isDecided = campaign.status === "approved" || campaign.status === "scheduled";
      const writes = isDecided ? {} : await withdrawCase(deps.store, command, campaign.caseId);
      return ok({ next: next.value, kind: "campaign.withdrawn", data: { from: campaign.status }, writes });
    },
  });
