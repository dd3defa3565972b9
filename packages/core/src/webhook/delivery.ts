import { z } from "zod";
import { partnerIdSchema } from "../identity/actor.ts";
import { derivedIdPart, idSchema } from "../kernel/id.ts";
import { instantSchema } from "../kernel/instant.ts";
import { type EndpointId, endpointIdSchema } from "./endpoint.ts";
import { eventTypeSchema, type MessageId, messageIdSchema } from "./message.ts";

export const deliveryIdSchema = idSchema("dlv", "DeliveryId");
export type DeliveryId = z.infer<typeof deliveryIdSchema>;

/** Characters of an answer's body that the log keeps. */
export const LOGGED_BODY_CHARACTERS_MAX = 1_024;

const base = {
  id: deliveryIdSchema,
  messageId: messageIdSchema,
  endpointId: endpointIdSchema,
  partnerId: partnerIdSchema,
  type: eventTypeSchema,
  objectId: z.string(),
  sequence: z.int().min(1),
  /** Attempts ever made: each has its row. */
  attempts: z.int().min(0),
  /** A replay begins a new round with the whole schedule; work of an older round does nothing. */
  round: z.int().min(1),
  attemptsInRound: z.int().min(0),
  createdAt: instantSchema,
  version: z.int().min(1),
};

/** One message on its way to one endpoint. Nothing undelivered is forgotten: it is suspended or exhausted, and replayable. */
export const deliverySchema = z.discriminatedUnion("status", [
  z.strictObject({ ...base, status: z.literal("pending"), nextAttemptAt: instantSchema }),
  z.strictObject({ ...base, status: z.literal("delivered"), deliveredAt: instantSchema }),
  z.strictObject({ ...base, status: z.literal("exhausted"), exhaustedAt: instantSchema }),
  z.strictObject({ ...base, status: z.literal("suspended"), suspendedAt: instantSchema }),
]);
export type Delivery = Readonly<z.infer<typeof deliverySchema>>;
export type DeliveryIn<S extends Delivery["status"]> = Extract<Delivery, { status: S }>;

/** One attempt as it was made: append-only, kept for good. Signatures and secrets are not in it. */
export const attemptSchema = z.strictObject({
  deliveryId: deliveryIdSchema,
  number: z.int().min(1),
  /** Business time. */
  at: instantSchema,
  /** Wall time: the timestamp that was signed. */
  signedAt: instantSchema,
  url: z.string(),
  requestHeaders: z.record(z.string(), z.string()),
  outcome: z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("answered"),
      status: z.int(),
      body: z.string().max(LOGGED_BODY_CHARACTERS_MAX),
      durationMs: z.int(),
    }),
    z.strictObject({ kind: z.literal("failed"), reason: z.string(), durationMs: z.int() }),
    z.strictObject({ kind: z.literal("refused"), reason: z.string() }),
  ]),
});
export type Attempt = Readonly<z.infer<typeof attemptSchema>>;

/** The delivery of a message to an endpoint: one, however often the message is fanned out. */
export const deliveryIdOf = (messageId: MessageId, endpointId: EndpointId): DeliveryId =>
  deliveryIdSchema.parse(`dlv_${derivedIdPart([messageId, endpointId])}`);

const withoutStatus = (delivery: Delivery) => {
  const {
    id,
    messageId,
    endpointId,
    partnerId,
    type,
    objectId,
    sequence,
    attempts,
    round,
    attemptsInRound,
    createdAt,
  } = delivery;
  return {
    id,
    messageId,
    endpointId,
    partnerId,
    type,
    objectId,
    sequence,
    attempts,
    round,
    attemptsInRound,
    createdAt,
    version: delivery.version + 1,
  };
};

type Moment = z.infer<typeof instantSchema>;

/** The endpoint cannot be reached at present: it waits for a recovery. */
export const suspend = (delivery: Delivery, at: Moment): DeliveryIn<"suspended"> => ({
  ...withoutStatus(delivery),
  status: "suspended",
  suspendedAt: at,
});

/** Begins a new round now: replay, recovery. */
export const beginRound = (delivery: Delivery, at: Moment): DeliveryIn<"pending"> => ({
  ...withoutStatus(delivery),
  round: delivery.round + 1,
  attemptsInRound: 0,
  status: "pending",
  nextAttemptAt: at,
});

/** What an attempt made of a delivery. @param next when it is tried again; `undefined`: the round is over */
export function afterAttempt(
  delivery: Delivery,
  attempt: { success: boolean; at: Moment; next: Moment | undefined },
): Delivery {
  const counted = {
    ...withoutStatus(delivery),
    attempts: delivery.attempts + 1,
    attemptsInRound: delivery.attemptsInRound + 1,
  };
  const { success, at, next } = attempt;
  if (success) return { ...counted, status: "delivered", deliveredAt: at };
  return next === undefined
    ? { ...counted, status: "exhausted", exhaustedAt: at }
    : { ...counted, status: "pending", nextAttemptAt: next };
}
