import { invariant } from "../kernel/invariant.ts";
import { AUTHENTICITY_START_POLICY } from "./checks/aggregate-authenticity.ts";
import { AUTHENTICITY_START_LIMITS } from "./checks/authenticity-limits.ts";
import { type Policy, type PolicyId, policySchema } from "./policy.ts";

const automatic = (kind: Policy["steps"][number]["kind"], evidenceTypes: string[] = []) =>
  ({ kind, mode: "automatic", evidenceTypes, onWarn: "needs_human", onFail: "needs_human" }) as const;
const human = (kind: Policy["steps"][number]["kind"], evidenceTypes: string[] = []) =>
  ({ kind, mode: "human", evidenceTypes, onWarn: "continue", onFail: "failed" }) as const;

/** A million and a half in major units of the large currencies: above it, two approvers decide. */
const SECOND_APPROVER_ABOVE = { CNY: 150_000_000, EUR: 20_000_000, USD: 20_000_000, JPY: 30_000_000 };

/**
 * The published policies, oldest first. A version that has decided a case is never edited: a change is a new entry
 * (docs/rules/review.md#policies; a test holds the hash of each).
 */
const POLICIES: readonly Policy[] = [
  {
    id: "enterprise-onboarding",
    version: 1,
    subject: "enterprise",
    steps: [
      automatic("identity"),
      automatic("conflict"),
      human("sanctions"),
      automatic("payout-account"),
      automatic("documents"),
    ],
    notChecked: [],
    decisionDays: 5,
    reminderDays: 3,
    answerDays: 30,
    secondApproverAbove: {},
    reapplyDays: 30,
    requiredDocuments: { CN: ["licence", "id_document"], "*": ["licence", "articles", "id_document"] },
  },
  {
    id: "presale-campaign",
    version: 1,
    subject: "campaign",
    steps: [
      automatic("conflict"),
      automatic("payout-account"),
      automatic("documents"),
      automatic("data-authenticity", ["invoices_sales", "invoices_purchases"]),
      automatic("campaign-plausibility"),
      human("disclosure"),
    ],
    notChecked: ["credit-grade", "collateral", "bank-flows-against-invoices"],
    decisionDays: 5,
    reminderDays: 3,
    answerDays: 60,
    secondApproverAbove: SECOND_APPROVER_ABOVE,
    reapplyDays: 30,
    requiredDocuments: { CN: ["licence", "invoices_sales"], "*": ["licence", "invoices_sales"] },
    authenticity: { limits: AUTHENTICITY_START_LIMITS, verdict: AUTHENTICITY_START_POLICY },
  },
  {
    id: "tranche-release",
    version: 1,
    subject: "tranche",
    steps: [human("tranche-evidence", ["tranche_evidence"])],
    notChecked: [],
    decisionDays: 5,
    reminderDays: 3,
    answerDays: 30,
    secondApproverAbove: {},
    reapplyDays: 0,
    requiredDocuments: {},
  },
];

/** The newest version of a policy: what a new case is decided by. */
export function currentPolicy(id: PolicyId): Policy {
  const policy = POLICIES.findLast((candidate) => candidate.id === id);
  invariant(policy !== undefined, "every policy id has a published version");
  return policySchema.parse(policy);
}

/** The policy a case began with; published versions stay for ever. */
export function policyOf(reference: { readonly id: string; readonly version: number }): Policy {
  const policy = POLICIES.find(({ id, version }) => id === reference.id && version === reference.version);
  invariant(policy !== undefined, "a case names a published policy");
  return policySchema.parse(policy);
}

/** All published policies, for those who may read them. */
export const publishedPolicies = (): readonly Policy[] => POLICIES;
