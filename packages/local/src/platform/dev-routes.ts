import { addMs, type Instant, instantSchema } from "@firstlot/core/kernel/instant";
import { Hono } from "hono";
import { z } from "zod";
import type { SeedingProgress } from "../demo/seed.ts";
import type { Driver, Ran } from "./driver.ts";

const MINUTES_MAX = 527_040; // a year

const advanceSchema = z.union([
  z.strictObject({ to: instantSchema }),
  z.strictObject({ minutes: z.int().min(0).max(MINUTES_MAX) }),
  z.strictObject({ next: z.literal(true) }),
]);

const formSchema = z.strictObject({ minutes: z.coerce.number().int().min(0).max(MINUTES_MAX) });

const RAN_MAX = 5_000;

/** What an advance did: the time now, and what ran on the way. */
const answerOf = (now: Instant, ran: readonly Ran[]) => ({
  now,
  ran: ran.slice(-RAN_MAX),
  ranInAll: ran.length,
});

/**
 * `/dev`: the local platform's clock. Absent from what is deployed; it exists so that a thirty-day campaign can be
 * seen to its end in a second.
 */
export function devRoutes(options: {
  driver: Driver;
  now: () => Instant;
  status: () => object;
  /** How far the demo's past is, while it is being made: until then nobody else moves the clock. */
  progress: () => SeedingProgress | undefined;
}): Hono {
  const { driver, now, status, progress } = options;
  const targetOf = async (body: z.infer<typeof advanceSchema>): Promise<Instant> => {
    if ("to" in body) return body.to;
    if ("minutes" in body) return addMs(now(), body.minutes * 60_000);
    const next = await driver.nextEvent();
    return next !== undefined && next > now() ? next : now();
  };
  return new Hono()
    .get("/dev/status", (c) => c.json(status()))
    .get("/dev/clock", async (c) => c.json({ now: now(), next: (await driver.nextEvent()) ?? null }))
    .get("/dev/seeding", (c) => {
      c.header("Cache-Control", "no-store");
      return c.json({ seeding: progress() ?? null });
    })
    .post("/dev/clock", async (c, next) =>
      progress() === undefined
        ? next()
        : c.json(
            { code: "demo_data_being_made", title: "The demo's past is being made; wait for its end." },
            409,
          ),
    )
    .post("/dev/clock", async (c, next) => {
      if (c.req.header("content-type") !== "application/x-www-form-urlencoded") return next();
      // the buttons of `/try`; a form of another site has another origin
      if (c.req.header("sec-fetch-site") !== "same-origin") return c.body(null, 403);
      const form = formSchema.safeParse(await c.req.parseBody());
      if (!form.success) return c.body(null, 400);
      await driver.advanceTo(addMs(now(), form.data.minutes * 60_000));
      return c.redirect("/try#machine", 303);
    })
    .post("/dev/clock", async (c) => {
      const body = advanceSchema.safeParse(await c.req.json().catch(() => undefined));
      if (!body.success)
        return c.json(
          { code: "invalid_request", title: 'Send {"to": instant}, {"minutes": n} or {"next": true}.' },
          400,
        );
      const advanced = await driver.advanceTo(await targetOf(body.data));
      if (!advanced.ok)
        return c.json({ code: advanced.error.kind, title: "The clock only goes forward.", now: now() }, 409);
      return c.json(answerOf(now(), advanced.value));
    })
    .post("/dev/settle", async (c) => c.json(answerOf(now(), await driver.settle())));
}
