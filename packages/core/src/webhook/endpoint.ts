import { z } from "zod";
import { partnerIdSchema } from "../identity/actor.ts";
import { idSchema } from "../kernel/id.ts";
import { addMs, DAY_MS, type Instant, instantSchema, msBetween } from "../kernel/instant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { eventTypeSchema } from "./message.ts";

export const endpointIdSchema = idSchema("whe", "EndpointId");
export type EndpointId = z.infer<typeof endpointIdSchema>;

/** Endpoints of one partner. */
export const ENDPOINTS_MAX = 16;
/** How long an endpoint may fail before it is disabled. */
export const FAILING_MS_MAX = 5 * DAY_MS;
const SECRETS_MAX = 3;

/** A pair of signing keys of one endpoint, sealed; both sign every delivery while the pair is valid (wall time). */
export const endpointSecretSchema = z.strictObject({
  id: idSchema("key", "EndpointSecretId"),
  /** `{ hmac: "whsec_…", ed25519: "whsk_…" }`, sealed. */
  sealed: z.string(),
  /** `whpk_…`: public, and shown whenever asked for. */
  publicKey: z.string().regex(/^whpk_/),
  createdAt: instantSchema,
  expiresAt: instantSchema.optional(),
});
export type EndpointSecret = Readonly<z.infer<typeof endpointSecretSchema>>;

const base = {
  id: endpointIdSchema,
  partnerId: partnerIdSchema,
  url: z.string().max(500),
  description: z.string().max(200),
  /** What is delivered here; a type that is not in it is never sent. */
  eventTypes: z.array(eventTypeSchema).min(1),
  secrets: z.array(endpointSecretSchema).min(1).max(SECRETS_MAX),
  pings: z.int().min(0),
  /** The last attempt to prove ownership, when it failed: why. */
  lastVerificationError: z.string().max(100).optional(),
  /** From when on messages were not delivered: where a recovery begins. */
  recoverSince: instantSchema.optional(),
  createdAt: instantSchema,
  payloadHash: z.string(),
  version: z.int().min(1),
  eventHash: z.string(),
};
const verified = { ...base, verifiedAt: instantSchema };

/** Where a bank partner receives messages. Nothing but the challenge goes to one that has not proven ownership. */
export const endpointSchema = z.discriminatedUnion("status", [
  z.strictObject({
    ...base,
    status: z.literal("unverified"),
    challenge: z.string().regex(/^[A-Za-z0-9_-]{22,128}$/),
  }),
  z.strictObject({ ...verified, status: z.literal("active") }),
  z.strictObject({ ...verified, status: z.literal("paused"), pausedAt: instantSchema }),
  z.strictObject({ ...verified, status: z.literal("failing"), failingSince: instantSchema }),
  z.strictObject({
    ...base,
    status: z.literal("disabled"),
    disabledAt: instantSchema,
    disabledBecause: z.enum(["gone", "failing"]),
  }),
]);
export type Endpoint = Readonly<z.infer<typeof endpointSchema>>;
export type EndpointStatus = Endpoint["status"];
export type EndpointIn<S extends EndpointStatus> = Extract<Endpoint, { status: S }>;

/** The move is not in the lifecycle of product.md. */
export type EndpointStatusRefusal = Readonly<{ kind: "endpoint_status"; status: EndpointStatus }>;
type Moved<S extends EndpointStatus> = Result<EndpointIn<S>, EndpointStatusRefusal>;
const refused = ({ status }: Endpoint) => err({ kind: "endpoint_status" as const, status });

/** Whether messages may be sent to it now. */
export const isReachable = (endpoint: Endpoint): endpoint is EndpointIn<"active" | "failing"> =>
  endpoint.status === "active" || endpoint.status === "failing";

/** `unverified → active`: its owner answered the challenge with the endpoint's secret. */
export function activate(endpoint: Endpoint, at: Instant): Moved<"active"> {
  if (endpoint.status !== "unverified") return refused(endpoint);
  const { challenge: _challenge, lastVerificationError: _error, ...rest } = endpoint;
  return ok({ ...rest, status: "active", verifiedAt: at });
}

/** Stays `unverified`, and says why. */
export const refuseVerification = (endpoint: Endpoint, why: string): Moved<"unverified"> =>
  endpoint.status === "unverified" ? ok({ ...endpoint, lastVerificationError: why }) : refused(endpoint);

