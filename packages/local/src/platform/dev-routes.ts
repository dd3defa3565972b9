import { addMs, type Instant, instantOf, instantSchema } from "@firstlot/core/kernel/instant";
import { returnPath } from "@firstlot/functions/api/site/return-path";
import { type Context, Hono } from "hono";
import { z } from "zod";
import { type BarDeps, barInside } from "../local-bar/bar.ts";
import { BAR_SCRIPT, BAR_STYLE } from "../local-bar/bar-files.ts";
import { MINUTES_MAX, nextStop, startStep, stepSchema } from "../local-bar/steps.ts";
import { clockContent, clockTitle } from "../local-page/clock-page.ts";
import { localPage, type PageFrame, wantsPage } from "../local-page/local-page.ts";
import { type Reader, readerFrom } from "../local-page/reader.ts";
import type { Ran } from "./driver.ts";
import { ownPostsOnly } from "./own-posts-only.ts";

const advanceSchema = z.union([
  z.strictObject({ to: instantSchema }),
  z.strictObject({ minutes: z.int().min(0).max(MINUTES_MAX) }),
  z.strictObject({ next: z.literal(true) }),
]);

const RAN_MAX = 5_000;
/** A form without a script waits this long for its step before the page says how far it is. */
const WAIT_MS = 15_000;

/** What an advance did: the time now, and what ran on the way. */
const answerOf = (now: Instant, ran: readonly Ran[]) => ({
  now,
  ran: ran.slice(-RAN_MAX),
  ranInAll: ran.length,
});

const isForm = (c: Context): boolean =>
  c.req.header("content-type")?.startsWith("application/x-www-form-urlencoded") === true;

/**
 * `/dev`: the local platform's clock, and the bar of its pages. Absent from what is deployed; it exists so that a
 * thirty-day campaign can be seen to its end in a second.
 */
export function devRoutes(options: BarDeps & { readonly origin: string; readonly frame: PageFrame }): Hono {
  const { driver, now, progress, origin, advances } = options;
  const targetOf = async (body: z.infer<typeof advanceSchema>): Promise<Instant> => {
    if ("to" in body) return body.to;
    if ("minutes" in body) return addMs(now(), body.minutes * 60_000);
    return (await nextStop(driver, now)) ?? now();
  };
  return new Hono()
    .use("/dev/*", ownPostsOnly(origin))
    .get("/dev/status", (c) => c.json({ now: now() }))
    .get("/dev/bar.css", (c) => c.body(BAR_STYLE, 200, { "Content-Type": "text/css; charset=utf-8" }))
    .get("/dev/bar.js", (c) => c.body(BAR_SCRIPT, 200, { "Content-Type": "text/javascript; charset=utf-8" }))
    .get("/dev/bar", async (c) => {
      const { lang, zone, path } = c.req.query();
      c.header("Cache-Control", "no-store");
      return c.html(
        await barInside(options, { ...readerFrom({ language: lang, zone }), path: returnPath(path, origin) }),
      );
    })
    .get("/dev/clock", async (c) => {
      if (!wantsPage(c)) return c.json({ now: now(), next: (await driver.nextEvent()) ?? null });
      const content = (reader: Reader) => clockContent(options, { reader, wall: instantOf(Date.now()) });
      return c.html(await localPage(c, options.frame, { place: "clock", title: clockTitle, content }));
    })
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
      if (!isForm(c)) return next();
      const step = stepSchema.safeParse({ path: "/try#machine", ...(await c.req.parseBody()) });
      if (!step.success) return c.body(null, 400);
      const started = await startStep(options, step.data);
      if (c.req.header("accept") === "application/json")
        return started.ok ? c.json({ started: true }, 202) : c.json({ code: started.error.kind }, 409);
      const over = started.ok ? started.value.over : advances.running()?.over;
      await Promise.race([over, new Promise((done) => setTimeout(done, WAIT_MS).unref())]);
      return c.redirect(returnPath(step.data.path, origin), 303);
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
