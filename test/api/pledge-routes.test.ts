import { generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { accountNumberSchema, bankReferenceSchema } from "@firstlot/core/bank/account-number";
import { partnerSchema } from "@firstlot/core/bank/partner";
import { putPartner } from "@firstlot/core/bank/partner-store";
import type { Offer } from "@firstlot/core/campaign/offer";
import { systemCommand } from "@firstlot/core/kernel/command";
import { confirmPayment } from "@firstlot/core/pledge/confirm-payment";
import { paymentLinkKeySchema, readPaymentLink } from "@firstlot/partner-kit/payment-link";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createApp } from "../../packages/functions/src/api/app.ts";
import { pledgeRoutes } from "../../packages/functions/src/api/public/pledge-routes.ts";
import { refundRoutes } from "../../packages/functions/src/api/public/refund-routes.ts";
import { paymentDesk } from "../../packages/functions/src/payment-desk.ts";
import type { Platform } from "../../packages/functions/src/platform.ts";
import { CALENDAR, NOON, offerWith, openScene, publishOffer, type Scene } from "../store/pledge-scene.ts";

const ISSUER = "https://sign-in.example";
const tokenKey = generateKeyPairSync("ed25519");
const linkKey = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
const paymentLinkKey = z
  .object({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: z.string(), d: z.string() })
  .transform((jwk) => ({ ...jwk, kid: "link-1" }))
  .parse(linkKey);
const unused = (): never => {
  throw new Error("not part of this test");
};

let scene: Scene;
let app: ReturnType<typeof createApp>;
const lines: string[] = [];
beforeAll(async () => {
  scene = await openScene();
  const platform: Platform = {
    store: scene.store,
    clock: { business: () => NOON, wall: () => NOON },
    blobs: { put: unused, get: unused, head: unused },
    mailer: { send: unused },
    queue: { announce: unused, waiting: unused },
    tokens: { issuer: ISSUER, audience: "firstlot", keys: async () => tokenKey.publicKey },
    secrets: { id: "id", cursor: "cursor" },
    secretBox: { seal: unused, open: unused },
    paymentLinkKey,
    send: unused,
    origin: "https://firstlot.example",
    egressAllowlist: [],
    log: (line) => lines.push(JSON.stringify(line)),
  };
  const deps = { store: scene.store, desk: paymentDesk(platform), now: () => NOON };
  app = createApp(platform);
  app.route("/", pledgeRoutes(deps));
  app.route("/", refundRoutes(deps));
  await scene.store.commit({ partner: putPartner(bank()) });
});
afterAll(() => scene.end());

const bank = () =>
  partnerSchema.parse({
    id: offerWith({}).partnerId,
    status: "sandbox",
    name: "Sandbox bank",
    calendar: CALENDAR,
    currencies: ["EUR"],
    feeAccounts: {},
    clientId: "sandbox-bank",
    paymentPageUrl: "https://bank.example/pay",
    apiUrl: "https://bank.example/",
    confirmationKeys: [],
    createdAt: NOON,
    payloadHash: "",
    version: 1,
    eventHash: "",
  });

function tokenOf(sub: string): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const seconds = Math.floor(Date.now() / 1_000);
  const claims = {
    iss: ISSUER,
    aud: "firstlot",
    sub,
    token_use: "access",
    email: `${sub}@example.com`,
    email_verified: true,
    auth_time: Math.floor(Date.parse(NOON) / 1_000),
    acr: "urn:firstlot:acr:mfa",
    iat: seconds,
    exp: seconds + 600,
  };
  const signed = `${encode({ alg: "EdDSA", typ: "at+jwt" })}.${encode(claims)}`;
  return `${signed}.${sign(null, Buffer.from(signed), tokenKey.privateKey).toString("base64url")}`;
}

