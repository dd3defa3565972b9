import type { Store } from "@firstlot/core/kernel/store";
import {
  askPlatformPersonEnd,
  confirmPlatformPersonEnd,
  knownBySchema,
  listPlatformPeople,
  listPlatformPerson,
} from "@firstlot/core/screening/keep-platform-register";
import { type ListedPerson, platformPersonIdSchema } from "@firstlot/core/screening/platform-register";
import { z } from "@hono/zod-openapi";
import { actingPerson } from "../acting-person.ts";
import { router } from "../app.ts";
import { body, json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { commandAnswer, present } from "../respond.ts";
import { type ApiContext, commandFrom, commandHeaders, declare } from "../route.ts";

const tags = ["users"];
const params = z.object({ personId: platformPersonIdSchema });

/** An entry of the register, without anything that says who it is. */
const personView = z
  .object({
    id: z.string(),
    role: z.enum(["owner", "manager"]),
    shareBps: z.int(),
    knownBy: z.string(),
    status: z.enum(["listed", "ended"]),
    listedBy: z.string(),
    listedAt: z.string(),
    endAskedBy: z.string().optional(),
    endConfirmedBy: z.string().optional(),
  })
  .openapi("PlatformPerson");
const answered = { 200: json(personView, "The entry"), ...problems } as const;

const listRoute = declare({
  method: "get",
  path: "/platform-people",
  operationId: "listPlatformPeople",
  tags,
  summary: "Owners and managers of the platform, whom reviews compare with every enterprise's people",
  "x-permission": "platform-people.list",
  responses: { 200: json(z.object({ items: z.array(personView) }), "At most 200 entries"), ...problems },
});

const addRoute = declare({
  method: "post",
  path: "/platform-people",
  operationId: "listPlatformPerson",
  tags,
  summary: "List an owner or manager of the platform; only a keyed hash of what they are known by is kept",
  "x-permission": "platform-people.add",
  request: {
    headers: commandHeaders,
    body: body(
      z.strictObject({
        role: z.enum(["owner", "manager"]),
        shareBps: z.int().min(0).max(10_000).default(0),
        known: knownBySchema,
      }),
    ),
  },
  responses: { ...answered, 201: json(personView, "The new entry") },
});

const endRoute = <const N extends string, const P extends string>(operationId: N, path: P, summary: string) =>
  declare({
    method: "post",
    path: `/platform-people/{personId}/${path}`,
    operationId,
    tags,
    summary,
    "x-permission": "platform-people.end",
    request: { params, headers: commandHeaders },
    responses: answered,
  });
const askRoute = endRoute("askPlatformPersonEnd", "ask-end", "Ask to take somebody off; another confirms");
const confirmRoute = endRoute(
  "confirmPlatformPersonEnd",
  "confirm-end",
  "Confirm as another natural person; reviews compare them no more",
);

const shown = (person: ListedPerson) =>
  present(personView, {
    ...person,
    listedBy: person.listedBy.userId,
    listedAt: person.listedBy.at,
    endAskedBy: person.endAsked?.userId,
    endConfirmedBy: person.status === "ended" ? person.endConfirmed.userId : undefined,
  });

type Kept = Awaited<ReturnType<typeof askPlatformPersonEnd>>;
const answer = (c: ApiContext, done: Kept) => {
  if (!done.ok) return refuse(c, done.error);
  commandAnswer(c, done.value);
  return c.json(shown(done.value.value), 200);
};

/** Operators: who owns and leads the platform. */
export const platformPeopleRoutes = (deps: { store: Store; idSecret: string }) =>
  router()
    .openapi(listRoute, async (c) =>
      c.json({ items: (await listPlatformPeople(deps.store)).map(shown) }, 200),
    )
    .openapi(addRoute, async (c) => {
      const input = c.req.valid("json");
      const done = await listPlatformPerson(deps, commandFrom(c, input), { ...input, by: actingPerson(c) });
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(shown(done.value.value), done.value.replayed ? 200 : 201);
    })
    .openapi(askRoute, async (c) => {
      const { personId: id } = c.req.valid("param");
      return answer(c, await askPlatformPersonEnd(deps, commandFrom(c, {}), { id, by: actingPerson(c) }));
    })
    .openapi(confirmRoute, async (c) => {
      const { personId: id } = c.req.valid("param");
      return answer(c, await confirmPlatformPersonEnd(deps, commandFrom(c, {}), { id, by: actingPerson(c) }));
    });
