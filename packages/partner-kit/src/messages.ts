import { z } from "zod";
import { isExactAmount, wireAmountSchema, wireCurrencySchema, wireSumSchema } from "./amount.ts";
import { err, ok, type Result } from "./result.ts";
import {
  bankReferenceSchema,
  endToEndIdSchema,
  partySchema,
  prefixedIdSchema,
  reasonCodeSchema,
  sequenceSchema,
  wireAccountSchema,
  wireDateSchema,
  wireInstantSchema,
} from "./wire-format.ts";

/** The largest body of an event in bytes, so that a key in KMS (4,096 bytes per call) can sign it. */
export const EVENT_BYTES_MAX = 3900;
/** The largest body of a message from a bank in bytes. */
export const CONFIRMATION_BYTES_MAX = 20_000;

const exact = { message: "more decimals than the currency has", path: ["amount"] };
const amount = { amount: wireAmountSchema, currency: wireCurrencySchema };

const event = <const T extends string, D extends z.ZodType>(type: T, data: D) =>
  z.strictObject({ type: z.literal(type), timestamp: wireInstantSchema, data });

/** One money movement asked of a bank. */
export const instructionSchema = z
  .strictObject({
    sequence: sequenceSchema,
    instructionId: prefixedIdSchema("ins"),
    runId: z.string().regex(/^[a-z]{3}_[A-Za-z0-9_-]{1,40}$/),
    kind: z.enum(["refund", "tranche", "fee", "payment"]),
    endToEndId: endToEndIdSchema,
    debtorAccount: wireAccountSchema,
    creditor: partySchema,
    ...amount,
    requestedExecutionDate: wireDateSchema,
    causeRef: z.string().min(1).max(80),
    remittance: z.string().max(140).optional(),
    predecessorId: prefixedIdSchema("ins").optional(),
  })
  .refine(isExactAmount, exact);

/** One money movement asked of a bank, as the data of `settlement.instruction.created`. */
export type Instruction = Readonly<z.infer<typeof instructionSchema>>;

const instructionCancelledSchema = z.strictObject({
  sequence: sequenceSchema,
  instructionId: prefixedIdSchema("ins"),
  runId: z.string().regex(/^[a-z]{3}_[A-Za-z0-9_-]{1,40}$/),
  endToEndId: endToEndIdSchema,
  reason: z.string().min(1).max(80),
});

const batchSchema = z.strictObject({
  sequence: sequenceSchema,
  runId: z.string().regex(/^[a-z]{3}_[A-Za-z0-9_-]{1,40}$/),
  count: z.int().min(0),
  controlTotal: wireSumSchema,
  currency: wireCurrencySchema,
  bankDay: wireDateSchema,
});

const campaignDecidedSchema = z.strictObject({
  sequence: sequenceSchema,
  campaignId: prefixedIdSchema("cmp"),
  raised: wireSumSchema,
  currency: wireCurrencySchema,
});

const endpointId = z.string().regex(/^[a-z]{2,4}_[A-Za-z0-9_-]{1,40}$/);
const endpointPingSchema = z.strictObject({ sequence: sequenceSchema, endpointId });
const endpointChallengeSchema = z.strictObject({
  sequence: sequenceSchema,
  endpointId,
  challenge: z.string().regex(/^[A-Za-z0-9_-]{22,128}$/),
});

/** Everything the platform sends to a bank's endpoint. Money is a decimal text beside its currency. */
export const settlementEventSchema = z.discriminatedUnion("type", [
  event("settlement.instruction.created", instructionSchema),
  event("settlement.instruction.cancelled", instructionCancelledSchema),
  event("settlement.batch.created", batchSchema),
  event("campaign.funded", campaignDecidedSchema),
  event("campaign.failed", campaignDecidedSchema),
  event("endpoint.ping", endpointPingSchema),
  event("endpoint.challenge", endpointChallengeSchema),
]);

/** An event from the platform to a bank; `timestamp` is when it happened, not when it was sent. */
export type SettlementEvent = Readonly<z.infer<typeof settlementEventSchema>>;

const paymentReceivedSchema = z
  .strictObject({
    reference: z.string().max(140), // as the payer gave it: an RF reference, or anything, or nothing
    account: wireAccountSchema,
    ...amount,
    bankReference: bankReferenceSchema,
    bookedAt: wireInstantSchema,
    payer: partySchema,
  })
  .refine(isExactAmount, exact);

