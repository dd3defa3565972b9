import { generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EnterpriseDeps } from "@firstlot/core/enterprise/enterprise-deps";
import { enterpriseReviewEffects } from "@firstlot/core/enterprise/review-enterprise";
import { evidenceIdSchema } from "@firstlot/core/evidence/evidence";
import { insideScanner } from "@firstlot/core/evidence/look-inside";
import { readEvidence } from "@firstlot/core/evidence/read-evidence";
import { scanEvidence } from "@firstlot/core/evidence/scan-evidence";
import { bootstrapOperator } from "@firstlot/core/identity/grant-staff-role";
import { invitationIdSchema, invitationToken } from "@firstlot/core/identity/invitation";
import { userIdOf } from "@firstlot/core/identity/user";
import { systemCommand } from "@firstlot/core/kernel/command";
import { type Instant, instantOf } from "@firstlot/core/kernel/instant";
import { openCase } from "@firstlot/core/review/open-case";
import type { ReviewDeps } from "@firstlot/core/review/work-case";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createApp } from "../../packages/functions/src/api/app.ts";
import { staffEnterpriseRoutes } from "../../packages/functions/src/api/backoffice/enterprise-routes.ts";
import { userRoutes } from "../../packages/functions/src/api/backoffice/user-routes.ts";
import { enterpriseRoutes } from "../../packages/functions/src/api/public/enterprise-routes.ts";
import { evidenceRoutes } from "../../packages/functions/src/api/public/evidence-routes.ts";
import { memberRoutes } from "../../packages/functions/src/api/public/member-routes.ts";
import type { Platform } from "../../packages/functions/src/platform.ts";
import { DiskBlobStore } from "../../packages/local/src/blobs/disk-blob-store.ts";
import { type LocalStore, openLocalStore } from "../store/local-store.ts";

const ISSUER = "https://sign-in.example";
const NOON: Instant = instantOf(1_790_000_000_000);
const tokenKey = generateKeyPairSync("ed25519");
const folder = mkdtempSync(join(tmpdir(), "firstlot-api-"));
const unused = (): never => {
  throw new Error("not part of this test");
};

let local: LocalStore;
let publicApi: ReturnType<typeof createApp>;
let backoffice: ReturnType<typeof createApp>;
let blobs: DiskBlobStore;
const command = (...cause: string[]) => systemCommand({ name: "test", cause, now: NOON, wall: NOON });

beforeAll(async () => {
  local = await openLocalStore();
  blobs = new DiskBlobStore({ folder });
  const { store } = local;
  const platform: Platform = {
    store,
    blobs,
    clock: { business: () => NOON, wall: () => NOON },
    mailer: { send: unused },
    queue: { announce: unused, waiting: unused },
    tokens: { issuer: ISSUER, audience: "firstlot", keys: async () => tokenKey.publicKey },
    secrets: { id: "id", cursor: "cursor" },
    secretBox: { seal: unused, open: unused },
    paymentLinkKey: { kty: "OKP", crv: "Ed25519", x: "", d: "", kid: "" },
    send: unused,
    origin: "https://firstlot.example",
    egressAllowlist: [],
    log: () => undefined,
  };
  const enterprise: EnterpriseDeps = {
    store,
    idSecret: "id",
    openReviewCase: (cause, request) => openCase(store, cause, request),
    missingDocuments: async () => [],
    effects: { onSuspended: async () => ({}), onReinstated: async () => ({}) },
  };
  const effects = enterpriseReviewEffects({ store });
  const review: ReviewDeps = {
    store,
    effects: { enterprise: effects, campaign: effects, tranche: effects },
    hasConflict: async () => false,
  };
  const identity = { store, idSecret: "id" };
  publicApi = createApp(platform);
  publicApi.route("/", enterpriseRoutes({ enterprise, review }));
  publicApi.route("/", evidenceRoutes({ store, blobs }));
  publicApi.route("/", memberRoutes(identity));
  backoffice = createApp(platform);
  backoffice.route("/", staffEnterpriseRoutes(enterprise));
  backoffice.route("/", userRoutes(identity));
});
afterAll(async () => {
  await local.close();
  rmSync(folder, { recursive: true, force: true });
});

function tokenOf(sub: string, more: object = {}): string {
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
    ...more,
  };
  const signed = `${encode({ alg: "EdDSA", typ: "at+jwt" })}.${encode(claims)}`;
  return `${signed}.${sign(null, Buffer.from(signed), tokenKey.privateKey).toString("base64url")}`;
}

