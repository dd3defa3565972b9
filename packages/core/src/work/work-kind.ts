import { z } from "zod";

/**
 * Every deferred effect there is. Each has a handler in `functions/src/queue` and an off switch; a kind without a
 * handler does not compile there.
 */
export const WORK_KINDS = [
  "invitation.mail",
  "enterprise.check-payout-name",
  "evidence.scan",
  "evidence.read",
  "review.run-step",
  "review.deadline",
  "campaign.close-shards",
  "campaign.align-shards",
  "campaign.follow-enterprise",
  "catalogue.build-index",
  "catalogue.refresh-card",
  "settlement.decide",
  "settlement.confirm-pledges",
  "settlement.refund-pledges",
  "settlement.finish",
  "settlement.open-run",
  "webhook.publish",
  "webhook.deliver",
  "webhook.recover",
  "webhook.verify-endpoint",
  "webhook.endpoint-health",
  "bank.apply-fact",
  "bank.query-instruction",
  "refund.check-account",
  "statement.match",
  "notice.mail",
] as const;

export const workKindSchema = z.enum(WORK_KINDS);
export type WorkKind = z.infer<typeof workKindSchema>;
