import { wireAmountSchema, wireCurrencySchema } from "@firstlot/partner-kit/amount";
import { instructionSchema } from "@firstlot/partner-kit/messages";
import { paymentLinkClaimsSchema } from "@firstlot/partner-kit/payment-link";
import {
  bankReferenceSchema,
  endToEndIdSchema,
  partyNameSchema,
  partySchema,
  reasonCodeSchema,
  wireAccountSchema,
  wireDateSchema,
  wireInstantSchema,
} from "@firstlot/partner-kit/wire-format";
import { z } from "zod";

/** Name of a bank partner in addresses and headers: the platform's partner id. */
export const partnerIdSchema = z.string().regex(/^[A-Za-z0-9_-]{2,40}$/);

/** One bank partner of this process: its keys towards the platform and the platform's keys towards it. */
export const partnerSchema = z.strictObject({
  partnerId: partnerIdSchema,
  name: partyNameSchema,
  timeZone: z.string().default("UTC"),
  webhookSecrets: z.array(z.string()).max(4), // whsec_, of our endpoint at the platform; new and old in a rotation
  platformKeys: z.array(z.string()).max(4).default([]), // whpk_, if the platform also signs v1a
  signingKeys: z.array(z.string()).min(1).max(4), // whsk_ or whsec_ that sign our confirmations
  client: z.strictObject({ clientId: z.string(), privateJwk: z.record(z.string(), z.unknown()) }).optional(),
});
/** One bank partner of this process. */
export type Partner = Readonly<z.infer<typeof partnerSchema>>;

/** An account that this bank keeps. */
export const accountSchema = z.strictObject({
  account: wireAccountSchema,
  partnerId: partnerIdSchema,
  holder: partyNameSchema,
  currency: wireCurrencySchema,
  announceCredits: z.boolean().default(true),
  pushStatements: z.enum(["camt053", "csv"]).optional(),
  /** Whether days without a booking have a statement of their own too. */
  statesQuietDays: z.boolean().default(true),
});
/** An account that this bank keeps. */
export type Account = Readonly<z.infer<typeof accountSchema>>;

/** One entry in the bank's own books. */
export const bookingSchema = z.strictObject({
  account: wireAccountSchema,
  bankReference: bankReferenceSchema,
  direction: z.enum(["credit", "debit"]),
  amountMinor: z.int().min(0),
  bookedAt: wireInstantSchema,
  bankDay: wireDateSchema,
  kind: z.enum(["transfer", "return"]),
  endToEndId: endToEndIdSchema.optional(),
  reason: reasonCodeSchema.optional(),
  counterparty: partySchema,
  remittance: z.string().max(140),
});
/** One entry in the bank's own books. */
export type Booking = Readonly<z.infer<typeof bookingSchema>>;

/** What the switches do to the messages and fate of one payment or instruction. */
export const effectsSchema = z.strictObject({
  delayMs: z.int().min(0).optional(),
  duplicate: z.boolean().optional(),
  outOfOrder: z.boolean().optional(),
  lost: z.boolean().optional(),
  rejectReason: reasonCodeSchema.optional(),
  returnReason: reasonCodeSchema.optional(),
  returnDelayMs: z.int().min(0).optional(),
  wrongByMinor: z.int().optional(),
  wrongCurrency: wireCurrencySchema.optional(),
});
/** What the switches do to the messages and fate of one payment or instruction. */
export type Effects = Readonly<z.infer<typeof effectsSchema>>;

/** A message that waits for the platform: a signed confirmation or a statement file. */
export const messageSchema = z.strictObject({
  messageId: z.string(),
  partnerId: partnerIdSchema,
  about: z.string(), // messages about one object are sent one after the other
  kind: z.enum(["confirmation", "camt053", "csv"]),
  body: z.string(),
  dueAt: wireInstantSchema,
  copies: z.int().min(1).max(2),
  lost: z.boolean(),
});
/** A message that waits for the platform. */
export type Message = Readonly<z.infer<typeof messageSchema>>;

/** The switches (bank.md): what goes wrong at a bank sooner or later. */
export const FAULT_KINDS = [
  "delay",
  "duplicate",
  "out_of_order",
  "reject",
  "return_later",
  "timeout_after_executing",
  "timeout_before_executing",
  "wrong_amount",
  "wrong_currency",
  "lose_confirmation",
  "rotate_keys",
  "receiver_down",
] as const;

/** A switch that is on for the next `remaining` occasions of one partner. */
export const faultSchema = z.strictObject({
  faultId: z.string(),
  partnerId: partnerIdSchema,
  kind: z.enum(FAULT_KINDS),
  remaining: z.int().min(1).max(100_000),
  on: z.enum(["any", "payment", "instruction"]),
  delayMs: z
    .int()
    .min(0)
    .max(90 * 86_400_000),
  reason: reasonCodeSchema,
  byMinor: z.int(),
  currency: wireCurrencySchema,
});
/** A switch that is on. */
export type Fault = Readonly<z.infer<typeof faultSchema>>;

