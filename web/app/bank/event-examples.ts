import type { EVENT_TYPES } from "./bank-events.ts";

type Example = { readonly type: string; readonly timestamp: string; readonly data: object };

/** One whole body of each type, as an endpoint receives it; `endpoint.challenge` comes at the handshake alone. */
export const EVENT_EXAMPLES: Readonly<Record<(typeof EVENT_TYPES)[number] | "endpoint.challenge", Example>> =
  {
    "settlement.instruction.created": {
      type: "settlement.instruction.created",
      timestamp: "2026-12-18T14:00:00.000Z",
      data: {
        sequence: 1,
        instructionId: "ins_0123456789ABCDEFGHJK",
        runId: "run_0123456789ABCDEFGHJK",
        kind: "tranche",
        endToEndId: "ins_0123456789ABCDEFGHJK",
        debtorAccount: "DE02120300000000202051",
        creditor: { name: "Atelier Example GmbH", account: "DE02500105170137075030" },
        amount: "48200.00",
        currency: "EUR",
        requestedExecutionDate: "2026-12-18",
        causeRef: "tra_0123456789ABCDEFGHJK",
        remittance: "First tranche",
      },
    },
    "settlement.instruction.cancelled": {
      type: "settlement.instruction.cancelled",
      timestamp: "2026-12-18T15:30:00.000Z",
      data: {
        sequence: 2,
        instructionId: "ins_0123456789ABCDEFGHJK",
        runId: "run_0123456789ABCDEFGHJK",
        endToEndId: "ins_0123456789ABCDEFGHJK",
        reason: "cancelled before execution",
      },
    },
    "settlement.batch.created": {
      type: "settlement.batch.created",
      timestamp: "2026-12-18T14:00:01.000Z",
      data: {
        sequence: 1,
        runId: "run_0123456789ABCDEFGHJK",
        count: 12,
        controlTotal: "61240.50",
        currency: "EUR",
        bankDay: "2026-12-18",
      },
    },
    "campaign.funded": {
      type: "campaign.funded",
      timestamp: "2026-12-18T11:00:00.000Z",
      data: { sequence: 1, campaignId: "cmp_0123456789ABCDEFGHJK", raised: "50210.00", currency: "EUR" },
    },
    "campaign.failed": {
      type: "campaign.failed",
      timestamp: "2026-12-18T11:00:00.000Z",
      data: { sequence: 1, campaignId: "cmp_0123456789ABCDEFGHJK", raised: "8120.00", currency: "EUR" },
    },
    "endpoint.ping": {
      type: "endpoint.ping",
      timestamp: "2026-12-18T09:15:00.000Z",
      data: { sequence: 1, endpointId: "whe_0123456789ABCDEFGHJK" },
    },
    "endpoint.challenge": {
      type: "endpoint.challenge",
      timestamp: "2026-12-18T09:00:00.000Z",
      data: { sequence: 1, endpointId: "whe_0123456789ABCDEFGHJK", challenge: "q3Zr8XUe0cN5m2Wk7LhPdA" },
    },
  };