/** A fresh challenge; the old one is worth nothing. */
export const challengeAnew = (endpoint: Endpoint, challenge: string): Moved<"unverified"> =>
  endpoint.status === "unverified" ? ok({ ...endpoint, challenge }) : refused(endpoint);

/** `active → paused`: messages are kept, not sent. */
export const pauseEndpoint = (endpoint: Endpoint, at: Instant): Moved<"paused"> =>
  endpoint.status === "active"
    ? ok({ ...endpoint, status: "paused", pausedAt: at, recoverSince: endpoint.recoverSince ?? at })
    : refused(endpoint);

/** `paused → active`; what was kept is sent in sequence. */
export function resumeEndpoint(endpoint: Endpoint): Moved<"active"> {
  if (endpoint.status !== "paused") return refused(endpoint);
  const { pausedAt: _pausedAt, ...rest } = endpoint;
  return ok({ ...rest, status: "active" });
}

/** `active → failing`: an attempt failed and none succeeded since. */
export const beginFailing = (endpoint: Endpoint, at: Instant): Moved<"failing"> =>
  endpoint.status === "active"
    ? ok({ ...endpoint, status: "failing", failingSince: at, recoverSince: endpoint.recoverSince ?? at })
    : refused(endpoint);

/** `failing → active`: an attempt succeeded. */
export function recoverHealth(endpoint: Endpoint): Moved<"active"> {
  if (endpoint.status !== "failing") return refused(endpoint);
  const { failingSince: _failingSince, ...rest } = endpoint;
  return ok({ ...rest, status: "active" });
}

/** When a failing endpoint is disabled unless something succeeds. */
export const disabledAfter = ({ failingSince }: EndpointIn<"failing">): Instant =>
  addMs(failingSince, FAILING_MS_MAX);

/** `failing → disabled` after five days. One millisecond earlier it is refused. */
export function disableFailing(endpoint: Endpoint, at: Instant): Moved<"disabled"> {
  if (endpoint.status !== "failing") return refused(endpoint);
  if (msBetween({ from: endpoint.failingSince, to: at }) < FAILING_MS_MAX) return refused(endpoint);
  const { failingSince: _failingSince, verifiedAt: _verifiedAt, ...rest } = endpoint;
  return ok({ ...rest, status: "disabled", disabledAt: at, disabledBecause: "failing" });
}

/** `active | failing → disabled` at once: the receiver answered 410 Gone. */
export function disableGone(endpoint: Endpoint, at: Instant): Moved<"disabled"> {
  const failing = endpoint.status === "active" ? beginFailing(endpoint, at) : ok(endpoint);
  if (!failing.ok) return failing;
  if (failing.value.status !== "failing") return refused(endpoint);
  const { failingSince: _failingSince, verifiedAt: _verifiedAt, ...rest } = failing.value;
  return ok({ ...rest, status: "disabled", disabledAt: at, disabledBecause: "gone" });
}

/** `disabled → unverified`: ownership is proven again before anything is sent. */
export function reopenEndpoint(endpoint: Endpoint, challenge: string): Moved<"unverified"> {
  if (endpoint.status !== "disabled") return refused(endpoint);
  const { disabledAt: _disabledAt, disabledBecause: _because, ...rest } = endpoint;
  return ok({ ...rest, status: "unverified", challenge });
}

/** The secrets that sign at `wall`: during a rotation the new and the old one. */
export const secretsAt = ({ secrets }: Endpoint, wall: Instant): readonly EndpointSecret[] =>
  secrets.filter(({ expiresAt }) => expiresAt === undefined || wall < expiresAt);

/** Why a secret is not rotated. */
export type RotationRefusal = Readonly<{ kind: "too_many_secrets"; max: number }>;

/** Adds a secret; those in use go on signing until `overlapUntil` (wall time) and not after. */
export function rotateSecret(
  endpoint: Endpoint,
  { secret, overlapUntil, wall }: { secret: EndpointSecret; overlapUntil: Instant; wall: Instant },
): Result<Endpoint, RotationRefusal> {
  const kept = secretsAt(endpoint, wall).map((old) => ({
    ...old,
    expiresAt: old.expiresAt !== undefined && old.expiresAt < overlapUntil ? old.expiresAt : overlapUntil,
  }));
  if (kept.length >= SECRETS_MAX) return err({ kind: "too_many_secrets", max: SECRETS_MAX });
  return ok({ ...endpoint, secrets: [...kept, secret] });
}
