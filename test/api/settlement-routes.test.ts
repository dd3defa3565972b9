import { generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { type StaffRole, type UserId, userIdSchema } from "@firstlot/core/identity/actor";
import { membershipKey, staffRoleKey } from "@firstlot/core/identity/still-held";
import { userIdOf } from "@firstlot/core/identity/user";
import { DAY_MS, msBetween } from "@firstlot/core/kernel/instant";
import type { Write } from "@firstlot/core/kernel/store";
import { giveNotice } from "@firstlot/core/notice/give-notice";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createApp } from "../../packages/functions/src/api/app.ts";
import { auditRoutes } from "../../packages/functions/src/api/backoffice/audit-routes.ts";
import { ledgerRoutes } from "../../packages/functions/src/api/backoffice/ledger-routes.ts";
import { runRoutes } from "../../packages/functions/src/api/backoffice/run-routes.ts";
import { settlementRoutes as boardRoutes } from "../../packages/functions/src/api/backoffice/settlement-routes.ts";
import { workRoutes } from "../../packages/functions/src/api/backoffice/work-routes.ts";
import { fundingRoutes } from "../../packages/functions/src/api/public/funding-routes.ts";
import { noticeRoutes } from "../../packages/functions/src/api/public/notice-routes.ts";
import { settlementRoutes } from "../../packages/functions/src/api/public/settlement-routes.ts";
import type { Platform } from "../../packages/functions/src/platform.ts";
import { type LocalStore, openLocalStore } from "../store/local-store.ts";
import { CLOSES_AT, ENTERPRISE, OPENS_AT, SettlementScene } from "../store/settlement-scene.ts";

const ISSUER = "https://sign-in.example";
const tokenKey = generateKeyPairSync("ed25519");
const unused = (): never => {
  throw new Error("not part of this test");
};

let local: LocalStore;
let scene: SettlementScene;
let publicApi: ReturnType<typeof createApp>;
let backoffice: ReturnType<typeof createApp>;
let campaignId: string;

const idOf = (sub: string): UserId => userIdOf({ iss: ISSUER, sub });
const put = (Item: Record<string, unknown>): Write => ({
  Put: { Item, ConditionExpression: "attribute_not_exists(pk)" },
});
const staff = (sub: string, role: StaffRole): Write =>
  put({ ...staffRoleKey(idOf(sub), role), role, grantId: "grn_x", since: OPENS_AT });

beforeAll(async () => {
  local = await openLocalStore();
  const { store } = local;
  scene = new SettlementScene(store);
  const platform: Platform = {
    ...{ store, clock: { business: () => scene.now, wall: () => scene.now } },
    ...{ blobs: { put: unused, get: unused, head: unused }, log: () => undefined },
    ...{ mailer: { send: unused }, queue: { announce: unused, waiting: unused }, send: unused },
    tokens: { issuer: ISSUER, audience: "firstlot", keys: async () => tokenKey.publicKey },
    secrets: { id: "id", cursor: "cursor" },
    secretBox: { seal: unused, open: unused },
    paymentLinkKey: { kty: "OKP", crv: "Ed25519", x: "", d: "", kid: "" },
    ...{ origin: "https://firstlot.example", egressAllowlist: [] },
  };
  publicApi = createApp(platform);
  publicApi.route("/", settlementRoutes(scene.deps));
  publicApi.route("/", noticeRoutes({ store }));
  publicApi.route("/", fundingRoutes({ store, now: () => scene.now }));
  backoffice = createApp(platform);
  backoffice.route("/", boardRoutes(scene.deps));
  for (const routes of [runRoutes, ledgerRoutes, workRoutes, auditRoutes])
    backoffice.route("/", routes({ store }));
  await scene.open();
  ({ id: campaignId } = await scene.paid(4));
  await scene.advance(msBetween({ from: scene.now, to: CLOSES_AT }) + 3 * DAY_MS);
  await scene.bankSays("settled");
  const enterprise = { enterpriseId: ENTERPRISE };
  for (const [sub, role] of [
    ["finn", "finance"],
    ["edda", "editor"],
  ] as const)
    await store.commit({ member: put({ ...membershipKey(idOf(sub), ENTERPRISE), ...enterprise, role }) });
  await store.commit({
    a: staff("ann", "approver"),
    b: staff("bob", "approver"),
    c: staff("olga", "operator"),
  });
});
afterAll(() => local.close());

