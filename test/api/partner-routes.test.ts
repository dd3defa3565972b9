import { generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { instantOf } from "@firstlot/core/kernel/instant";
import { writeStatementCsv } from "@firstlot/partner-kit/statement-csv";
import { readSigningKey } from "@firstlot/partner-kit/webhook-key";
import { signWebhook } from "@firstlot/partner-kit/webhook-signature";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createApp } from "../../packages/functions/src/api/app.ts";
import { confirmationRoutes } from "../../packages/functions/src/api/partner/confirmation-routes.ts";
import { deliveryRoutes } from "../../packages/functions/src/api/partner/delivery-routes.ts";
import { endpointRoutes } from "../../packages/functions/src/api/partner/endpoint-routes.ts";
import { instructionRoutes } from "../../packages/functions/src/api/partner/instruction-routes.ts";
import { statementRoutes } from "../../packages/functions/src/api/partner/statement-routes.ts";
import type { Platform } from "../../packages/functions/src/platform.ts";
import { BankScene, T0 } from "../store/bank-scene.ts";
import { type LocalStore, openLocalStore } from "../store/local-store.ts";
import { must } from "../store/must.ts";

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

let local: LocalStore;
let bank: BankScene;
let other: BankScene;
let app: ReturnType<typeof createApp>;
const lines: string[] = [];

beforeAll(async () => {
  local = await openLocalStore();
  bank = new BankScene(local);
  other = new BankScene(local);
  await bank.open();
  await other.open();
  await bank.fund();
  const { store } = local;
  const platform: Platform = {
    store,
    clock: { business: () => T0, wall: () => instantOf(Date.now()) },
    blobs: bank.blobs,
    mailer: { send: unused },
    queue: { announce: unused, waiting: unused },
    tokens: { issuer: ISSUER, audience: "firstlot", keys: async () => tokenKey.publicKey },
    secrets: { id: "id", cursor: "cursor" },
    secretBox: bank.box,
    paymentLinkKey,
    send: unused,
    origin: "https://firstlot.example",
    egressAllowlist: [],
    log: (line) => lines.push(JSON.stringify(line)),
  };
  const box = bank.box;
  app = createApp(platform);
  app.route("/", confirmationRoutes({ store, box }));
  app.route("/", statementRoutes({ store, blobs: bank.blobs }));
  app.route("/", instructionRoutes({ store, box, effects: bank.deps.effects }));
  app.route("/", endpointRoutes({ store, box, allow: [], randomBytes: (bytes) => Buffer.alloc(bytes, 7) }));
  app.route("/", deliveryRoutes({ store }));
});
afterAll(async () => {
  bank.close();
  other.close();
  await local.close();
});

function tokenOf({ partner }: BankScene): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const seconds = Math.floor(Date.now() / 1_000);
  const claims = {
    iss: ISSUER,
    aud: "firstlot",
    client_id: partner.clientId,
    token_use: "access",
    iat: seconds,
    exp: seconds + 600,
  };
  const signed = `${encode({ alg: "EdDSA", typ: "at+jwt" })}.${encode(claims)}`;
  return `${signed}.${sign(null, Buffer.from(signed), tokenKey.privateKey).toString("base64url")}`;
}

const answerSchema = z.looseObject({
  id: z.string().optional(),
  code: z.string().optional(),
  outcome: z.string().optional(),
  secret: z.looseObject({ hmac: z.string() }).optional(),
  items: z.array(z.looseObject({ id: z.string().optional(), outcome: z.string().optional() })).optional(),
});

interface Call {
  readonly as?: BankScene;
  readonly method?: "GET" | "POST" | "PATCH";
  readonly body?: string | object;
  readonly type?: string;
  readonly headers?: Record<string, string>;
}