/** Where an instruction stands at this bank. */
export const instructionStateSchema = z.strictObject({
  partnerId: partnerIdSchema,
  instruction: instructionSchema,
  status: z.enum(["accepted", "settled", "rejected", "returned"]),
  sequence: z.int().min(1),
  bankReference: bankReferenceSchema,
  bookedAt: wireInstantSchema,
  reason: reasonCodeSchema.optional(),
  executeAt: wireInstantSchema.optional(),
  returnAt: wireInstantSchema.optional(),
  returnReason: reasonCodeSchema.optional(),
  effects: effectsSchema,
});
/** Where an instruction stands at this bank. */
export type InstructionState = Readonly<z.infer<typeof instructionStateSchema>>;

/** A webhook of the platform as it was stored before it was answered. */
export const storedWebhookSchema = z.strictObject({
  partnerId: partnerIdSchema,
  webhookId: z.string(),
  body: z.string(),
  receivedAt: wireInstantSchema,
  silent: z.boolean(), // the switch "time out after executing": execute, and say nothing
});
/** A webhook of the platform as it was stored. */
export type StoredWebhook = Readonly<z.infer<typeof storedWebhookSchema>>;

/** A visit to the hosted payment page. */
export const paymentSessionSchema = z.strictObject({
  sessionId: z.string(),
  partnerId: partnerIdSchema,
  claims: paymentLinkClaimsSchema,
  endsAt: wireInstantSchema,
});
/** A visit to the hosted payment page. */
export type PaymentSession = Readonly<z.infer<typeof paymentSessionSchema>>;

/** Which bookings a statement covered: positions in the account's list, `from` included, `to` excluded. */
export const issuedStatementSchema = z.strictObject({
  account: wireAccountSchema,
  bankDay: wireDateSchema,
  sequence: z.int().min(1),
  from: z.int().min(0),
  to: z.int().min(0),
});
/** A statement that was issued. */
export type IssuedStatement = Readonly<z.infer<typeof issuedStatementSchema>>;

/** Everything that can happen at this bank; the journal holds nothing else, and replaying it gives the bank. */
export const factSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("books_opened"), booksId: z.string() }),
  z.strictObject({
    type: z.literal("clock_set"),
    now: wireInstantSchema,
    wall: wireInstantSchema,
    ticking: z.boolean(),
  }),
  z.strictObject({ type: z.literal("partner_registered"), partner: partnerSchema }),
  z.strictObject({ type: z.literal("account_opened"), account: accountSchema }),
  z.strictObject({
    type: z.literal("account_closed_elsewhere"),
    account: wireAccountSchema,
    closed: z.boolean(),
  }),
  z.strictObject({ type: z.literal("name_registered"), account: wireAccountSchema, name: partyNameSchema }),
  z.strictObject({ type: z.literal("webhook_stored"), webhook: storedWebhookSchema }),
  z.strictObject({ type: z.literal("webhook_processed"), key: z.string(), outcome: z.string() }),
  z.strictObject({ type: z.literal("instruction_moved"), state: instructionStateSchema }),
  z.strictObject({ type: z.literal("booked"), booking: bookingSchema }),
  z.strictObject({ type: z.literal("message_queued"), message: messageSchema }),
  z.strictObject({
    type: z.literal("message_attempted"),
    messageId: z.string(),
    outcome: z.enum(["delivered", "failed", "parked"]),
    answer: z.string(),
    nextAt: wireInstantSchema,
  }),
  z.strictObject({ type: z.literal("session_opened"), session: paymentSessionSchema }),
  z.strictObject({
    type: z.literal("session_ended"),
    sessionId: z.string(),
    outcome: z.enum(["paid", "declined", "expired"]),
  }),
  z.strictObject({ type: z.literal("fault_armed"), fault: faultSchema }),
  z.strictObject({ type: z.literal("fault_used"), faultId: z.string() }),
  z.strictObject({ type: z.literal("faults_cleared"), partnerId: partnerIdSchema }),
  z.strictObject({ type: z.literal("statement_issued"), statement: issuedStatementSchema }),
  z.strictObject({
    type: z.literal("booking_tampered"),
    account: wireAccountSchema,
    bankReference: bankReferenceSchema,
    byMinor: z.int(),
  }),
]);
/** Something that happened at this bank. */
export type Fact = Readonly<z.infer<typeof factSchema>>;

/** Body of `POST /transfers`: somebody somewhere sends money to an account of this bank. */
export const transferSchema = z.strictObject({
  account: wireAccountSchema,
  amount: wireAmountSchema,
  currency: wireCurrencySchema,
  reference: z.string().max(140).default(""),
  payer: partySchema,
});
/** A transfer from elsewhere. */
export type IncomingTransfer = Readonly<z.infer<typeof transferSchema>>;
