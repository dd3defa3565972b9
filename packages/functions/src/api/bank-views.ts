import { z } from "@hono/zod-openapi";
import { moneyOutSchema } from "./wire.ts";

const payee = z.object({ name: z.string(), account: z.string() });

/** An instruction as its bank sees it. */
export const instructionView = z
  .object({
    id: z.string(),
    version: z.int(),
    status: z.string(),
    kind: z.string(),
    cause: z.object({ kind: z.string(), id: z.string() }),
    debtorAccount: z.string(),
    creditor: payee,
    amount: moneyOutSchema,
    endToEndId: z.string(),
    runId: z.string().optional(),
    executeOn: z.string().optional(),
    predecessorId: z.string().optional(),
    bankReference: z.string().optional(),
    returnReference: z.string().optional(),
    reason: z.string().optional(),
    sends: z.int(),
    createdAt: z.string(),
    sentAt: z.string().optional(),
    bookedAt: z.string().optional(),
  })
  .openapi("Instruction");

/** An instruction as operators see it: also what one person asked for and another must confirm. */
export const instructionBoardView = instructionView
  .extend({
    partnerId: z.string(),
    book: z.string(),
    request: z
      .object({ action: z.string(), reason: z.string(), userId: z.string(), at: z.string() })
      .optional(),
  })
  .openapi("InstructionOnBoard");

/** A statement as it was received. */
export const statementView = z
  .object({
    id: z.string(),
    account: z.string(),
    currency: z.string(),
    statementId: z.string(),
    sequence: z.int(),
    bankDay: z.string(),
    lines: z.int(),
    status: z.string(),
    reason: z.string().optional(),
    receivedAt: z.string(),
  })
  .openapi("Statement");

/** What became of each statement of a file. */
export const ingestedView = z
  .object({
    account: z.string(),
    statementId: z.string(),
    sequence: z.int(),
    outcome: z.enum(["received", "already_received", "conflict"]),
  })
  .openapi("IngestedStatement");

/** A bank partner with its keys; secrets are never shown. */
export const partnerView = z
  .object({
    id: z.string(),
    version: z.int(),
    name: z.string(),
    status: z.string(),
    calendar: z.object({
      zone: z.string(),
      weekend: z.array(z.int()),
      holidays: z.array(z.string()),
      cutOff: z.string(),
    }),
    currencies: z.array(z.string()),
    clientId: z.string(),
    confirmationKeys: z.array(
      z.object({
        id: z.string(),
        scheme: z.string(),
        publicKey: z.string().optional(),
        validFrom: z.string(),
        validUntil: z.string().optional(),
      }),
    ),
    createdAt: z.string(),
  })
  .openapi("BankPartner");
