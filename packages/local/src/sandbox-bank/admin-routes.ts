import { randomBytes } from "node:crypto";
import { amountText } from "@firstlot/partner-kit/amount";
import { newEd25519Pair, readSigningKey, readVerifyingKey } from "@firstlot/partner-kit/webhook-key";
import {
  bankReferenceSchema,
  partyNameSchema,
  wireAccountSchema,
  wireDateSchema,
  wireInstantSchema,
} from "@firstlot/partner-kit/wire-format";
import { type Context, Hono } from "hono";
import { z } from "zod";
import type { Bank } from "./bank.ts";
import { type Account, accountSchema, type Partner, partnerIdSchema, partnerSchema } from "./bank-fact.ts";
import { queueStatement } from "./bank-statement.ts";
import { armFault, faultRequestSchema } from "./fault.ts";
import { nextDueAt, runDue } from "./run-due.ts";

const clockSchema = z.strictObject({ now: wireInstantSchema, ticking: z.boolean().default(false) });
const closedSchema = z.strictObject({ account: wireAccountSchema, closed: z.boolean().default(true) });
const nameSchema = z.strictObject({ account: wireAccountSchema, name: partyNameSchema });
const tamperSchema = z.strictObject({
  account: wireAccountSchema,
  bankReference: bankReferenceSchema,
  byMinor: z.int(),
});
const clearSchema = z.strictObject({ partnerId: partnerIdSchema });
const pushSchema = z.strictObject({
  account: wireAccountSchema,
  day: wireDateSchema,
  format: z.enum(["camt053", "csv"]).default("camt053"),
});

async function bodyOf<S extends z.ZodType>(c: Context, schema: S) {
  return schema.safeParse(await c.req.json().catch(() => undefined));
}
const malformed = (c: Context, error: z.ZodError) =>
  c.json({ code: "malformed_request", detail: z.prettifyError(error) }, 400);

const areKeysReadable = ({ signingKeys, webhookSecrets, platformKeys }: Partner): boolean =>
  signingKeys.every((text) => readSigningKey(text).ok) &&
  [...webhookSecrets, ...platformKeys].every((text) => readVerifyingKey(text).ok);

/** Registers a partner or replaces its keys; false when a key is not readable. */
export function registerPartner(bank: Bank, partner: Partner): boolean {
  if (!areKeysReadable(partner)) return false;
  const known = bank.state.partners.get(partner.partnerId);
  if (JSON.stringify(known) !== JSON.stringify(partner)) bank.commit({ type: "partner_registered", partner });
  return true;
}

/** Opens an account with balance 0; opening it again with the same data changes nothing. */
export function openAccount(
  bank: Bank,
  account: Account,
): "opened" | "already_open" | "conflict" | "no_such_partner" {
  if (!bank.state.partners.has(account.partnerId)) return "no_such_partner";
  const known = bank.state.accounts.get(account.account);
  if (known) return JSON.stringify(known.account) === JSON.stringify(account) ? "already_open" : "conflict";
  bank.commit({ type: "account_opened", account });
  return "opened";
}

/** What a story sets up: partners, accounts, the world's closed accounts and names. */
const setUpRoutes = (bank: Bank) =>
  new Hono()
    .put("/partners", async (c) => {
      const body = await bodyOf(c, partnerSchema);
      if (!body.success) return malformed(c, body.error);
      return registerPartner(bank, body.data)
        ? c.json({ partnerId: body.data.partnerId })
        : c.json({ code: "key_not_readable" }, 422);
    })
    .post("/accounts", async (c) => {
      const body = await bodyOf(c, accountSchema);
      if (!body.success) return malformed(c, body.error);
      const outcome = openAccount(bank, body.data);
      return outcome === "opened" || outcome === "already_open"
        ? c.json({ account: body.data.account, outcome }, outcome === "opened" ? 201 : 200)
        : c.json({ code: outcome }, 409);
    })
    .post("/closed-accounts", async (c) => {
      const body = await bodyOf(c, closedSchema);
      if (!body.success) return malformed(c, body.error);
      bank.commit({ type: "account_closed_elsewhere", ...body.data });
      return c.json(body.data);
    })
    .post("/names", async (c) => {
      const body = await bodyOf(c, nameSchema);
      if (!body.success) return malformed(c, body.error);
      bank.commit({ type: "name_registered", ...body.data });
      return c.json(body.data);
    });

/** Arms "rotate keys": a new key beside the old one for the next messages, then the new one alone. */
function rotateKeys(bank: Bank, partnerId: string): string | undefined {
  const partner = bank.state.partners.get(partnerId);
  if (!partner) return undefined;
  const { privateKey, publicKey } = newEd25519Pair(randomBytes(32));
  const signingKeys = [privateKey, ...partner.signingKeys].slice(0, 4);
  bank.commit({ type: "partner_registered", partner: { ...partner, signingKeys } });
  return publicKey;
}

