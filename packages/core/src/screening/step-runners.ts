import type { StepRunners } from "../review/run-step.ts";
import { campaignPlausibilityStep } from "./campaign-plausibility-step.ts";
import { conflictStep } from "./conflict-step.ts";
import { dataAuthenticityStep } from "./data-authenticity-step.ts";
import { documentsStep } from "./documents-step.ts";
import { identityStep } from "./identity-step.ts";
import { payoutAccountStep } from "./payout-account-step.ts";
import type { ScreeningDeps } from "./screening-deps.ts";

/** The automatic steps of every policy, each gathering from the stores and deciding by a pure check. */
export const stepRunners = (deps: ScreeningDeps): StepRunners => ({
  identity: identityStep(deps),
  conflict: conflictStep(deps),
  "payout-account": payoutAccountStep(deps),
  documents: documentsStep(deps),
  "data-authenticity": dataAuthenticityStep(deps),
  "campaign-plausibility": campaignPlausibilityStep(deps),
});