const instructionFact = {
  sequence: sequenceSchema,
  instructionId: prefixedIdSchema("ins"),
  endToEndId: endToEndIdSchema,
  ...amount,
  bankReference: bankReferenceSchema,
  bookedAt: wireInstantSchema,
};
const instructionDoneSchema = z.strictObject(instructionFact).refine(isExactAmount, exact);
const instructionUndoneSchema = z
  .strictObject({ ...instructionFact, reason: reasonCodeSchema })
  .refine(isExactAmount, exact);

/** Everything a bank tells the platform, signed with the bank's own key. */
export const confirmationSchema = z.discriminatedUnion("type", [
  event("payment.received", paymentReceivedSchema),
  event("instruction.accepted", instructionDoneSchema),
  event("instruction.settled", instructionDoneSchema),
  event("instruction.rejected", instructionUndoneSchema),
  event("instruction.returned", instructionUndoneSchema),
]);

/**
 * A signed message from a bank. `bankReference` names the fact in the bank's books: for `payment.received`,
 * `instruction.settled` and `instruction.returned` it is the AcctSvcrRef of the statement's entry.
 */
export type Confirmation = Readonly<z.infer<typeof confirmationSchema>>;

/** Why a believed body is not a message of this kit. A receiver answers 2xx to unknown types and 400 to the rest. */
export type MessageRefusal = Readonly<
  | { kind: "message_too_large"; maxBytes: number }
  | { kind: "message_is_not_json" }
  | { kind: "unknown_message_type"; type: string }
  | { kind: "malformed_message"; problems: readonly Readonly<{ path: string; problem: string }>[] }
>;

const envelopeSchema = z.looseObject({
  type: z
    .string()
    .max(100)
    .regex(/^[a-zA-Z0-9_]+(\.[a-zA-Z0-9_]+)*$/),
});

const textOf = (body: string | Uint8Array): string | undefined => {
  if (typeof body === "string") return body;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
};

function jsonOf(text: string): Result<unknown, MessageRefusal> {
  try {
    const value: unknown = JSON.parse(text);
    return ok(value);
  } catch {
    return err({ kind: "message_is_not_json" });
  }
}

const problemsOf = (error: z.ZodError): MessageRefusal => ({
  kind: "malformed_message",
  problems: error.issues
    .slice(0, 20)
    .map(({ path, message }) => ({ path: `/${path.join("/")}`, problem: message })),
});

function read<S extends z.ZodType>(
  schema: S,
  types: readonly string[],
  { body, maxBytes }: { body: string | Uint8Array; maxBytes: number },
): Result<z.infer<S>, MessageRefusal> {
  const bytes = typeof body === "string" ? Buffer.byteLength(body) : body.length;
  if (bytes > maxBytes) return err({ kind: "message_too_large", maxBytes });
  const text = textOf(body);
  if (text === undefined) return err({ kind: "message_is_not_json" });
  const json = jsonOf(text);
  if (!json.ok) return json;
  const envelope = envelopeSchema.safeParse(json.value);
  if (!envelope.success) return err(problemsOf(envelope.error));
  const { type } = envelope.data;
  if (!types.includes(type)) return err({ kind: "unknown_message_type", type });
  const message = schema.safeParse(json.value);
  return message.success ? ok(message.data) : err(problemsOf(message.error));
}

const typesOf = (schema: { options: readonly { shape: { type: { value: string } } }[] }): readonly string[] =>
  schema.options.map(({ shape }) => shape.type.value);

/** Reads an event after its signature was verified. Unknown types are the future: acknowledge and ignore them. */
export const readSettlementEvent = (body: string | Uint8Array): Result<SettlementEvent, MessageRefusal> =>
  read(settlementEventSchema, typesOf(settlementEventSchema), { body, maxBytes: EVENT_BYTES_MAX });

/** Reads a bank's message after its signature was verified. */
export const readConfirmation = (body: string | Uint8Array): Result<Confirmation, MessageRefusal> =>
  read(confirmationSchema, typesOf(confirmationSchema), { body, maxBytes: CONFIRMATION_BYTES_MAX });

/** The exact text of an event to sign and send; throws when it is malformed or over 3,900 bytes (a bug of the sender). */
export function settlementEventText(settlementEvent: SettlementEvent): string {
  const text = JSON.stringify(settlementEventSchema.parse(settlementEvent));
  if (Buffer.byteLength(text) > EVENT_BYTES_MAX) throw new RangeError("an event has at most 3,900 bytes");
  return text;
}

/** The exact text of a confirmation to sign and send; throws when it is malformed (a bug of the sender). */
export const confirmationText = (confirmation: Confirmation): string =>
  JSON.stringify(confirmationSchema.parse(confirmation));
