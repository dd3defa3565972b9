import { generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CampaignDeps } from "@firstlot/core/campaign/campaign-deps";
import { campaignReviewEffects } from "@firstlot/core/campaign/campaign-review-effects";
import { loadCampaign } from "@firstlot/core/campaign/campaign-store";
import { sampleTerms } from "@firstlot/core/campaign/sample-terms";
import { buildIndex } from "@firstlot/core/catalogue/index-snapshot";
import {
  INDEX_WINDOW_MS,
  type ProjectionDeps,
  projectCampaign,
  REFRESH_EVERY_MS,
} from "@firstlot/core/catalogue/project-event";
import { SnapshotIndex } from "@firstlot/core/catalogue/snapshot-index";
import type { EnterpriseDeps } from "@firstlot/core/enterprise/enterprise-deps";
import { enterpriseReviewEffects } from "@firstlot/core/enterprise/review-enterprise";
import { partnerIdSchema, userIdSchema } from "@firstlot/core/identity/actor";
import { bootstrapOperator } from "@firstlot/core/identity/grant-staff-role";
import { userIdOf } from "@firstlot/core/identity/user";
import { systemCommand } from "@firstlot/core/kernel/command";
import { keyedIdPart } from "@firstlot/core/kernel/id";
import { instantSchema } from "@firstlot/core/kernel/instant";
import { invariant } from "@firstlot/core/kernel/invariant";
import { money } from "@firstlot/core/money/money";
import { totalsOf } from "@firstlot/core/pledge/shard";
import { freezeShard, loadShards, openShards, reopenShard } from "@firstlot/core/pledge/shard-store";
import { openCase } from "@firstlot/core/review/open-case";
import { type CaseIn, caseIdSchema } from "@firstlot/core/review/review-case";
import { loadCase } from "@firstlot/core/review/review-store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createApp } from "../../packages/functions/src/api/app.ts";
import { staffCampaignRoutes } from "../../packages/functions/src/api/backoffice/campaign-routes.ts";
import { campaignRoutes } from "../../packages/functions/src/api/public/campaign-routes.ts";
import { catalogueRoutes } from "../../packages/functions/src/api/public/catalogue-routes.ts";
import { enterpriseRoutes } from "../../packages/functions/src/api/public/enterprise-routes.ts";
import { mediaRoutes } from "../../packages/functions/src/api/public/media-routes.ts";
import { toWire } from "../../packages/functions/src/api/wire.ts";
import type { Platform } from "../../packages/functions/src/platform.ts";
import { DiskBlobStore } from "../../packages/local/src/blobs/disk-blob-store.ts";
import { type LocalStore, openLocalStore } from "../store/local-store.ts";

const ISSUER = "https://sign-in.example";
const NOON = instantSchema.parse("2026-11-24T12:00:00.000Z");
const tokenKey = generateKeyPairSync("ed25519");
const folder = mkdtempSync(join(tmpdir(), "firstlot-campaign-api-"));
const PARTNER = partnerIdSchema.parse(`ptr_${keyedIdPart("api", ["bank"])}`);
const unused = (): never => {
  throw new Error("not part of this test");
};
const command = (...cause: string[]) => systemCommand({ name: "test", cause, now: NOON, wall: NOON });

let local: LocalStore;
let publicApi: ReturnType<typeof createApp>;
let backoffice: ReturnType<typeof createApp>;
let projection: ProjectionDeps;
let blobs: DiskBlobStore;

