import { timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { adminRoutes } from "./admin-routes.ts";
import { Bank, type BankWorld } from "./bank.ts";
import { bankRoutes } from "./bank-routes.ts";
import { paymentPages } from "./payment-page.ts";
import { processWebhooks } from "./receive-webhook.ts";
import { runDue } from "./run-due.ts";

const POLL_MS = 1_000;

/** How the sandbox bank is run. */
export type SandboxBankOptions = Readonly<{
  world: BankWorld;
  /** Work as soon as something is due; off when a driver steps time with `POST /admin/run`. */
  isAutomatic: boolean;
  /** Bearer token of `/admin/*`; without one only this machine can reach it anyway. */
  adminToken?: string;
}>;

const equals = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** The bank as a web application, with its books open. */
export function openSandboxBank({ world, isAutomatic, adminToken }: SandboxBankOptions) {
  const bank = new Bank(world);
  const work = (): void => {
    if (!bank.isTicking()) return; // a driver steps the time and runs what is due itself
    runDue(bank).catch((error: unknown) => console.error("sandbox bank:", error));
  };
  const kick = (): void => {
    if (isAutomatic) setImmediate(work);
  };
  const settle = (): void => {
    if (processWebhooks(bank).length > 0) bank.flush();
  };
  const timer = isAutomatic ? setInterval(work, POLL_MS) : undefined;
  const app = new Hono()
    .use("/admin/*", bodyLimit({ maxSize: 100_000 }), async (c, next) => {
      const given = c.req.header("authorization") ?? "";
      if (adminToken !== undefined && !equals(given, `Bearer ${adminToken}`))
        return c.json({ code: "unauthorized" }, 401);
      const isForm =
        !["GET", "DELETE"].includes(c.req.method) &&
        !(c.req.header("content-type") ?? "").startsWith("application/json");
      if (isForm) return c.json({ code: "json_only" }, 415); // a page of another origin cannot send JSON unasked
      return next();
    })
    .route("/", bankRoutes(bank, { kick, settle }))
    .route("/", paymentPages(bank, kick))
    .route("/admin", adminRoutes(bank, kick))
    .onError((error, c) => {
      console.error("sandbox bank:", error);
      return c.json({ code: "internal_error" }, 500);
    });
  const close = (): void => {
    clearInterval(timer);
    bank.close();
  };
  return { app, bank, close };
}
