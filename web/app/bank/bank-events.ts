/** What a bank's endpoint may receive. */
export const EVENT_TYPES = [
  "settlement.instruction.created",
  "settlement.instruction.cancelled",
  "settlement.batch.created",
  "campaign.funded",
  "campaign.failed",
  "endpoint.ping",
] as const;