const answerSchema = z.looseObject({
  id: z.string().optional(),
  code: z.string().optional(),
  status: z.union([z.string(), z.number()]).optional(),
  payment: z.looseObject({ pageUrl: z.string().optional(), reference: z.string() }).optional(),
  refundIds: z.array(z.string()).optional(),
  items: z.array(z.looseObject({ id: z.string() })).optional(),
});
async function call(path: string, options: { as?: string; body?: unknown; key?: string } = {}) {
  const { as, body, key } = options;
  const isPost = key !== undefined;
  const response = await app.request(path, {
    method: isPost ? "POST" : "GET",
    headers: {
      ...(as === undefined ? {} : { authorization: `Bearer ${tokenOf(as)}` }),
      ...(isPost ? { "idempotency-key": key } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: answerSchema.parse(JSON.parse(text)),
  };
}
const basket = (over: object = {}) => ({
  lines: [{ itemId: "t1", quantity: 1 }],
  country: "DE",
  method: "page",
  ...over,
});
const reserveAt = (offer: Offer, options: { as?: string; body?: unknown; key?: string }) =>
  call(`/campaigns/${offer.campaignId}/pledges`, { key: randomUUID(), body: basket(), ...options });

describe("pledges over HTTP", () => {
  it("keeps which risk words were ticked and when, and says the VAT of one pledge", async () => {
    const offer = await publishOffer(scene.store, offerWith({}));
    const acknowledged = { version: "presale-risks-1" };
    const made = await reserveAt(offer, { as: "ada", body: basket({ acknowledged }) });
    expect(made.status, made.text).toBe(201);
    const read = await call(`/pledges/${made.json.id}`, { as: "ada" });
    expect(read.json).toMatchObject({
      acknowledged: { ...acknowledged, at: NOON },
      vat: { amount: expect.stringMatching(/^\d+\.\d{2}$/), currency: "EUR" },
    });
    const wrong = await reserveAt(offer, { as: "ada", body: basket({ acknowledged: { version: "<b>" } }) });
    expect(wrong.status).toBe(400);
  });
  it("reserves with a payment link that the bank can verify, and answers a retry with the same pledge", async () => {
    const offer = await publishOffer(scene.store, offerWith({}));
    const key = randomUUID();
    const made = await reserveAt(offer, { as: "ada", key });
    expect(made.status, made.text).toBe(201);
    expect(made.json).toMatchObject({
      status: "reserved",
      total: { amount: "15.00", currency: "EUR" },
      payment: {
        missing: { amount: "15.00", currency: "EUR" },
        payee: { account: "DE12500105170648489890" },
      },
    });
    const link = new URL(made.json.payment?.pageUrl ?? "").searchParams.get("link") ?? "";
    const read = readPaymentLink(link, { keys: [paymentLinkKeySchema.parse(paymentLinkKey)], now: NOON });
    expect(read).toMatchObject({
      ok: true,
      value: { amount: "15.00", reference: made.json.payment?.reference },
    });
    const again = await reserveAt(offer, { as: "ada", key });
    expect(again.status).toBe(200);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(again.json.id).toBe(made.json.id);
    const other = await reserveAt(offer, { as: "ada", key, body: basket({ method: "transfer" }) });
    expect([other.status, other.json.code]).toEqual([422, "idempotency_key_reused"]);
  });

  it("answers a foreign pledge and a missing one with the same bytes", async () => {
    const offer = await publishOffer(scene.store, offerWith({}));
    const made = await reserveAt(offer, { as: "ada" });
    const missing = "plg_00000000000000000000";
    for (const act of ["", "/cancel", "/withdraw", "/confirm-delivery"]) {
      const key = act === "" ? {} : { key: randomUUID() };
      const foreign = await call(`/pledges/${made.json.id}${act}`, { as: "eve", ...key });
      const absent = await call(`/pledges/${missing}${act}`, { as: "eve", ...key });
      expect(foreign.status).toBe(404);
      expect(foreign.text).toBe(absent.text);
    }
    expect((await call(`/pledges/${made.json.id}`, { as: "ada" })).json).toMatchObject({
      status: "reserved",
    });
  });

  it.each([
    { body: basket({ lines: [] }), status: 400, code: "invalid_request" },
    { body: basket({ lines: [{ itemId: "t9", quantity: 1 }] }), status: 422, code: "item_unknown" },
    { body: basket({ country: "CN" }), status: 422, code: "country_not_served" },
    { body: basket({ lines: [{ itemId: "t1", quantity: 6 }] }), status: 422, code: "over_backer_limit" },
    {
      body: basket({ expectedTotal: { amount: "14.99", currency: "EUR" } }),
      status: 409,
      code: "price_changed",
    },
    { body: basket({ totalMinor: 1 }), status: 400, code: "invalid_request" },
  ])("refuses with $code and takes nothing", async ({ body, status, code }) => {
    const offer = await publishOffer(scene.store, offerWith({}));
    const refused = await reserveAt(offer, { as: "ada", body });
    expect([refused.status, refused.json.code]).toEqual([status, code]);
    const mine = await call("/pledges", { as: `nobody-${code}` });
    expect(mine.json.items).toEqual([]);
  });

  it("asks a visitor to sign in, and a missing key is named", async () => {
    const offer = await publishOffer(scene.store, offerWith({}));
    expect((await reserveAt(offer, {})).status).toBe(401);
    expect((await reserveAt(offer, { as: "ada", key: "short" })).json.code).toBe("invalid_request");
  });

  it("takes an address, pays, withdraws, and shows the refund to its backer alone", async () => {
    const offer = await publishOffer(scene.store, offerWith({}));
    const made = await reserveAt(offer, { as: "bob" });
    const path = `/pledges/${made.json.id}`;
    const delivery = {
      name: "Bob",
      lines: ["Long road 1"],
      city: "Berlin",
      postcode: "10115",
      country: "DE",
    };
    const elsewhere = { ...delivery, country: "FR" };
    const foreign = await call(`${path}/delivery`, { as: "bob", key: randomUUID(), body: elsewhere });
    expect([foreign.status, foreign.json.code]).toEqual([422, "country_differs"]);
    const sent = await call(`${path}/delivery`, { as: "bob", key: randomUUID(), body: delivery });
    expect(sent.json).toMatchObject({ delivery });
    await confirmPayment(
      { store: scene.store, onUnallocated: async () => ({}) },
      systemCommand({ name: "bank", cause: [path], now: NOON, wall: NOON }),
      {
        partnerId: offer.partnerId,
        account: accountNumberSchema.parse("DE12500105170648489890"),
        reference: made.json.payment?.reference ?? "",
        bankReference: bankReferenceSchema.parse("BR-HTTP-1"),
        amount: { minor: 15_00, currency: "EUR" },
        bookedAt: NOON,
        payer: { name: "Bob Backer", account: accountNumberSchema.parse("DE89370400440532013000") },
      },
    );
    const paid = await call(path, { as: "bob" });
    expect(paid.json).toMatchObject({
      status: "paid",
      received: { amount: "15.00" },
      payments: [{ from: "…3000" }],
    });
    expect(paid.text).not.toContain("DE89370400440532013000");
    const withdrawn = await call(`${path}/withdraw`, { as: "bob", key: randomUUID() });
    expect(withdrawn.json).toMatchObject({ status: "withdrawn" });
    const refund = `/refunds/${withdrawn.json.refundIds?.[0]}`;
    expect((await call(refund, { as: "bob" })).json).toMatchObject({
      status: "requested",
      amount: { amount: "15.00", currency: "EUR" },
      to: "…3000",
    });
    expect((await call(refund, { as: "eve" })).status).toBe(404);
    const account = { name: "Bob Backer", account: "DE02500105170137075030" };
    const early = await call(`${refund}/account`, { as: "bob", key: randomUUID(), body: account });
    expect([early.status, early.json.code]).toEqual([409, "refund_status"]);
    expect((await call("/pledges", { as: "bob" })).json.items?.map(({ id }) => id)).toEqual([made.json.id]);
    expect(lines.join("\n")).not.toMatch(/Long road|DE89370400440532013000|Bob Backer/);
  });
});
