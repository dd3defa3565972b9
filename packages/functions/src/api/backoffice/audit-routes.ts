import { type Event, firstBreak, history } from "@firstlot/core/audit/event";
import type { Store, StoredItem } from "@firstlot/core/kernel/store";
import { pledgeIdSchema, pledgeStream } from "@firstlot/core/pledge/pledge";
import { loadPledge } from "@firstlot/core/pledge/pledge-store";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { declare } from "../route.ts";
import { factsSchema } from "../wire.ts";

const eventView = z
  .object({
    id: z.string(),
    aggregate: z.string(),
    stream: z.string(),
    version: z.int(),
    kind: z.string(),
    actor: z.string(),
    at: z.string(),
    data: factsSchema,
    prevHash: z.string(),
    hash: z.string(),
  })
  .openapi("AuditEvent");

const historyView = z
  .object({
    aggregate: z.string(),
    chain: z.object({
      /** Whether every event up to the last one shown links to the one before it. */
      whole: z.boolean(),
      /** The first event that does not fit. */
      firstBreak: z.string().optional(),
      events: z.int(),
      /** Whether the history goes on beyond what one answer holds. */
      truncated: z.boolean(),
    }),
    items: z.array(eventView),
  })
  .openapi("History");

const historyRoute = declare({
  method: "get",
  path: "/audit/{aggregateId}",
  operationId: "readHistory",
  tags: ["audit"],
  summary: "Every change of one thing in order, its chain of hashes recomputed",
  "x-permission": "audit.read",
  request: {
    params: z.object({
      aggregateId: z
        .string()
        .regex(/^[a-z]{3}_[0-9A-HJKMNP-TV-Z]{20}$|^switch:[a-z.-]{3,60}$|^platform-register$/, "an id"),
    }),
  },
  responses: { 200: json(historyView, "The history"), ...problems },
});

/** One answer holds this many events at most; the things that people look at have a few dozen. */
const EVENTS_MAX = 2_000;

/** Where the events of a thing lie; those of pledges share a partition with other pledges of the campaign. */
async function streamOf(store: Store, id: string): Promise<string> {
  const pledgeId = pledgeIdSchema.safeParse(id);
  const pledge = pledgeId.success ? await loadPledge(store, pledgeId.data) : undefined;
  return pledge === undefined ? id : pledgeStream(pledge);
}

async function readHistory(store: Store, id: string): Promise<{ events: Event[]; truncated: boolean }> {
  const stream = await streamOf(store, id);
  const events: Event[] = [];
  let after: StoredItem | undefined;
  do {
    const page = await history(store, { id, stream, after });
    events.push(...page.events);
    after = page.next;
  } while (after !== undefined && events.length < EVENTS_MAX);
  return { events, truncated: after !== undefined };
}

/** The audit trail, as operators and the regulator read it. */
export const auditRoutes = ({ store }: { store: Store }) =>
  router().openapi(historyRoute, async (c) => {
    const { aggregateId } = c.req.valid("param");
    const { events, truncated } = await readHistory(store, aggregateId);
    if (events.length === 0) return refuse(c, { kind: "not_found" });
    const broken = firstBreak(events);
    const chain = {
      whole: broken === undefined,
      ...(broken === undefined ? {} : { firstBreak: broken.id }),
      events: events.length,
      truncated,
    };
    c.header("Cache-Control", "no-store");
    // as stored, not as amounts travel: whoever recomputes a hash needs the very members it was taken over
    return c.json(historyView.parse({ aggregate: aggregateId, chain, items: events }), 200);
  });