function tokenOf(sub: string): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const seconds = Math.floor(Date.now() / 1_000);
  const claims = {
    ...{ iss: ISSUER, aud: "firstlot", sub, token_use: "access", email: `${sub}@example.com` },
    ...{ email_verified: true, auth_time: Math.floor(Date.parse(scene.now) / 1_000) },
    ...{ acr: "urn:firstlot:acr:mfa", iat: seconds, exp: seconds + 600 },
  };
  const signed = `${encode({ alg: "EdDSA", typ: "at+jwt" })}.${encode(claims)}`;
  return `${signed}.${sign(null, Buffer.from(signed), tokenKey.privateKey).toString("base64url")}`;
}

const answerSchema = z.looseObject({
  id: z.string().optional(),
  at: z.string().optional(),
  code: z.string().optional(),
  next: z.string().optional(),
  status: z.union([z.string(), z.number()]).optional(),
  items: z.array(z.looseObject({ id: z.string().optional(), at: z.string().optional() })).optional(),
});
async function call(
  api: typeof publicApi,
  as: string,
  path: string,
  json?: unknown,
  key: string = randomUUID(),
) {
  const response = await api.request(path, {
    method: json === undefined ? "GET" : "POST",
    headers: {
      authorization: `Bearer ${tokenOf(as)}`,
      ...(json === undefined ? {} : { "content-type": "application/json", "idempotency-key": key }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  return { status: response.status, text, json: answerSchema.parse(JSON.parse(text)) };
}
const own = (as: string, path: string, json?: unknown, key?: string) =>
  call(publicApi, as, `/enterprises/${ENTERPRISE}/campaigns/${campaignId}${path}`, json, key);
const board = (as: string, path: string, json?: unknown) => call(backoffice, as, path, json);
const eur = (amount: string) => ({ amount, currency: "EUR" });

describe("the enterprise's side of a settlement", () => {
  it("shows the split, the progress and what the plan has left", async () => {
    const { status, json, text } = await own("edda", "/settlement");
    expect(status, text).toBe(200);
    expect(json).toMatchObject({
      status: "confirmed",
      paid: { pledges: 4, total: eur("60.00") },
      progress: { confirmed: 4, refunding: 0 },
      split: { fee: eur("3.00"), feeVat: eur("0.60"), reserve: eur("2.82"), locked: eur("53.58") },
      budget: {
        free: eur("32.15"),
        reviewAbove: eur("5000.00"),
        lines: [{ lineId: "s1", underway: eur("0.00"), paid: eur("0.00") }, {}],
      },
    });
  });

  it("sums the pledges up as of now, and how many of them were sent", async () => {
    const { status, json, text } = await own("edda", "/funding");
    expect(status, text).toBe(200);
    expect(json).toMatchObject({
      asOf: scene.now,
      totals: { pledges: 4, held: eur("60.00") },
      reserved: { pledges: 0 },
      fulfilled: { pledges: 0, amount: eur("0.00") },
      isWhole: true,
    });
  });

  it("names the bank's reference of a tranche that was paid, and of no other", async () => {
    const { json } = await own("edda", "/tranches");
    const [paid, locked] = json.items ?? [];
    expect(paid).toMatchObject({ status: "paid", bankReference: expect.any(String) });
    expect(locked).not.toHaveProperty("bankReference");
  });

  it("is not there for a stranger", async () => {
    for (const path of ["/settlement", "/tranches", "/payments", "/funding"])
      expect((await own("zoe", path)).status).toBe(404);
  });

  it("asks for a tranche only with the evidence that the plan names", async () => {
    const { json } = await own("finn", "/tranches");
    expect(json.items).toMatchObject([{ status: "paid", amount: eur("32.15") }, { status: "locked" }]);
    const path = `/tranches/${json.items?.[1]?.id}/request`;
    expect((await own("edda", path, { evidenceIds: [] })).status).toBe(403);
    const refused = await own("finn", path, { evidenceIds: [] });
    expect(refused).toMatchObject({ status: 422, json: { code: "evidence_missing" } });
    scene.evidence.set("evd_1", { type: "invoice", sha256: "0" });
    const key = randomUUID();
    const asked = await own("finn", path, { evidenceIds: ["evd_1"] }, key);
    expect(asked, asked.text).toMatchObject({ status: 200, json: { status: "requested" } });
    expect((await own("finn", path, { evidenceIds: ["evd_1"] }, key)).text).toBe(asked.text);
  });

  it("drafts and submits a payment; one above the line is refused with what is left", async () => {
    const supplier = { name: "Jars Ltd", account: "GB33BUKB20201555555555" };
    const draft = { lineId: "s1", payee: supplier, invoiceEvidenceId: "evd_1" };
    const large = await own("finn", "/payments", { ...draft, amount: eur("20.01") });
    expect(large.status, large.text).toBe(201);
    const refused = await own("finn", `/payments/${large.json.id}/submit`, {});
    expect(refused).toMatchObject({
      status: 422,
      json: { code: "spending_line_exceeded", context: { remaining: eur("20.00") } },
    });
    expect((await own("finn", "/payments", { ...draft, amount: eur("0.00") })).status).toBe(400);
    const fits = await own("finn", "/payments", { ...draft, amount: eur("20.00") });
    const submitted = await own("finn", `/payments/${fits.json.id}/submit`, {});
    expect(submitted, submitted.text).toMatchObject({ status: 200, json: { status: "instructed" } });
    const settlement = await own("finn", "/settlement");
    expect(settlement.json).toMatchObject({
      budget: {
        isWhole: true,
        lines: [{ lineId: "s1", remaining: eur("0.00"), underway: eur("20.00") }, {}],
      },
    });
    const first = await own("finn", "/payments?limit=1");
    expect(first.json.items).toHaveLength(1);
    const rest = await own("finn", `/payments?limit=1&cursor=${first.json.next}`);
    expect(rest.json.items).toHaveLength(1);
    const refusedAgain = await board("ann", `/payments/${fits.json.id}/approve`, {});
    expect(refusedAgain).toMatchObject({ status: 409, json: { code: "payment_status" } });
  });
});

describe("a draft of a payment", () => {
  const content = { lineId: "s2", amount: eur("1.00") };
  const edit = async (asked: {
    as?: string;
    method: "PUT" | "discard";
    path: string;
    version?: number;
    json?: unknown;
  }) => {
    const { as = "finn", method, path, version = 1, json } = asked;
    const of = path.startsWith("/enterprises")
      ? path
      : `/enterprises/${ENTERPRISE}/campaigns/${campaignId}${path}`;
    const response = await publicApi.request(method === "PUT" ? of : `${of}/discard`, {
      method: method === "PUT" ? method : "POST",
      headers: {
        ...{ authorization: `Bearer ${tokenOf(as)}`, "if-match": `"${version}"` },
        ...(method === "PUT" ? {} : { "idempotency-key": `discard-${version}${path}` }),
        "content-type": "application/json",
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
    const text = await response.text();
    return { status: response.status, text, json: answerSchema.parse(text === "" ? {} : JSON.parse(text)) };
  };
  const drafted = async (): Promise<string> => {
    const { json } = await own("finn", "/payments", { ...content, note: "first" });
    return `/payments/${json.id}`;
  };

  it("is written anew whole, of the version that was read, and once", async () => {
    const path = await drafted();
    const json = { ...content, amount: eur("2.00") };
    const edited = await edit({ method: "PUT", path, json });
    expect(edited, edited.text).toMatchObject({
      status: 200,
      json: { status: "draft", version: 2, amount: eur("2.00") },
    });
    expect(edited.json).not.toHaveProperty("note");
    expect((await edit({ method: "PUT", path, json })).json).toEqual(edited.json);
    const late = await edit({ method: "PUT", path, json: content });
    expect(late).toMatchObject({ status: 412, json: { code: "version_mismatch" } });
    expect((await own("finn", path)).json).toMatchObject({ amount: eur("2.00"), version: 2 });
  });

  it("is gone when it is deleted, and a retry is told the same", async () => {
    const path = await drafted();
    expect((await edit({ method: "discard", path, version: 7 })).status).toBe(412);
    expect((await edit({ method: "discard", path })).status).toBe(204);
    expect((await edit({ method: "discard", path })).status).toBe(204);
    expect((await own("finn", path)).status).toBe(404);
    expect((await own("finn", `${path}/submit`, {})).status).toBe(404);
    const { json } = await own("finn", "/payments?limit=100");
    expect(json.items?.map(({ id }) => `/payments/${id}`)).not.toContain(path);
    const trail = await board("olga", `/audit/${path.slice("/payments/".length)}`);
    expect(trail.json).toMatchObject({ chain: { whole: true, events: 2 } });
  });

  it("stays as it is once it is asked for", async () => {
    const path = await drafted();
    const submitted = await own("finn", `${path}/submit`, {});
    expect(submitted, submitted.text).toMatchObject({ status: 200, json: { status: "instructed" } });
    const version = z.looseObject({ version: z.int() }).parse(submitted.json).version;
    for (const method of ["PUT", "discard"] as const) {
      const json = method === "PUT" ? content : undefined;
      const refused = await edit({ method, path, version, json });
      expect(refused, refused.text).toMatchObject({ status: 409, json: { code: "payment_status" } });
    }
    expect((await own("finn", path)).json).toMatchObject({ status: "instructed" });
  });

  it("is changed by owners and finance alone; a foreign one is not there, like a missing one", async () => {
    const path = await drafted();
    const other = `/enterprises/${ENTERPRISE}/campaigns/cmp_00000000000000000000${path}`;
    const missing = "/payments/pay_00000000000000000000";
    for (const method of ["PUT", "discard"] as const) {
      const json = method === "PUT" ? content : undefined;
      expect((await edit({ as: "edda", method, path, json })).status).toBe(403);
      const bare = (text: string) => text.replaceAll(/"(requestId|instance)":"[^"]*",?/g, "");
      const [foreign, under, none] = [
        await edit({ as: "zoe", method, path, json }),
        await edit({ method, path: other, json }),
        await edit({ method, path: missing, json }),
      ];
      for (const { status, text } of [foreign, under, none])
        expect([status, bare(text)]).toEqual([404, bare(none.text)]);
    }
    expect((await own("finn", path)).json).toMatchObject({ status: "draft", version: 1 });
  });
});

describe("the operators' boards", () => {
  it("list the runs with their instructions, a page at a time", async () => {
    const runs = await board("olga", "/settlement-runs");
    expect(runs.status, runs.text).toBe(200);
    const [run] = runs.json.items ?? [];
    const first = await board("olga", `/settlement-runs/${run?.id}?limit=1`);
    expect(first.status, first.text).toBe(200);
    const { members } = z
      .looseObject({ members: z.looseObject({ items: z.array(z.unknown()), next: z.string().optional() }) })
      .parse(first.json);
    expect(members.items).toHaveLength(1);
    const second = await board("olga", `/settlement-runs/${run?.id}?limit=1&cursor=${members.next}`);
    expect(second.status, second.text).toBe(200);
    expect(second.text).not.toBe(first.text);
  });

  it("show a book that balances and agrees with its journal", async () => {
    const trial = await board("olga", `/ledger/${campaignId}/trial-balance`);
    expect(trial.json).toMatchObject({
      currencies: [{ currency: "EUR", differencePosted: eur("0.00"), differencePending: eur("0.00") }],
      replay: { complete: true, differences: [] },
    });
    expect((await board("olga", `/ledger/${campaignId}/accounts`)).status).toBe(200);
    const entries = [];
    for (let bucket = 0; bucket < 16; bucket++)
      entries.push(
        ...((await board("olga", `/ledger/${campaignId}/entries?bucket=${bucket}`)).json.items ?? []),
      );
    expect(z.looseObject({ replay: z.object({ entries: z.int() }) }).parse(trial.json).replay.entries).toBe(
      entries.length,
    );
    expect((await board("ann", `/ledger/${campaignId}/accounts`)).status).toBe(403);
  });

  it("show the settlement with its tranches, and the chain of its events whole", async () => {
    const found = await board("olga", `/campaigns/${campaignId}/settlement`);
    expect(found.status, found.text).toBe(200);
    const trail = await board("olga", `/audit/${found.json.id}`);
    expect(trail.json).toMatchObject({ chain: { whole: true, truncated: false } });
    expect((await board("olga", "/audit/stl_00000000000000000000")).status).toBe(404);
  });

  it("stop a kind of work and let it go on", async () => {
    expect((await board("olga", "/work/parked")).json.items).toEqual([]);
    const off = await board("olga", "/work/switches/notice.mail", { off: true });
    expect(off, off.text).toMatchObject({ status: 200, json: { kind: "notice.mail", off: true } });
    const { json } = await board("olga", "/work/switches");
    expect(json.items).toContainEqual({ kind: "notice.mail", off: true });
    const trail = await board("olga", "/audit/switch:notice.mail");
    expect(trail.json).toMatchObject({ chain: { whole: true, events: 1 } });
  });
});

describe("notices", () => {
  it("are listed for their person alone and marked as read", async () => {
    const userId = userIdSchema.parse(idOf("finn"));
    const params = { campaign: "Honey" };
    const draft = { userId, template: "campaign_funded", params, ref: campaignId } as const;
    await giveNotice(scene.store, "cause", draft, scene.now);
    const [notice] = (await call(publicApi, "finn", "/notices?language=zh-CN")).json.items ?? [];
    const path = `/notices/${notice?.id}/read`;
    expect((await call(publicApi, "edda", path, { at: notice?.at })).status).toBe(404);
    const read = await call(publicApi, "finn", path, { at: notice?.at });
    expect(read, read.text).toMatchObject({ status: 200, json: { readAt: scene.now } });
    expect((await call(publicApi, "edda", "/notices")).json.items).toEqual([]);
  });
});
