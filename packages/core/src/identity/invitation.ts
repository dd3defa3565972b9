import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { idSchema, sha256Hex } from "../kernel/id.ts";
import { DAY_MS, type Instant, instantSchema } from "../kernel/instant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { enterpriseIdSchema, enterpriseRoleSchema, userIdSchema } from "./actor.ts";
import type { IdentityRefusal } from "./identity-refusal.ts";
import { personIdSchema } from "./person.ts";

export const invitationIdSchema = idSchema("inv", "InvitationId");
export type InvitationId = z.infer<typeof invitationIdSchema>;

/** How long an invitation may be accepted, business time. */
export const INVITATION_MS = 7 * DAY_MS;

const base = {
  id: invitationIdSchema,
  enterpriseId: enterpriseIdSchema,
  role: enterpriseRoleSchema,
  /** The person whom the address names; only they may accept. The address itself is with the person. */
  personId: personIdSchema,
  tokenHash: z.string().regex(/^[0-9a-f]{64}$/),
  invitedBy: userIdSchema,
  createdAt: instantSchema,
  expiresAt: instantSchema,
  payloadHash: z.string(),
  version: z.int().min(1),
  eventHash: z.string(),
};

/** A single-use way into an enterprise. It expires by comparison of `expiresAt`, not by a change of status. */
export const invitationSchema = z.discriminatedUnion("status", [
  z.strictObject({ ...base, status: z.literal("pending") }),
  z.strictObject({
    ...base,
    status: z.literal("accepted"),
    acceptedBy: userIdSchema,
    acceptedAt: instantSchema,
  }),
  z.strictObject({ ...base, status: z.literal("revoked"), revokedAt: instantSchema }),
]);
export type Invitation = Readonly<z.infer<typeof invitationSchema>>;
export type InvitationIn<S extends Invitation["status"]> = Extract<Invitation, { status: S }>;

/**
 * The secret of an invitation's link: 256 bits that only the platform can compute, so that nothing but its hash is
 * stored and the mail can be sent, or sent again, later.
 */
export const invitationToken = (secret: string, id: InvitationId): string =>
  createHmac("sha256", secret)
    .update(JSON.stringify(["invitation-token", id]))
    .digest("base64url");

/** What is stored of a token. */
export const tokenHashOf = (token: string): string => sha256Hex(token);

/** Compares in constant time. */
export const isTokenOf = (invitation: Pick<Invitation, "tokenHash">, token: string): boolean =>
  timingSafeEqual(Buffer.from(invitation.tokenHash), Buffer.from(tokenHashOf(token)));

type AcceptRefusal = Extract<
  IdentityRefusal,
  { kind: "not_found" | "invitation_not_open" | "invitation_expired" | "invitation_for_another_address" }
>;

/**
 * Whether a person may accept: with the right token, once, before `expiresAt`, as the one who was invited.
 * A wrong token is answered like an unknown invitation.
 */
export function mayAccept(
  invitation: Invitation,
  by: { token: string; personId: string },
  now: Instant,
): Result<InvitationIn<"pending">, AcceptRefusal> {
  if (!isTokenOf(invitation, by.token)) return err({ kind: "not_found" });
  if (invitation.status !== "pending") return err({ kind: "invitation_not_open", status: invitation.status });
  if (now >= invitation.expiresAt) return err({ kind: "invitation_expired" });
  if (invitation.personId !== by.personId) return err({ kind: "invitation_for_another_address" });
  return ok(invitation);
}

/** What an invitation is to somebody who opens its link: still good, or why not. */
export const INVITATION_STANDINGS = ["open", "expired", "accepted", "revoked"] as const;

/**
 * Where an invitation stands, told only to who has its token: a wrong one is answered like an unknown invitation.
 */
export function standingOf(
  invitation: Invitation,
  by: { token: string },
  now: Instant,
): Result<(typeof INVITATION_STANDINGS)[number], Extract<IdentityRefusal, { kind: "not_found" }>> {
  if (!isTokenOf(invitation, by.token)) return err({ kind: "not_found" });
  if (invitation.status !== "pending") return ok(invitation.status);
  return ok(now >= invitation.expiresAt ? "expired" : "open");
}
