import { loadEnterprise } from "@firstlot/core/enterprise/enterprise-store";
import { enterpriseRoleSchema } from "@firstlot/core/identity/actor";
import type { IdentityDeps } from "@firstlot/core/identity/ensure-user";
import {
  INVITATION_STANDINGS,
  type Invitation,
  invitationIdSchema,
  standingOf,
} from "@firstlot/core/identity/invitation";
import { loadInvitation } from "@firstlot/core/identity/invitation-store";
import { acceptInvitation } from "@firstlot/core/identity/invite-member";
import { loadPerson } from "@firstlot/core/identity/person";
import { loadUser } from "@firstlot/core/identity/user-store";
import { z } from "@hono/zod-openapi";
import { actingPerson } from "../acting-person.ts";
import { router } from "../app.ts";
import { body, json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { commandAnswer, present } from "../respond.ts";
import { commandFrom, commandHeaders, declare } from "../route.ts";

/** An invitation as owners and the invited see it. */
export const invitationView = z
  .object({
    id: z.string(),
    enterpriseId: z.string(),
    role: enterpriseRoleSchema,
    status: z.enum(["pending", "accepted", "revoked"]),
    createdAt: z.string(),
    expiresAt: z.string(),
    /** The address that it was sent to: in the list of the enterprise's owners, until the person is erased. */
    email: z.string().optional(),
    version: z.int(),
  })
  .openapi("Invitation");

const offerView = z
  .object({
    id: z.string(),
    standing: z.enum(INVITATION_STANDINGS),
    role: enterpriseRoleSchema,
    expiresAt: z.string(),
    /** Legal name of the enterprise, once it has told one. */
    enterprise: z.string().optional(),
    /** Name of the owner who invites. */
    invitedBy: z.string().optional(),
  })
  .openapi("InvitationOffer");

const ofInvitation = z.object({ invitationId: invitationIdSchema });
const tokenBody = body(z.strictObject({ token: z.string().min(20).max(100) }));
const tags = ["members"];

const offerRoute = declare({
  method: "post",
  path: "/invitations/{invitationId}/offer",
  operationId: "readInvitation",
  tags,
  summary: "What the mailed link offers: who invites whom to what, told to who has its token",
  "x-permission": "member.read-invitation",
  request: { params: ofInvitation, body: tokenBody },
  responses: { 200: json(offerView, "The offer"), ...problems },
});

const acceptRoute = declare({
  method: "post",
  path: "/invitations/{invitationId}/accept",
  operationId: "acceptInvitation",
  tags,
  summary: "Join an enterprise with the token of the mailed link",
  "x-permission": "member.accept-invitation",
  request: { params: ofInvitation, headers: commandHeaders, body: tokenBody },
  responses: { 200: json(invitationView, "The invitation"), ...problems },
});

/** The names that an invitation shows: its mail went to somebody who is asked to join. */
async function namesOf({ store }: IdentityDeps, { enterpriseId, invitedBy }: Invitation) {
  const [enterprise, user] = await Promise.all([
    loadEnterprise(store, enterpriseId),
    loadUser(store, invitedBy),
  ]);
  const person = user === undefined ? undefined : await loadPerson(store, user.personId);
  return { enterprise: enterprise?.profile.legalName, invitedBy: person?.name };
}

/** Somebody who opens the link of an invitation, signed in or not. */
export const invitationLinkRoutes = (deps: IdentityDeps) =>
  router()
    .openapi(offerRoute, async (c) => {
      const invitation = await loadInvitation(deps.store, c.req.valid("param").invitationId);
      if (invitation === undefined) return refuse(c, { kind: "not_found" });
      const standing = standingOf(invitation, c.req.valid("json"), c.var.platform.clock.business());
      if (!standing.ok) return refuse(c, standing.error);
      const names = await namesOf(deps, invitation);
      return c.json(present(offerView, { ...invitation, ...names, standing: standing.value }), 200);
    })
    .openapi(acceptRoute, async (c) => {
      const { token } = c.req.valid("json");
      const input = { by: actingPerson(c), ...c.req.valid("param"), token };
      const done = await acceptInvitation(deps, commandFrom(c, { token }), input);
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(present(invitationView, done.value.value), 200);
    });