const answerSchema = z.looseObject({
  id: z.string().optional(),
  code: z.string().optional(),
  status: z.union([z.string(), z.number()]).optional(),
  userId: z.string().optional(),
  version: z.int().optional(),
  items: z.array(z.looseObject({ id: z.string().optional(), userId: z.string().optional() })).optional(),
});
interface Call {
  as?: string;
  method?: string;
  json?: unknown;
  bytes?: Uint8Array;
  headers?: Record<string, string>;
  key?: string;
  claims?: object;
  api?: () => ReturnType<typeof createApp>;
}
async function call(path: string, options: Call = {}) {
  const { as, json, bytes, headers = {}, key, claims, api = () => publicApi } = options;
  const method = options.method ?? (json !== undefined || bytes !== undefined || key ? "POST" : "GET");
  const response = await api().request(path, {
    method,
    headers: {
      ...(as === undefined ? {} : { authorization: `Bearer ${tokenOf(as, claims)}` }),
      ...(method === "POST" ? { "idempotency-key": key ?? randomUUID() } : {}),
      ...(json === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    ...(bytes === undefined ? {} : { body: Buffer.from(bytes) }),
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
const staff = (path: string, options: Call = {}) => call(path, { ...options, api: () => backoffice });

const profile = {
  legalName: "First Works GmbH",
  country: "DE",
  registryNumber: { scheme: "lei", text: "5493001KJTIIGC8Y1R12" },
  legalForm: "company",
  address: { street: "Werkstraße 1", city: "Berlin", postalCode: "10115", country: "DE" },
  sector: "crafts",
  licence: { number: "HRB 1", validUntil: null },
};
const people = [
  { name: "Olga Owner", roles: ["owner", "representative"], shareBps: 10_000, birthDate: "1980-02-03" },
];
const account = {
  name: "First Works GmbH",
  scheme: "iban",
  number: "DE89 3704 0044 0532 0130 00",
  currency: "EUR",
};
const firmOf = async (as: string): Promise<string> => {
  const made = await call("/enterprises", { as, json: { profile: {} } });
  expect(made.status, made.text).toBe(201);
  return `/enterprises/${made.json.id}`;
};

describe("an enterprise over HTTP", () => {
  it("is begun, written, given an account and handed in", async () => {
    const firm = await firmOf("olga");
    const tasks = await call(`${firm}/tasks`, { as: "olga" });
    expect(tasks.json.items?.length).toBeGreaterThan(5);
    const early = await call(`${firm}/apply`, { as: "olga", key: randomUUID() });
    expect(early.status).toBe(422);
    expect(early.text).toContain('"pointer":"/profile/legalName"');
    const edit = (ifMatch: string) =>
      call(`${firm}/application`, {
        as: "olga",
        method: "PUT",
        json: { profile, people },
        headers: { "if-match": ifMatch },
      });
    const edited = await edit('"1"');
    expect(edited.status, edited.text).toBe(200);
    expect(edited.headers.get("etag")).toBe('W/"2"');
    expect((await edit('"7"')).status).toBe(412);
    const named = await call(`${firm}/payout-account`, { as: "olga", json: account });
    expect(named.status, named.text).toBe(200);
    expect(named.text).not.toContain("DE8937");
    expect(named.json).toMatchObject({ status: "unverified", lastFour: "3000" });
    const applied = await call(`${firm}/apply`, {
      as: "olga",
      key: randomUUID(),
      headers: { "if-match": 'W/"2"' },
    });
    expect(applied.status, applied.text).toBe(200);
    expect(applied.json).toMatchObject({ status: "applied" });
    const appeal = await call(`${firm}/appeal`, { as: "olga", key: randomUUID() });
    expect(appeal.json.code).toBe("case_not_in_state");
  });
  it("answers alike for foreign and missing, asks visitors to sign in, and step-up for the account", async () => {
    const firm = await firmOf("paul");
    const missing = `/enterprises/ent_${"Z".repeat(20)}`;
    const [foreign, unknown] = await Promise.all([firm, missing].map((path) => call(path, { as: "quinn" })));
    expect(foreign?.status).toBe(404);
    expect(foreign?.text).toBe(unknown?.text);
    expect((await call(firm)).status).toBe(401);
    const weak = { as: "paul", json: account, claims: { acr: "password" } };
    const refused = await call(`${firm}/payout-account`, weak);
    expect([refused.status, refused.json.code]).toEqual([403, "step_up_required"]);
    const old = { auth_time: Math.floor(Date.parse(NOON) / 1_000) - 301 };
    expect((await call(`${firm}/payout-account`, { ...weak, claims: old })).json.code).toBe(
      "step_up_required",
    );
  });
  it("takes no field that is not the applicant's to write", async () => {
    const firm = await firmOf("rita");
    for (const extra of [{ status: "verified" }, { appealed: true }, { id: "ent_x" }]) {
      const headers = { "if-match": '"1"' };
      const json = { profile, people, ...extra };
      const refused = await call(`${firm}/application`, { as: "rita", method: "PUT", json, headers });
      expect(refused.status).toBe(400);
    }
    expect((await call(firm, { as: "rita" })).json).toMatchObject({ status: "draft", version: 1 });
  });
});

describe("members over HTTP", () => {
  it("join by invitation, see what their role sees, and leave", async () => {
    const firm = await firmOf("sara");
    const written = { method: "PUT", json: { profile, people }, headers: { "if-match": '"1"' } };
    expect((await call(`${firm}/application`, { as: "sara", ...written })).status).toBe(200);
    const invite = { as: "sara", json: { email: "tom@example.com", role: "finance" } };
    const invited = await call(`${firm}/invitations`, invite);
    expect(invited.status, invited.text).toBe(201);
    const id = invitationIdSchema.parse(invited.json.id);
    expect(invited.text).not.toContain(invitationToken("id", id));
    const accept = (as: string, token: string) => call(`/invitations/${id}/accept`, { as, json: { token } });
    const offer = (token: string) => call(`/invitations/${id}/offer`, { json: { token } });
    expect((await offer("x".repeat(43))).status).toBe(404);
    const offered = await offer(invitationToken("id", id));
    expect(offered.json, offered.text).toMatchObject({ standing: "open", role: "finance" });
    expect(offered.text).toContain(profile.legalName);
    expect(offered.text).not.toContain("tom@example.com");
    expect((await call(`${firm}/invitations`, { as: "sara" })).text).toContain("tom@example.com");
    expect((await accept("tom", "x".repeat(43))).status).toBe(404);
    expect((await accept("uwe", invitationToken("id", id))).status).toBe(403);
    const joined = await accept("tom", invitationToken("id", id));
    expect(joined.status, joined.text).toBe(200);
    expect((await call("/me", { as: "tom" })).text).toContain('"role":"finance"');
    expect((await call(firm, { as: "sara" })).text).toContain("Olga Owner");
    expect((await call(firm, { as: "tom" })).text).not.toContain("Olga Owner");
    expect((await call(`${firm}/invitations`, { ...invite, as: "tom" })).status).toBe(403);
    const leave = (as: string) => call(`${firm}/leave`, { as, key: randomUUID() });
    expect((await leave("sara")).json.code).toBe("last_owner_cannot_leave");
    expect((await leave("tom")).status).toBe(200);
    expect((await call(firm, { as: "tom" })).status).toBe(404);
  });
});

describe("evidence over HTTP", () => {
  const csv = Buffer.from(
    "Invoice number,Invoice date,Customer,Net,Tax,Total,Status\n1001,2026-01-05,Alpha,100.00,19.00,119.00,valid\n",
  );
  const name = "Rechnungen 2026; ä\u0022.csv";
  const headers = { "content-type": "text/csv", "x-file-name": encodeURIComponent(name) };

  it("is uploaded once, previewed, mapped, read and handed back as a download", async () => {
    const firm = await firmOf("vera");
    const upload = { as: "vera", bytes: csv, headers, key: randomUUID() };
    const stored = await call(`${firm}/evidence?type=invoices_sales`, upload);
    expect(stored.status, stored.text).toBe(201);
    const again = await call(`${firm}/evidence?type=invoices_sales`, upload);
    expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([200, "true"]);
    const file = `${firm}/evidence/${stored.json.id}`;
    expect(stored.json).toMatchObject({ status: "quarantined" });
    const early = [
      await call(`${file}/content`, { as: "vera" }),
      await call(`${file}/preview`, { as: "vera", json: { currency: "EUR" } }),
    ];
    for (const { status, json } of early) expect([status, json.code]).toEqual([409, "evidence_quarantined"]);
    const evidenceId = evidenceIdSchema.parse(stored.json.id);
    const scan = { store: local.store, blobs, scanners: [insideScanner] as const };
    await scanEvidence(scan, command("scan"), evidenceId);
    expect((await call(file, { as: "vera" })).json).toMatchObject({ status: "clean" });
    const preview = await call(`${file}/preview`, { as: "vera", json: { currency: "EUR" } });
    expect(preview.status, preview.text).toBe(200);
    expect(preview.text).toContain('"total":{"amount":"119.00","currency":"EUR"}');
    const { mapping } = z.object({ mapping: z.json() }).parse(JSON.parse(preview.text));
    const confirmed = await call(`${file}/mapping`, { as: "vera", json: mapping });
    expect(confirmed.json, confirmed.text).toMatchObject({ status: "reading" });
    const work = { evidenceId, version: confirmed.json.version ?? 0 };
    await readEvidence({ store: local.store, blobs }, command("read"), work);
    const read = await call(file, { as: "vera" });
    expect(read.json, read.text).toMatchObject({
      status: "read",
      reading: { sums: { total: { amount: "119.00", currency: "EUR" } } },
    });
    expect(read.text).not.toContain("blobKey");
    const content = await call(`${file}/content`, { as: "vera" });
    expect(content.text).toBe(csv.toString());
    expect(content.headers.get("content-disposition")).toMatch(
      /^attachment; filename="file"; filename\*=UTF-8''/,
    );
    expect(content.headers.get("content-security-policy")).toContain("sandbox");
    expect((await call(`${firm}/evidence`, { as: "vera" })).json.items).toHaveLength(1);
    expect((await call(file, { as: "walt" })).status).toBe(404);
  });
  it("is refused with a reason when it is not what it says", async () => {
    const firm = await firmOf("xena");
    const as = "xena";
    const pdf = { as, bytes: csv, headers: { ...headers, "content-type": "application/pdf" } };
    const refused = await call(`${firm}/evidence?type=licence`, pdf);
    expect([refused.status, refused.json.code]).toEqual([415, "content_type_mismatch"]);
    const table = await call(`${firm}/evidence?type=licence`, { as, bytes: csv, headers });
    expect([table.status, table.json.code]).toEqual([415, "file_kind_not_for_type"]);
    const badName = { ...headers, "x-file-name": "%E0%A4%A" };
    expect((await call(`${firm}/evidence?type=other`, { as, bytes: csv, headers: badName })).status).toBe(
      400,
    );
  });
});

describe("users in the back office", () => {
  it("get staff roles by two operators, and enterprises are theirs to read and to stop", async () => {
    for (const sub of ["op1", "op2"]) {
      await call("/me", { as: sub });
      await bootstrapOperator({ store: local.store }, command("boot", sub), {
        userId: userIdOf({ iss: ISSUER, sub }),
      });
    }
    await call("/me", { as: "anna" });
    const found = await staff("/users/find", { as: "op1", json: { email: "ANNA@example.com" } });
    const userId = found.json.items?.[0]?.userId;
    const asked = await staff(`/users/${userId}/staff-roles`, { as: "op1", json: { role: "analyst" } });
    expect(asked.status, asked.text).toBe(201);
    const confirm = (as: string) =>
      staff(`/staff-grants/${asked.json.id}/confirm`, { as, key: randomUUID() });
    expect((await confirm("op1")).json.code).toBe("second_person_required");
    expect((await confirm("anna")).status).toBe(403);
    expect((await confirm("op2")).json).toMatchObject({ status: "granted" });
    const firm = await firmOf("zita");
    expect((await staff(firm, { as: "anna" })).json).toMatchObject({ status: "draft" });
    expect((await staff("/enterprises?status=draft", { as: "anna" })).status).toBe(200);
    expect((await staff(firm, { as: "zita" })).status).toBe(403);
    const stop = { as: "op1", json: { reasonCode: "no_contact" } };
    expect((await staff(`${firm}/suspend`, stop)).json.code).toBe("enterprise_not_in_state");
    expect((await staff(`${firm}/suspend`, { ...stop, as: "anna" })).status).toBe(403);
    const ended = await staff(`/users/${userId}/end-sessions`, { as: "op2", key: randomUUID() });
    expect(ended.status).toBe(204);
    const revoked = await staff(`/staff-grants/${asked.json.id}/revoke`, { as: "op2", key: randomUUID() });
    expect(revoked.json).toMatchObject({ status: "revoked" });
    expect((await staff(firm, { as: "anna" })).status).toBe(403);
  });
});