/** What goes wrong on purpose. */
const troubleRoutes = (bank: Bank) =>
  new Hono()
    .post("/faults", async (c) => {
      const body = await bodyOf(c, faultRequestSchema);
      if (!body.success) return malformed(c, body.error);
      if (!bank.state.partners.has(body.data.partnerId)) return c.json({ code: "no_such_partner" }, 404);
      const publicKey = body.data.kind === "rotate_keys" ? rotateKeys(bank, body.data.partnerId) : undefined;
      const fact = armFault(bank, body.data);
      bank.commit(fact);
      return c.json({ ...body.data, ...(publicKey === undefined ? {} : { publicKey }) }, 201);
    })
    .delete("/faults", async (c) => {
      const body = await bodyOf(c, clearSchema);
      if (!body.success) return malformed(c, body.error);
      bank.commit({ type: "faults_cleared", ...body.data });
      return c.json(body.data);
    })
    .get("/faults", (c) => c.json({ items: [...bank.state.faults.values()] }))
    .post("/tamper", async (c) => {
      const body = await bodyOf(c, tamperSchema);
      if (!body.success) return malformed(c, body.error);
      const { account, bankReference, byMinor } = body.data;
      const booking = bank.state.accounts
        .get(account)
        ?.bookings.find((one) => one.bankReference === bankReference);
      if (!booking) return c.json({ code: "no_such_booking" }, 404);
      if (booking.amountMinor + byMinor < 0) return c.json({ code: "amount_below_zero" }, 422);
      bank.commit({ type: "booking_tampered", account, bankReference, byMinor });
      return c.json(body.data);
    });

/** Time and work. */
const clockRoutes = (bank: Bank) =>
  new Hono()
    .get("/clock", (c) => c.json({ now: bank.now(), ticking: bank.isTicking() }))
    .post("/clock", async (c) => {
      const body = await bodyOf(c, clockSchema);
      if (!body.success) return malformed(c, body.error);
      if (body.data.now < bank.state.latestBookedAt) return c.json({ code: "clock_not_backwards" }, 409);
      const wall = new Date(bank.world.wallMs()).toISOString();
      // Not forced to disk: whoever steps the time sets it again after a power cut, and before anything else.
      bank.note({ type: "clock_set", ...body.data, wall });
      return c.json({ now: bank.now(), ticking: body.data.ticking });
    })
    .get("/clock/next", (c) => c.json({ now: bank.now(), next: nextDueAt(bank) ?? null }))
    .post("/run", async (c) => {
      const done = await runDue(bank);
      return c.json({ now: bank.now(), done, next: nextDueAt(bank) ?? null });
    })
    .post("/statements/push", async (c) => {
      const body = await bodyOf(c, pushSchema);
      if (!body.success) return malformed(c, body.error);
      const queued = queueStatement(bank, body.data);
      if (!queued.ok) return c.json({ code: queued.error.kind }, 409);
      bank.commit(queued.value);
      return c.json({ done: await runDue(bank) });
    });

/** Newest webhooks or messages that a look shows. */
const SHOWN_MAX = 500;

/** What a person or a test looks at. */
const viewRoutes = (bank: Bank) =>
  new Hono()
    .get("/accounts", (c) =>
      c.json({
        items: [...bank.state.accounts.values()].map(({ account, balanceMinor, bookings }) => ({
          ...account,
          balance: amountText(balanceMinor, account.currency),
          bookings: bookings.length,
        })),
      }),
    )
    .get("/accounts/:account/bookings", (c) => {
      const kept = bank.state.accounts.get(c.req.param("account"));
      return kept ? c.json({ items: kept.bookings }) : c.json({ code: "no_such_account" }, 404);
    })
    .get("/webhooks", (c) =>
      c.json({
        items: [...bank.state.webhooks.values()]
          .slice(-SHOWN_MAX)
          .map(({ partnerId, webhookId, receivedAt }) => ({ partnerId, webhookId, receivedAt })),
      }),
    )
    .get("/messages", (c) =>
      c.json({
        items: [...bank.state.messages.values()]
          .slice(-SHOWN_MAX)
          .map(({ message, ...fate }) => ({ ...message, ...fate })),
      }),
    );

/** `/admin/*`: for drivers, tests and curious people; bound to this machine, behind a bearer token when one is set. */
export const adminRoutes = (bank: Bank, kick: () => void) =>
  new Hono()
    .use(async (c, next) => {
      await next();
      if (c.req.method !== "GET" && !c.req.path.endsWith("/run")) kick();
    })
    .route("/", setUpRoutes(bank))
    .route("/", troubleRoutes(bank))
    .route("/", clockRoutes(bank))
    .route("/", viewRoutes(bank));
