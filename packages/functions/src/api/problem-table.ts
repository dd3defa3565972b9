import { BANK_PROBLEMS } from "./problems/bank.ts";
import { CAMPAIGN_PROBLEMS } from "./problems/campaign.ts";
import { ENTERPRISE_PROBLEMS } from "./problems/enterprise.ts";
import { EVIDENCE_PROBLEMS } from "./problems/evidence.ts";
import { IDENTITY_PROBLEMS } from "./problems/identity.ts";
import { PLEDGE_PROBLEMS } from "./problems/pledge.ts";
import { REVIEW_PROBLEMS } from "./problems/review.ts";
import { SCREENING_PROBLEMS } from "./problems/screening.ts";
import { SETTLEMENT_PROBLEMS } from "./problems/settlement.ts";
import { type ProblemEntry, SHARED_PROBLEMS } from "./problems/shared.ts";
import { WEBHOOK_PROBLEMS } from "./problems/webhook.ts";
import { WORK_PROBLEMS } from "./problems/work.ts";

/** Every refusal of core as the outside sees it. Each capability keeps its own table, typed by its refusals. */
export const PROBLEMS = {
  ...BANK_PROBLEMS,
  ...WEBHOOK_PROBLEMS,
  ...CAMPAIGN_PROBLEMS,
  ...SHARED_PROBLEMS,
  ...IDENTITY_PROBLEMS,
  ...ENTERPRISE_PROBLEMS,
  ...EVIDENCE_PROBLEMS,
  ...PLEDGE_PROBLEMS,
  ...REVIEW_PROBLEMS,
  ...SCREENING_PROBLEMS,
  ...SETTLEMENT_PROBLEMS,
  ...WORK_PROBLEMS,
} as const satisfies Record<string, ProblemEntry>;

/** The stable codes; a refusal whose kind is missing here does not compile at its route. */
export type RefusalKind = keyof typeof PROBLEMS;
