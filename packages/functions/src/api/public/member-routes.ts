import { enterpriseIdSchema, enterpriseRoleSchema, userIdSchema } from "@firstlot/core/identity/actor";
import { chooseLocale, type IdentityDeps } from "@firstlot/core/identity/ensure-user";
import { invitationIdSchema } from "@firstlot/core/identity/invitation";
import { listInvitations, loadInvitedAddress } from "@firstlot/core/identity/invitation-store";
import { inviteMember, revokeInvitation } from "@firstlot/core/identity/invite-member";
import { changeMemberRole, endMembership } from "@firstlot/core/identity/manage-member";
import { hasSteppedUp } from "@firstlot/core/identity/permission";
import { emailSchema, loadPerson, personIdSchema } from "@firstlot/core/identity/person";
import type { Roster } from "@firstlot/core/identity/roster";
import { loadRoster } from "@firstlot/core/identity/roster-store";
import { endAllSessions } from "@firstlot/core/identity/session-store";
import { localeSchema } from "@firstlot/core/identity/user";
import { loadUser } from "@firstlot/core/identity/user-store";
import { z } from "@hono/zod-openapi";
import { actingPerson } from "../acting-person.ts";
import { router } from "../app.ts";
import { body, json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { commandAnswer, nextOf, positionOf, present } from "../respond.ts";
import { type ApiContext, commandFrom, commandHeaders, declare, pageOf, pageQuery } from "../route.ts";
import { invitationLinkRoutes, invitationView } from "./invitation-link-routes.ts";

const ofEnterprise = z.object({ enterpriseId: enterpriseIdSchema });
const ofMember = ofEnterprise.extend({ userId: userIdSchema });
const ofInvitation = ofEnterprise.extend({ invitationId: invitationIdSchema });
const tags = ["members"];

const meView = z
  .object({
    userId: z.string(),
    name: z.string().optional(),
    email: z.string().optional(),
    locale: localeSchema,
    staffRoles: z.array(z.string()),
    memberships: z.array(z.object({ enterpriseId: z.string(), role: enterpriseRoleSchema })),
    /** The bank whose staff one is. */
    bankOf: z.string().optional(),
    /** Whether acts that ask for a fresh sign-in with a second factor would be allowed now. */
    steppedUp: z.boolean(),
  })
  .openapi("Me");
const memberView = z
  .object({
    userId: z.string(),
    role: enterpriseRoleSchema,
    since: z.string(),
    name: z.string().optional(),
    email: z.string().optional(),
  })
  .openapi("Member");
const rosterView = z.object({ members: z.array(memberView), version: z.int() }).openapi("Roster");
const meRoute = declare({
  method: "get",
  path: "/me",
  operationId: "readMe",
  tags: ["me"],
  summary: "Who one is here: roles and memberships",
  "x-permission": "me.read",
  responses: { 200: json(meView, "Oneself"), ...problems },
});
const localeRoute = declare({
  method: "put",
  path: "/me/locale",
  operationId: "chooseLocale",
  tags: ["me"],
  summary: "The language of pages and mails",
  "x-permission": "me.edit",
  request: { body: body(z.strictObject({ locale: localeSchema })) },
  responses: { 200: json(meView, "Oneself"), ...problems },
});
const endSessionsRoute = declare({
  method: "post",
  path: "/me/end-sessions",
  operationId: "endOwnSessions",
  tags: ["me"],
  summary: "Sign out everywhere",
  "x-permission": "me.end-sessions",
  responses: { 204: { description: "Every session is over" }, ...problems },
});

const roster = { 200: json(rosterView, "The members"), ...problems } as const;
const membersRoute = declare({
  method: "get",
  path: "/enterprises/{enterpriseId}/members",
  operationId: "listMembers",
  tags,
  summary: "The members of an enterprise",
  "x-permission": "member.list",
  request: { params: ofEnterprise },
  responses: roster,
});
const roleRoute = declare({
  method: "post",
  path: "/enterprises/{enterpriseId}/members/{userId}/role",
  operationId: "changeMemberRole",
  tags,
  summary: "Give a member another role",
  "x-permission": "member.change-role",
  request: {
    params: ofMember,
    headers: commandHeaders,
    body: body(z.strictObject({ role: enterpriseRoleSchema })),
  },
  responses: roster,
});
const removeRoute = declare({
  method: "post",
  path: "/enterprises/{enterpriseId}/members/{userId}/remove",
  operationId: "removeMember",
  tags,
  summary: "Remove a member",
  "x-permission": "member.remove",
  request: { params: ofMember, headers: commandHeaders },
  responses: roster,
});
const leaveRoute = declare({
  method: "post",
  path: "/enterprises/{enterpriseId}/leave",
  operationId: "leaveEnterprise",
  tags,
  summary: "Leave an enterprise; its last owner cannot",
  "x-permission": "member.leave",
  request: { params: ofEnterprise, headers: commandHeaders },
  responses: roster,
});

const invitation = { 200: json(invitationView, "The invitation"), ...problems } as const;
const inviteRoute = declare({
  method: "post",
  path: "/enterprises/{enterpriseId}/invitations",
  operationId: "inviteMember",
  tags,
  summary: "Invite somebody by e-mail; the link is mailed, works once and for seven days",
  "x-permission": "member.invite",
  request: {
    params: ofEnterprise,
    headers: commandHeaders,
    body: body(z.strictObject({ email: emailSchema, role: enterpriseRoleSchema })),
  },
  responses: { ...invitation, 201: json(invitationView, "The new invitation") },
});
const invitationsRoute = declare({
  method: "get",
  path: "/enterprises/{enterpriseId}/invitations",
  operationId: "listInvitations",
  tags,
  summary: "The invitations of an enterprise, newest first",
  "x-permission": "member.invite",
  request: { params: ofEnterprise, query: pageQuery },
  responses: { 200: json(pageOf(invitationView), "A page of invitations"), ...problems },
});
const revokeRoute = declare({
  method: "post",
  path: "/enterprises/{enterpriseId}/invitations/{invitationId}/revoke",
  operationId: "revokeInvitation",
  tags,
  summary: "Take an invitation back before it is accepted",
  "x-permission": "member.revoke-invitation",
  request: { params: ofInvitation, headers: commandHeaders },
  responses: invitation,
});

async function shownMe(deps: IdentityDeps, c: ApiContext) {
  const me = actingPerson(c);
  const [user, person] = await Promise.all([
    loadUser(deps.store, me.userId),
    loadPerson(deps.store, personIdSchema.parse(me.personId)),
  ]);
  const steppedUp = hasSteppedUp(me, c.var.platform.clock.wall());
  return present(meView, { ...me, ...person, locale: user?.locale ?? "en", steppedUp });
}

async function shownRoster(deps: IdentityDeps, { members, version }: Roster) {
  const shown = members.map(async (member) => ({
    ...(await loadPerson(deps.store, member.personId)),
    ...member,
  }));
  return present(rosterView, { members: await Promise.all(shown), version });
}

const meRoutes = (deps: IdentityDeps) =>
  router()
    .openapi(meRoute, async (c) => c.json(await shownMe(deps, c), 200))
    .openapi(localeRoute, async (c) => {
      const { locale } = c.req.valid("json");
      const at = c.var.platform.clock.business();
      const done = await chooseLocale(deps, { userId: actingPerson(c).userId, locale, at });
      return done.ok ? c.json(await shownMe(deps, c), 200) : refuse(c, done.error);
    })
    .openapi(endSessionsRoute, async (c) => {
      const { userId } = actingPerson(c);
      const { clock } = c.var.platform;
      const when = { now: clock.business(), wall: clock.wall() };
      const done = await endAllSessions(deps.store, { userId, actor: userId, ...when });
      return done.ok ? c.body(null, 204) : refuse(c, done.error);
    });

const rosterRoutes = (deps: IdentityDeps) =>
  router()
    .openapi(membersRoute, async (c) => {
      const found = await loadRoster(deps.store, c.req.valid("param").enterpriseId);
      return found === undefined
        ? refuse(c, { kind: "not_found" })
        : c.json(await shownRoster(deps, found), 200);
    })
    .openapi(roleRoute, async (c) => {
      const { role } = c.req.valid("json");
      const by = actingPerson(c).userId;
      const input = { by, ...c.req.valid("param"), role };
      const done = await changeMemberRole(deps, commandFrom(c, { role }), input);
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(await shownRoster(deps, done.value.value), 200);
    })
    .openapi(removeRoute, async (c) => {
      const input = { by: actingPerson(c).userId, ...c.req.valid("param") };
      const done = await endMembership(deps, commandFrom(c, {}), input);
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(await shownRoster(deps, done.value.value), 200);
    })
    .openapi(leaveRoute, async (c) => {
      const { userId } = actingPerson(c);
      const input = { by: userId, userId, ...c.req.valid("param") };
      const done = await endMembership(deps, commandFrom(c, {}), input);
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(await shownRoster(deps, done.value.value), 200);
    });

const invitationRoutes = (deps: IdentityDeps) =>
  router()
    .openapi(inviteRoute, async (c) => {
      const asked = c.req.valid("json");
      const input = { by: actingPerson(c).userId, ...c.req.valid("param"), ...asked };
      const done = await inviteMember(deps, commandFrom(c, asked), input);
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(present(invitationView, done.value.value), done.value.replayed ? 200 : 201);
    })
    .openapi(invitationsRoute, async (c) => {
      const { enterpriseId } = c.req.valid("param");
      const { limit, cursor } = c.req.valid("query");
      const scope = `invitations:${enterpriseId}`;
      const after = positionOf(c, scope, cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const page = await listInvitations(deps.store, { enterpriseId, limit, after });
      const items = page.items.map(async (one) =>
        present(invitationView, { ...one, email: await loadInvitedAddress(deps.store, one) }),
      );
      return c.json({ items: await Promise.all(items), ...nextOf(c, scope, page.next) }, 200);
    })
    .openapi(revokeRoute, async (c) => {
      const input = { by: actingPerson(c).userId, ...c.req.valid("param") };
      const done = await revokeInvitation(deps, commandFrom(c, {}), input);
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(present(invitationView, done.value.value), 200);
    });

/** Signed-in people: themselves, and the members of their enterprises. */
export const memberRoutes = (deps: IdentityDeps) =>
  router()
    .route("/", meRoutes(deps))
    .route("/", rosterRoutes(deps))
    .route("/", invitationRoutes(deps))
    .route("/", invitationLinkRoutes(deps));
