import { z } from "@hono/zod-openapi";

/** An endpoint; its secrets are named, never shown. */
export const endpointView = z
  .object({
    id: z.string(),
    version: z.int(),
    status: z.string(),
    url: z.string(),
    description: z.string(),
    eventTypes: z.array(z.string()),
    secrets: z.array(
      z.object({
        id: z.string(),
        publicKey: z.string(),
        createdAt: z.string(),
        expiresAt: z.string().optional(),
      }),
    ),
    lastVerificationError: z.string().optional(),
    recoverSince: z.string().optional(),
    failingSince: z.string().optional(),
    disabledAt: z.string().optional(),
    disabledBecause: z.string().optional(),
    createdAt: z.string(),
  })
  .openapi("WebhookEndpoint");

/** An endpoint with the secret that is shown this once. */
export const endpointWithSecretView = endpointView
  .extend({
    secret: z.object({ hmac: z.string(), publicKey: z.string() }).optional().openapi({
      description: "Shown once, when it is made; a retry of the request does not show it again.",
    }),
  })
  .openapi("WebhookEndpointWithSecret");

/** One message on its way to one endpoint. */
export const deliveryView = z
  .object({
    id: z.string(),
    messageId: z.string(),
    endpointId: z.string(),
    type: z.string(),
    objectId: z.string(),
    sequence: z.int(),
    status: z.string(),
    attempts: z.int(),
    nextAttemptAt: z.string().optional(),
    deliveredAt: z.string().optional(),
    createdAt: z.string(),
  })
  .openapi("WebhookDelivery");

/** One attempt, as it is kept in the log. */
export const attemptView = z
  .object({
    number: z.int(),
    at: z.string(),
    signedAt: z.string(),
    url: z.string(),
    requestHeaders: z.record(z.string(), z.string()),
    outcome: z.object({
      kind: z.string(),
      status: z.int().optional(),
      reason: z.string().optional(),
      body: z.string().optional(),
      durationMs: z.int().optional(),
    }),
  })
  .openapi("WebhookAttempt");

/** A delivery with its attempts. */
export const deliveryWithAttemptsView = deliveryView
  .extend({ log: z.array(attemptView) })
  .openapi("WebhookDeliveryWithAttempts");

/** A message as polling gives it: `body` is the very text that endpoints get. */
export const messageView = z
  .object({
    id: z.string(),
    type: z.string(),
    objectId: z.string(),
    sequence: z.int(),
    at: z.string(),
    body: z.string(),
  })
  .openapi("Message");