async function call(
  path: string,
  { as, method = "GET", body, type = "application/json", headers = {} }: Call = {},
) {
  const response = await app.request(path, {
    method,
    headers: {
      ...(as === undefined ? {} : { authorization: `Bearer ${tokenOf(as)}` }),
      ...(method === "POST" ? { "idempotency-key": randomUUID() } : {}),
      ...(body === undefined ? {} : { "content-type": type }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    text,
    headers: response.headers,
    answer: answerSchema.parse(JSON.parse(text)),
  };
}

function signed(scene: BankScene, body: string, id: string): Record<string, string> {
  const keys = [must(readSigningKey(scene.keys.privateKey))];
  const timestampSeconds = Math.floor(Date.now() / 1_000);
  return {
    "firstlot-partner": scene.partner.id,
    ...must(signWebhook({ id, timestampSeconds, body, keys })),
  };
}

describe("POST /confirmations", () => {
  it("needs no token, stores once, answers repeats and refuses another body under a used id", async () => {
    const sent = await bank.sent();
    const body = JSON.stringify(bank.word(sent, "accepted"));
    const post = (text: string) =>
      call("/confirmations", { method: "POST", body: text, headers: signed(bank, text, "api-1") });
    expect(await post(body)).toMatchObject({ status: 200, answer: { outcome: "received" } });
    expect(await post(body)).toMatchObject({ status: 200, answer: { outcome: "already_received" } });
    const other = JSON.stringify(bank.word(sent, "settled"));
    expect(await post(other)).toMatchObject({ status: 409, answer: { code: "webhook_id_reused" } });
  });

  it("answers a stranger, another bank's key, a changed byte and a missing header alike, without a reason", async () => {
    const sent = await bank.sent();
    const body = JSON.stringify(bank.word(sent, "settled"));
    const good = signed(bank, body, "api-2");
    const attempts: Call[] = [
      { body, headers: { ...good, "firstlot-partner": "ptr_00000000000000000000" } },
      { body, headers: { ...signed(other, body, "api-2"), "firstlot-partner": bank.partner.id } },
      { body: `${body} `, headers: good },
    ];
    const answers = await Promise.all(
      attempts.map((attempt) => call("/confirmations", { method: "POST", ...attempt })),
    );
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const { "webhook-signature": _signature, ...unsigned } = good;
    expect((await call("/confirmations", { method: "POST", body, headers: unsigned })).status).toBe(400);
    expect(lines.join()).not.toContain("DE89370400440532013000"); // no account number in a log line
  });
});

describe("statements", () => {
  it("are taken whole, once, from their bank alone", async () => {
    const csv = writeStatementCsv([
      bank.statement(1, 0, [bank.entry({ reference: "API-1", direction: "credit", amountMinor: 5 })]),
    ]);
    const post = (as: BankScene | undefined, type = "text/csv") =>
      call("/statements", { method: "POST", body: csv, type, ...(as ? { as } : {}) });
    expect((await post(undefined)).status).toBe(401);
    expect(await post(other)).toMatchObject({ status: 422, answer: { code: "unknown_account" } });
    expect(await post(bank, "application/pdf")).toMatchObject({ status: 415 });
    expect(await post(bank)).toMatchObject({ status: 200, answer: { items: [{ outcome: "received" }] } });
    expect(await post(bank)).toMatchObject({
      status: 200,
      answer: { items: [{ outcome: "already_received" }] },
    });
    expect((await call("/statements", { as: bank })).answer.items).toHaveLength(1);
    expect((await call("/statements", { as: other })).answer.items).toHaveLength(0);
  });
});

describe("what is another bank's", () => {
  it("is answered like what does not exist, byte for byte", async () => {
    const sent = await bank.sent();
    expect((await call(`/instructions/${sent.id}`, { as: bank })).status).toBe(200);
    const foreign = await call(`/instructions/${sent.id}`, { as: other });
    const missing = await call("/instructions/ins_00000000000000000000", { as: other });
    expect(foreign).toMatchObject({ status: 404, text: missing.text });
    const list = await call("/instructions?status=sent", { as: other });
    expect(list.answer.items).toEqual([]);
  });
});

describe("endpoints", () => {
  it("show their secret once, refuse private addresses, and edit under If-Match", async () => {
    const body = { url: "https://bank.example/hook", eventTypes: ["settlement.instruction.created"] };
    const key = { "idempotency-key": "endpoint-key-1" };
    const made = await call("/endpoints", { as: bank, method: "POST", body, headers: key });
    expect(made).toMatchObject({
      status: 201,
      answer: { secret: { hmac: expect.stringMatching(/^whsec_/) } },
    });
    const again = await call("/endpoints", { as: bank, method: "POST", body, headers: key });
    expect(again).toMatchObject({ status: 200, answer: { id: made.answer.id } });
    expect(again.answer.secret).toBeUndefined();
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    const inside = { ...body, url: "https://169.254.169.254/" };
    expect(await call("/endpoints", { as: bank, method: "POST", body: inside })).toMatchObject({
      status: 422,
      answer: { code: "address_not_allowed" },
    });
    const path = `/endpoints/${made.answer.id}`;
    const edit = (version: string, as = bank) =>
      call(path, { as, method: "PATCH", body: { description: "new" }, headers: { "if-match": version } });
    expect((await edit('"9"')).status).toBe(412);
    expect((await edit('"1"', other)).status).toBe(404);
    expect((await edit('"1"')).status).toBe(200);
    expect(await call(`${path}/ping`, { as: bank, method: "POST" })).toMatchObject({
      status: 409,
      answer: { code: "endpoint_status" },
    });
    expect((await call(`${path}/deliveries`, { as: other })).status).toBe(404);
  });
});

describe("GET /events", () => {
  it("gives a bank its messages and nobody else's", async () => {
    bank.now = instantOf(Date.parse(T0) - 60_000);
    await bank.sent();
    const page = await call("/events?limit=5", { as: bank });
    expect(page.answer.items?.length).toBeGreaterThan(0);
    expect((await call("/events", { as: other })).answer.items).toEqual([]);
    expect((await call("/events?cursor=made.up", { as: bank })).status).toBe(400);
  });
});
