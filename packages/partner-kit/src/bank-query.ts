import { z } from "zod";
import { wireAmountSchema, wireCurrencySchema } from "./amount.ts";
import {
  bankReferenceSchema,
  endToEndIdSchema,
  partyNameSchema,
  prefixedIdSchema,
  reasonCodeSchema,
  sequenceSchema,
  wireAccountSchema,
  wireInstantSchema,
} from "./wire-format.ts";

/**
 * The bank's answer to `GET /v1/instructions/{endToEndId}`, always with status 200: a 404 may come from a proxy, and
 * only an explicit `known: false` allows the platform to send the same instruction again.
 */
export const instructionStatusSchema = z.discriminatedUnion("known", [
  z.strictObject({ known: z.literal(false), endToEndId: endToEndIdSchema }),
  z.strictObject({
    known: z.literal(true),
    endToEndId: endToEndIdSchema,
    instructionId: prefixedIdSchema("ins"),
    status: z.enum(["accepted", "settled", "rejected", "returned"]),
    sequence: sequenceSchema,
    amount: wireAmountSchema,
    currency: wireCurrencySchema,
    bankReference: bankReferenceSchema,
    bookedAt: wireInstantSchema,
    reason: reasonCodeSchema.optional(),
  }),
]);

/** What a bank knows about one end-to-end id. */
export type InstructionStatus = Readonly<z.infer<typeof instructionStatusSchema>>;

/** Body of `POST /v1/name-check`: does this account belong to this name? */
export const nameCheckRequestSchema = z.strictObject({ account: wireAccountSchema, name: partyNameSchema });

/** A question about an account's holder. */
export type NameCheckRequest = Readonly<z.infer<typeof nameCheckRequestSchema>>;

/** The bank's answer; `heldName` is given on `close` only, so that the asker can correct a slip. */
export const nameCheckAnswerSchema = z.strictObject({
  account: wireAccountSchema,
  result: z.enum(["match", "close", "mismatch"]),
  heldName: partyNameSchema.optional(),
});

/** Whether an account belongs to a name. It proves an account, not a company. */
export type NameCheckAnswer = Readonly<z.infer<typeof nameCheckAnswerSchema>>;
