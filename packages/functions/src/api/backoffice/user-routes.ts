import { staffRoleSchema, type UserId, userIdSchema } from "@firstlot/core/identity/actor";
import type { IdentityDeps } from "@firstlot/core/identity/ensure-user";
import {
  confirmStaffRole,
  requestStaffRole,
  revokeStaffRole,
} from "@firstlot/core/identity/grant-staff-role";
import { loadPrincipal } from "@firstlot/core/identity/load-principal";
import { emailSchema, loadPerson, personIdOf } from "@firstlot/core/identity/person";
import { endAllSessions } from "@firstlot/core/identity/session-store";
import { staffGrantIdSchema } from "@firstlot/core/identity/staff-grant";
import { listStaffGrants } from "@firstlot/core/identity/staff-grant-store";
import { accountsOfPerson, loadUser } from "@firstlot/core/identity/user-store";
import { z } from "@hono/zod-openapi";
import { actingPerson } from "../acting-person.ts";
import { router } from "../app.ts";
import { body, json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { commandAnswer, nextOf, positionOf, present } from "../respond.ts";
import { type ApiContext, commandFrom, commandHeaders, declare, pageOf, pageQuery } from "../route.ts";

const tags = ["users"];
const ofUser = z.object({ userId: userIdSchema });
const ofGrant = z.object({ grantId: staffGrantIdSchema });

const grantView = z
  .object({
    id: z.string(),
    userId: z.string(),
    role: staffRoleSchema,
    status: z.enum(["requested", "granted", "withdrawn", "revoked"]),
    requestedBy: z.string(),
    requestedAt: z.string(),
    confirmedBy: z.string().optional(),
    grantedAt: z.string().optional(),
    revokedAt: z.string().optional(),
    version: z.int(),
  })
  .openapi("StaffGrant");
const userView = z
  .object({
    userId: z.string(),
    name: z.string().optional(),
    email: z.string().optional(),
    locale: z.string(),
    createdAt: z.string(),
    staffRoles: z.array(staffRoleSchema),
    memberships: z.array(z.object({ enterpriseId: z.string(), role: z.string() })),
  })
  .openapi("User");
const rosterView = grantView.extend({ name: z.string().optional() }).openapi("StaffOnRoster");
const grantAnswer = { 200: json(grantView, "The grant"), ...problems } as const;

const findRoute = declare({
  method: "post",
  path: "/users/find",
  operationId: "findUsers",
  tags,
  summary: "The accounts of the person with an address; the address is in the body to stay out of logs",
  "x-permission": "users.read",
  request: { body: body(z.strictObject({ email: emailSchema })) },
  responses: { 200: json(z.object({ items: z.array(userView) }), "At most ten accounts"), ...problems },
});
const readRoute = declare({
  method: "get",
  path: "/users/{userId}",
  operationId: "readUser",
  tags,
  summary: "A user with roles and memberships",
  "x-permission": "users.read",
  request: { params: ofUser },
  responses: { 200: json(userView, "The user"), ...problems },
});
const endSessionsRoute = declare({
  method: "post",
  path: "/users/{userId}/end-sessions",
  operationId: "endSessionsOfUser",
  tags,
  summary: "Sign a user out everywhere",
  "x-permission": "users.end-sessions",
  request: { params: ofUser },
  responses: { 204: { description: "Every session is over" }, ...problems },
});
const grantsRoute = declare({
  method: "get",
  path: "/staff-grants",
  operationId: "listStaffGrants",
  tags,
  summary: "Who holds, held or is to get a staff role, newest first",
  "x-permission": "users.list-staff",
  request: { query: pageQuery },
  responses: { 200: json(pageOf(rosterView), "A page of grants, with the names of the staff"), ...problems },
});
const requestRoute = declare({
  method: "post",
  path: "/users/{userId}/staff-roles",
  operationId: "requestStaffRole",
  tags,
  summary: "Ask for a staff role for somebody else; a second operator confirms",
  "x-permission": "users.request-role",
  request: { params: ofUser, headers: commandHeaders, body: body(z.strictObject({ role: staffRoleSchema })) },
  responses: { ...grantAnswer, 201: json(grantView, "The new grant, not confirmed yet") },
});
const confirmRoute = declare({
  method: "post",
  path: "/staff-grants/{grantId}/confirm",
  operationId: "confirmStaffRole",
  tags,
  summary: "Confirm as the second operator; the role is held from now on",
  "x-permission": "users.confirm-role",
  request: { params: ofGrant, headers: commandHeaders },
  responses: grantAnswer,
});
const revokeRoute = declare({
  method: "post",
  path: "/staff-grants/{grantId}/revoke",
  operationId: "revokeStaffRole",
  tags,
  summary: "Take a role away at once, or withdraw a request",
  "x-permission": "users.revoke-role",
  request: { params: ofGrant, headers: commandHeaders },
  responses: grantAnswer,
});

async function shownUser({ store }: IdentityDeps, c: ApiContext, userId: UserId) {
  const signIn = { signedInAt: c.var.platform.clock.wall(), secondFactor: false };
  const loaded = await loadPrincipal(store, { userId, ...signIn });
  if (loaded === undefined) return undefined;
  const { principal, user } = loaded;
  return present(userView, { ...(await loadPerson(store, user.personId)), ...user, ...principal });
}

/** What a member of the staff is called. */
async function nameOf({ store }: IdentityDeps, userId: UserId): Promise<string | undefined> {
  const user = await loadUser(store, userId);
  return user && (await loadPerson(store, user.personId))?.name;
}

const peopleRoutes = (deps: IdentityDeps) =>
  router()
    .openapi(findRoute, async (c) => {
      const personId = personIdOf(deps.idSecret, { email: c.req.valid("json").email });
      const userIds = await accountsOfPerson(deps.store, personId);
      const users = await Promise.all(userIds.map((userId) => shownUser(deps, c, userId)));
      return c.json({ items: users.flatMap((user) => user ?? []) }, 200);
    })
    .openapi(readRoute, async (c) => {
      const user = await shownUser(deps, c, c.req.valid("param").userId);
      return user === undefined ? refuse(c, { kind: "not_found" }) : c.json(user, 200);
    })
    .openapi(endSessionsRoute, async (c) => {
      const { clock } = c.var.platform;
      const when = { now: clock.business(), wall: clock.wall() };
      const { userId } = c.req.valid("param");
      const done = await endAllSessions(deps.store, { userId, actor: actingPerson(c).userId, ...when });
      return done.ok ? c.body(null, 204) : refuse(c, done.error);
    });

const grantRoutes = (deps: IdentityDeps) =>
  router()
    .openapi(grantsRoute, async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const after = positionOf(c, "staff-grants", cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const page = await listStaffGrants(deps.store, { limit, after });
      const items = await Promise.all(
        page.items.map(async (grant) =>
          present(rosterView, { ...grant, name: await nameOf(deps, grant.userId) }),
        ),
      );
      return c.json({ items, ...nextOf(c, "staff-grants", page.next) }, 200);
    })
    .openapi(requestRoute, async (c) => {
      const { role } = c.req.valid("json");
      const input = { by: actingPerson(c), ...c.req.valid("param"), role };
      const done = await requestStaffRole(deps, commandFrom(c, { role }), input);
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(present(grantView, done.value.value), done.value.replayed ? 200 : 201);
    })
    .openapi(confirmRoute, async (c) => {
      const input = { by: actingPerson(c), ...c.req.valid("param") };
      const done = await confirmStaffRole(deps, commandFrom(c, {}), input);
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(present(grantView, done.value.value), 200);
    })
    .openapi(revokeRoute, async (c) => {
      const input = { by: actingPerson(c), ...c.req.valid("param") };
      const done = await revokeStaffRole(deps, commandFrom(c, {}), input);
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(present(grantView, done.value.value), 200);
    });

/** Operators: users, and the staff roles that two of them grant. */
export const userRoutes = (deps: IdentityDeps) =>
  router().route("/", peopleRoutes(deps)).route("/", grantRoutes(deps));
