import { type Campaign, isShipped, type Quote } from "./basket.ts";
import { type PledgeDraft, RISK_WORDS_VERSION } from "./draft.ts";

/** The steps to a pledge, one thing a page. */
const STEPS = ["choose", "delivery", "payment", "risks", "check"] as const;
export type Step = (typeof STEPS)[number];

/** The steps of this basket: nothing is asked that it does not need. */
export const stepsOf = (campaign: Campaign, draft: PledgeDraft): readonly Step[] =>
  STEPS.filter((step) => step !== "delivery" || isShipped(campaign, draft));

/** Whether a step has its answer. @param quote of the draft; absent where it has no price */
function isAnswered(step: Step, draft: PledgeDraft, quote: Quote | undefined): boolean {
  switch (step) {
    case "choose":
      return quote !== undefined;
    case "delivery":
      return draft.address !== undefined;
    case "payment":
      return draft.method !== undefined;
    case "risks":
      return (
        draft.acknowledged?.version === RISK_WORDS_VERSION && draft.acknowledged.total === quote?.total.amount
      );
    case "check":
      return false;
  }
}

/** The first step that has no answer yet. */
export const openStep = (
  campaign: Campaign,
  { draft, quote }: { readonly draft: PledgeDraft; readonly quote: Quote | undefined },
): Step => stepsOf(campaign, draft).find((step) => !isAnswered(step, draft, quote)) ?? "check";

/** Whether a step may be opened: every one before it has its answer. */
export function mayOpen(
  step: Step,
  campaign: Campaign,
  answers: { readonly draft: PledgeDraft; readonly quote: Quote | undefined },
): boolean {
  const steps = stepsOf(campaign, answers.draft);
  return steps.includes(step) && steps.indexOf(step) <= steps.indexOf(openStep(campaign, answers));
}

/** The address of a step. */
export const stepPath = (campaignId: string, step: Step): string =>
  `/campaigns/${campaignId}/back${step === "choose" ? "" : `/${step}`}`;