beforeAll(async () => {
  local = await openLocalStore();
  blobs = new DiskBlobStore({ folder });
  const { store } = local;
  const platform: Platform = {
    ...{ store, blobs, clock: { business: () => NOON, wall: () => NOON } },
    ...{
      mailer: { send: unused },
      queue: { announce: unused, waiting: unused },
      send: unused,
      log: () => undefined,
    },
    tokens: { issuer: ISSUER, audience: "firstlot", keys: async () => tokenKey.publicKey },
    secrets: { id: "id", cursor: "cursor" },
    secretBox: { seal: unused, open: unused },
    paymentLinkKey: { kty: "OKP", crv: "Ed25519", x: "", d: "", kid: "" },
    ...{ origin: "https://firstlot.example", egressAllowlist: [] },
  };
  const enterprise: EnterpriseDeps = {
    ...{ store, idSecret: "id", missingDocuments: async () => [] },
    openReviewCase: (cause, request) => openCase(store, cause, request),
    effects: { onSuspended: async () => ({}), onReinstated: async () => ({}) },
  };
  const effects = enterpriseReviewEffects({ store });
  const campaigns: CampaignDeps = {
    store,
    enterprises: { standingOf: async () => ({ isVerified: true }) },
    shards: {
      open: openShards,
      setPhase: async (shard, phase) => {
        await (phase === "open" ? reopenShard(store, shard) : freezeShard(store, shard));
      },
      paidRaised: async ({ currency }) => money(0, currency),
    },
    bank: {
      custodyFor: async () => ({ partnerId: PARTNER, custodyAccount: `${PARTNER}/DE02120300000000202051` }),
      openBook: () => ({}),
    },
    payouts: { hasPaidOut: async () => false },
  };
  projection = {
    ...{
      store,
      now: () => NOON,
      refreshEveryMs: () => REFRESH_EVERY_MS,
      indexWindowMs: () => INDEX_WINDOW_MS,
      enterpriseName: async () => "Honig GmbH",
    },
    totalsOf: async ({ campaignId, shards, currency }) => {
      const totals = totalsOf(await loadShards(store, { campaignId, shards }));
      return {
        raised: money(totals.paidRaised, currency),
        reserved: money(totals.reservedRaised, currency),
        backers: totals.paidCount,
        unitsLeft: totals.units,
      };
    },
  };
  const review = {
    store,
    effects: { enterprise: effects, campaign: effects, tranche: effects },
    hasConflict: async () => false,
  };
  publicApi = createApp(platform);
  publicApi.route("/", enterpriseRoutes({ enterprise, review }));
  publicApi.route("/", campaignRoutes(campaigns));
  publicApi.route("/", mediaRoutes({ blobs }));
  const index = new SnapshotIndex({ store, blobs, wall: () => NOON });
  publicApi.route(
    "/",
    catalogueRoutes({ store, index, reviewOf: async () => undefined, bankName: async () => "Bank" }),
  );
  backoffice = createApp(platform);
  backoffice.route("/", staffCampaignRoutes(campaigns));
});
afterAll(async () => {
  await local.close();
  rmSync(folder, { recursive: true, force: true });
});

function tokenOf(sub: string, more: object): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const seconds = Math.floor(Date.now() / 1_000);
  const claims = {
    ...{ iss: ISSUER, aud: "firstlot", sub, token_use: "access", email: `${sub}@example.com` },
    ...{ email_verified: true, auth_time: Math.floor(Date.parse(NOON) / 1_000), acr: "urn:firstlot:acr:mfa" },
    ...{ iat: seconds, exp: seconds + 600, ...more },
  };
  const signed = `${encode({ alg: "EdDSA", typ: "at+jwt" })}.${encode(claims)}`;
  return `${signed}.${sign(null, Buffer.from(signed), tokenKey.privateKey).toString("base64url")}`;
}

