/** The checks of a review, in a word. */
export const STEPS = {
  identity: "stepIdentity",
  conflict: "stepConflict",
  sanctions: "stepSanctions",
  "payout-account": "stepPayoutAccount",
  documents: "stepDocuments",
  "data-authenticity": "stepDataAuthenticity",
  "campaign-plausibility": "stepCampaignPlausibility",
  disclosure: "stepDisclosure",
  "tranche-evidence": "stepTrancheEvidence",
} as const;
/** What a policy does not look at. */
export const NOT_CHECKED = {
  "credit-grade": "notCreditGrade",
  collateral: "notCollateral",
  "bank-flows-against-invoices": "notBankFlows",
} as const;
/** How a check ended. */
export const OUTCOMES = {
  passed: "outcomePassed",
  warned: "outcomeWarned",
  failed: "outcomeFailed",
  needs_human: "outcomeNeedsHuman",
} as const;

/** The words of a code; one that is not known yet stands as it is. */
export function namedIn<K extends string>(
  say: (key: K) => string,
  keys: Readonly<Record<string, K>>,
  code: string,
) {
  const key = keys[code];
  return key === undefined ? <code>{code}</code> : say(key);
}