const answerSchema = z.looseObject({
  id: z.string().optional(),
  code: z.string().optional(),
  status: z.union([z.string(), z.number()]).optional(),
  key: z.string().optional(),
  next: z.string().optional(),
  tasks: z.array(z.looseObject({ pointer: z.string() })).optional(),
  errors: z.array(z.looseObject({ pointer: z.string() })).optional(),
  items: z.array(z.looseObject({ id: z.string() })).optional(),
});
interface Call {
  as?: string;
  method?: string;
  json?: unknown;
  bytes?: Buffer;
  key?: string;
  headers?: Record<string, string>;
  claims?: object;
  api?: ReturnType<typeof createApp>;
}
async function call(path: string, options: Call = {}) {
  const { as, json, bytes, headers = {}, key, claims = {}, api = publicApi } = options;
  const method = options.method ?? (json !== undefined || bytes !== undefined || key ? "POST" : "GET");
  const response = await api.request(path, {
    method,
    headers: {
      ...(as === undefined ? {} : { authorization: `Bearer ${tokenOf(as, claims)}` }),
      ...(method === "POST" ? { "idempotency-key": key ?? randomUUID() } : {}),
      ...(json === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    ...(bytes === undefined ? {} : { body: bytes }),
  });
  const text = await response.text();
  const isJson = (response.headers.get("content-type") ?? "").includes("json");
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: answerSchema.parse(isJson ? JSON.parse(text) : {}),
  };
}
const act = (path: string, as = "olga", api = publicApi) => call(path, { as, key: randomUUID(), api });
const wireTerms = toWire(sampleTerms());

async function firm(as = "olga"): Promise<string> {
  const made = await call("/enterprises", { as, json: { profile: {} } });
  expect(made.status, made.text).toBe(201);
  return `/enterprises/${made.json.id}`;
}

async function approve(campaignId: string): Promise<void> {
  const { store } = local;
  const effects = campaignReviewEffects({ store });
  const campaign = await loadCampaign(store, campaignId);
  invariant(campaign?.status === "submitted", "handed in");
  const found = await loadCase(store, caseIdSchema.parse(campaign.caseId));
  invariant(found?.status === "open", "opened with the submission");
  expect((await store.commit(await effects.onClaimed(found, command("claim", campaignId)))).ok).toBe(true);
  const person = (name: string) => ({
    userId: userIdSchema.parse(`usr_${keyedIdPart("x", [name])}`),
    personId: name,
    at: NOON,
  });
  const decided: CaseIn<"decided"> = {
    ...found,
    status: "decided",
    decision: {
      ...{ verdict: "approve", at: NOON, analyst: person("ana"), approvers: [person("app")] },
      explanation: {
        ...{ outcome: "approve", policy: found.policy, reasons: [], reasonCodes: [], counterfactual: [] },
        ...{ sources: [], notChecked: [], contest: { appealPossible: false, reapplyFrom: NOON } },
      },
    },
  };
  const writes = await effects.onDecided(decided, command("decide", campaignId));
  expect((await store.commit(writes)).ok).toBe(true);
}

let live = "";
let home = "";

describe("a campaign over HTTP", () => {
  it("is drafted with exact amounts, shows its tasks, and is edited under If-Match only", async () => {
    home = await firm();
    const draft = await call(`${home}/campaigns`, { as: "olga", json: { terms: {} } });
    expect(draft.status, draft.text).toBe(201);
    expect(draft.json.tasks?.map(({ pointer }) => pointer)).toContain("/title");
    live = draft.json.id ?? "";
    const path = `${home}/campaigns/${live}`;
    const early = await act(`${path}/submit`);
    expect(early.status).toBe(422);
    expect(early.json.errors?.length).toBeGreaterThan(5);
    const edit = (ifMatch: string, terms: unknown) =>
      call(`${path}/terms`, { as: "olga", method: "PUT", json: { terms }, headers: { "if-match": ifMatch } });
    expect((await edit('"9"', {})).status).toBe(412);
    const wrong = await edit('"1"', { minGoal: { amount: "1.005", currency: "EUR" } });
    expect(wrong.status).toBe(400);
    expect(wrong.json.errors?.[0]?.pointer).toBe("/terms/minGoal/amount");
    const edited = await edit('"1"', wireTerms);
    expect(edited.status, edited.text).toBe(200);
    expect(edited.json).toMatchObject({ tasks: [], terms: wireTerms });
    expect(edited.headers.get("etag")).toBe('W/"2"');
    const again = await edit('"1"', wireTerms);
    expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([200, "true"]);
    const late = await edit('"1"', {}); // what another window still holds
    expect([late.status, late.json.code]).toEqual([412, "version_mismatch"]);
    const list = await call(`${home}/campaigns`, { as: "olga" });
    expect(list.json.items).toMatchObject([{ id: live, title: "First lot of alpine honey" }]);
  });

  it("answers alike for a missing campaign, a foreign one and an unpublished one", async () => {
    const other = await firm("otto");
    const missing = await call(`${home}/campaigns/cmp_00000000000000000000`, { as: "olga" });
    const foreign = await call(`${other}/campaigns/${live}`, { as: "otto" });
    const outside = await call(`${home}/campaigns/${live}`, { as: "otto" });
    const unpublished = await call(`/campaigns/${live}`);
    for (const { status, text } of [missing, foreign, outside, unpublished]) {
      expect(status).toBe(404);
      expect(text).toBe(missing.text);
    }
  });

  it("is submitted, approved, published once however often the request is sent, and shown to everybody", async () => {
    const path = `${home}/campaigns/${live}`;
    const submitted = await act(`${path}/submit`);
    expect(submitted.json, submitted.text).toMatchObject({ status: "submitted" });
    await approve(live);
    const key = randomUUID();
    const [first, again] = [
      await call(`${path}/publish`, { as: "olga", key }),
      await call(`${path}/publish`, { as: "olga", key }),
    ];
    expect(first.json, first.text).toMatchObject({ status: "live" });
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(again.json).toEqual(first.json);
    await projectCampaign(projection, live);
    await buildIndex({ store: local.store, blobs }, NOON);
    const page = await call(`/campaigns/${live}`);
    expect(page.status, page.text).toBe(200);
    expect(page.json).toMatchObject({
      ...{ status: "live", raised: { amount: "0.00", currency: "EUR" }, enterpriseName: "Honig GmbH" },
      heldAt: { partnerId: PARTNER, bankName: "Bank" },
    });
    expect(page.text).not.toContain("unitCosts");
    const tag = page.headers.get("etag") ?? "";
    expect((await call(`/campaigns/${live}`, { headers: { "if-none-match": tag } })).status).toBe(304);
  });

  it("is found by explore, by filter and by text, and refuses amounts without a currency", async () => {
    for (const query of [
      "",
      "?order=newest",
      "?q=honey",
      "?q=%E8%9C%82%E8%9C%9C",
      "?category=food-and-drink",
      "?currency=EUR&neededTo=3000.00",
    ]) {
      const found = await call(`/campaigns${query}`);
      expect(
        found.json.items?.map(({ id }) => id),
        `${query} ${found.text}`,
      ).toEqual([live]);
    }
    expect((await call("/campaigns?category=fashion")).json.items).toEqual([]);
    expect((await call("/campaigns?neededTo=5")).json.code).toBe("currency_required");
    expect((await call("/campaigns?cursor=forged.abc")).json.code).toBe("bad_cursor");
  });

  it("prices a basket without holding it, and says why it has no price", async () => {
    const quote = (lines: unknown, country = "DE") =>
      call(`/campaigns/${live}/quote`, { json: { lines, country } });
    expect((await quote([{ itemId: "t1", quantity: 2 }])).json).toMatchObject({
      goods: { amount: "24.00" },
      shipping: { amount: "5.90" },
      total: { amount: "29.90" },
    });
    expect((await quote([{ itemId: "a1", quantity: 1 }])).json).toMatchObject({
      code: "add_on_without_tier",
    });
  });

  it("is paused and resumed by an operator with step-up only", async () => {
    await call("/campaigns", { as: "op1", api: backoffice });
    const userId = userIdOf({ iss: ISSUER, sub: "op1" });
    await bootstrapOperator({ store: local.store }, command("boot"), { userId });
    const path = `/campaigns/${live}`;
    const pause = (claims: object) =>
      call(`${path}/pause`, { as: "op1", json: { reason: "signal" }, claims, api: backoffice });
    expect((await pause({ acr: "urn:firstlot:acr:pwd" })).json.code).toBe("step_up_required");
    expect((await call(`${path}/pause`, { as: "olga", json: { reason: "x" }, api: backoffice })).status).toBe(
      403,
    );
    const paused = await pause({});
    expect(paused.json, paused.text).toMatchObject({ status: "paused" });
    const listed = await call("/campaigns?status=paused", { as: "op1", api: backoffice });
    expect(listed.json.items).toMatchObject([{ id: live }]);
    expect((await act(`${path}/resume`, "op1", backoffice)).json).toMatchObject({ status: "live" });
  });

  it("is cancelled by its owner", async () => {
    expect((await act(`${home}/campaigns/${live}/cancel`)).json).toMatchObject({
      cancelReason: "by_enterprise",
    });
  });
});

describe("pictures", () => {
  const png = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    Buffer.alloc(64),
  ]);

  it("are kept by their bytes and shown to everybody, and anything else is refused", async () => {
    const send = (bytes: Buffer) =>
      call(`${home}/media`, { as: "olga", bytes, headers: { "content-type": "application/octet-stream" } });
    const kept = await send(png);
    expect(kept.status, kept.text).toBe(201);
    expect((await send(png)).json.key).toBe(kept.json.key);
    const shown = await call(`/${kept.json.key}`);
    expect(shown.headers.get("content-type")).toBe("image/png");
    expect((await send(Buffer.from("<svg onload=alert(1)>"))).json.code).toBe("medium_not_accepted");
  });
});
