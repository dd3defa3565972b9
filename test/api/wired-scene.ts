// Longer than others: one whole platform in this process, its tokens, clock, work and bank, for every test over HTTP.
import { generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nextCutOff } from "@firstlot/core/bank/calendar";
import { listPartners, putPartnerClient } from "@firstlot/core/bank/partner-store";
import type { Offer } from "@firstlot/core/campaign/offer";
import type { StaffRole, UserId } from "@firstlot/core/identity/actor";
import { membershipKey, staffRoleKey } from "@firstlot/core/identity/still-held";
import { userIdOf } from "@firstlot/core/identity/user";
import { addMs, type Instant, instantSchema } from "@firstlot/core/kernel/instant";
import type { Store, Write } from "@firstlot/core/kernel/store";
import { pledgeIdSchema, totalMinorOf } from "@firstlot/core/pledge/pledge";
import { loadPledge } from "@firstlot/core/pledge/pledge-store";
import { openDueRuns } from "@firstlot/core/settlement/open-due-runs";
import type { SendOutcome, SendRequest } from "@firstlot/core/webhook/sender";
import { dueKeys, nextDue } from "@firstlot/core/work/sweep";
import { z } from "zod";
import type { createApp } from "../../packages/functions/src/api/app.ts";
import { BACKOFFICE_BASE, createBackofficeApp } from "../../packages/functions/src/api/backoffice/app.ts";
import { createPartnerApp, PARTNER_BASE } from "../../packages/functions/src/api/partner/app.ts";
import { createPublicApp, PUBLIC_BASE } from "../../packages/functions/src/api/public/app.ts";
import type { Platform } from "../../packages/functions/src/platform.ts";
import { dueAt } from "../../packages/functions/src/queue/due-runner.ts";
import { type Wired, wireDeps } from "../../packages/functions/src/wiring/deps.ts";
import { dueRunner } from "../../packages/functions/src/wiring/due-runner.ts";
import { DiskBlobStore } from "../../packages/local/src/blobs/disk-blob-store.ts";
import { type LocalStore, openLocalStore } from "../store/local-store.ts";
import { ENTERPRISE, SettlementScene } from "../store/settlement-scene.ts";

const ISSUER = "https://sign-in.example";
const tokenKey = generateKeyPairSync("ed25519");
const linkKey = z
  .object({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: z.string(), d: z.string() })
  .transform((jwk) => ({ ...jwk, kid: "link-1" }))
  .parse(generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" }));
/** Looks at the work of one instant; a fan-out that goes on with its cursor needs a few. */
const LOOKS_MAX = 200;

const answerSchema = z.looseObject({
  id: z.string().optional(),
  code: z.string().optional(),
  status: z.union([z.string(), z.number()]).optional(),
  version: z.int().optional(),
  next: z.string().optional(),
  context: z.looseObject({}).optional(),
  items: z.array(z.looseObject({ id: z.string().optional() })).optional(),
});
/** An answer over HTTP: its status, its text and what the text says. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  readonly json: z.infer<typeof answerSchema>;
}

export interface Asking {
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly key?: string;
  readonly method?: "GET" | "POST" | "PUT" | "PATCH";
  readonly claims?: object;
}

/** A user id as tokens of these tests name it. */
const userOf = (sub: string): UserId => userIdOf({ iss: ISSUER, sub });

/** A write of an item that is not there yet. */
const put = (Item: Record<string, unknown>): Write => ({
  Put: { Item, ConditionExpression: "attribute_not_exists(pk)" },
});

/** The three APIs with everything wired as in production, on an engine of their own, and a clock that a test moves. */
export class WiredScene {
  readonly local: LocalStore;
  readonly money: SettlementScene;
  readonly wired: Wired;
  readonly blobs: DiskBlobStore;
  /** What the bank's own API answers to a body, by path: its answer, or 202 and `later`; anything else is 404. */
  readonly bankAnswers = new Map<string, (asked: Readonly<Record<string, unknown>>) => object | "later">([
    ["/v1/name-check", ({ account }) => ({ account, result: "match" })],
  ]);
  /** Whether the bank settles what it is sent at once; otherwise it is silent until a test speaks for it. */
  settlesAtOnce = false;
  readonly mails: { to: string; subject: string }[] = [];
  readonly #folder: string;
  readonly #apis: Readonly<Record<string, ReturnType<typeof createApp>>>;

  private constructor(local: LocalStore, more: Partial<Platform>) {
    this.local = local;
    this.money = new SettlementScene(local.store);
    this.#folder = mkdtempSync(join(tmpdir(), "firstlot-wired-"));
    this.blobs = new DiskBlobStore({ folder: this.#folder });
    const platform: Platform = {
      store: local.store,
      blobs: this.blobs,
      clock: { business: () => this.now, wall: () => this.now },
      mailer: {
        send: async (_id, mail) => {
          this.mails.push(mail);
        },
      },
      queue: { announce: async () => undefined, waiting: async () => 0 },
      tokens: { issuer: ISSUER, audience: "firstlot", keys: async () => tokenKey.publicKey },
      secrets: { id: "id", cursor: "cursor" },
      secretBox: {
        seal: async (plain) => Buffer.from(plain).toString("base64"),
        open: async (sealed) => Buffer.from(sealed, "base64").toString(),
      },
      paymentLinkKey: linkKey,
      send: (request) => this.#bankAnswers(request),
      origin: "https://firstlot.example",
      egressAllowlist: [],
      log: () => undefined,
      ...more,
    };
    this.wired = wireDeps(platform);
    this.#apis = {
      [PUBLIC_BASE]: createPublicApp(platform, this.wired),
      [BACKOFFICE_BASE]: createBackofficeApp(platform, this.wired),
      [PARTNER_BASE]: createPartnerApp(platform, this.wired),
    };
  }

  /** An engine, the apps, the settlement tests' bank, and staff: two operators, two approvers, an analyst, a regulator. */
  static async open(more: Partial<Platform> = {}): Promise<WiredScene> {
    const scene = new WiredScene(await openLocalStore(), more);
    await scene.money.open();
    const [partner] = await listPartners(scene.store);
    if (partner !== undefined) await scene.store.commit({ client: putPartnerClient(partner) });
    const staff: readonly (readonly [string, StaffRole])[] = [
      ["olga", "operator"],
      ["otto", "operator"],
      ["anna", "analyst"],
      ["adam", "approver"],
      ["abel", "approver"],
      ["rosa", "regulator"],
    ];
    await scene.store.commit(
      Object.fromEntries(
        staff.map(([sub, role]) => [
          sub,
          put({ ...staffRoleKey(userOf(sub), role), role, grantId: "grn_x", since: scene.now }),
        ]),
      ),
    );
    return scene;
  }

  /** The enterprise of the settlement tests, verified, with an owner `emma` and a finance colleague `finn`. */
  async verified(): Promise<void> {
    const at = this.now;
    const common = { createdAt: at, changedAt: at, version: 1, eventHash: "", payloadHash: "" };
    await this.store.commit({
      enterprise: put({
        ...{ pk: `ENTERPRISE#${ENTERPRISE}`, sk: "STATE", id: ENTERPRISE, createdBy: userOf("emma") },
        ...{ ...common, profile: { legalName: "Maker GmbH" }, people: [], appealed: false, caseId: "cas" },
        ...{ contentHash: "", appliedAt: at, verifiedAt: at, decidedBy: [userOf("anna"), userOf("adam")] },
        status: "verified",
      }),
      emma: put({ ...membershipKey(userOf("emma"), ENTERPRISE), enterpriseId: ENTERPRISE, role: "owner" }),
      finn: put({ ...membershipKey(userOf("finn"), ENTERPRISE), enterpriseId: ENTERPRISE, role: "finance" }),
    });
  }

  get store(): Store {
    return this.local.store;
  }

  get now(): Instant {
    return this.money.now;
  }

  async close(): Promise<void> {
    await this.local.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #bankAnswers({ url, body = "{}" }: SendRequest): Promise<SendOutcome> {
    const path = new URL(url).pathname;
    const found = [...this.bankAnswers].find(([suffix]) => path.endsWith(suffix))?.[1];
    const answer = found?.(z.looseObject({}).parse(JSON.parse(body)));
    const status = answer === undefined ? 404 : answer === "later" ? 202 : 200;
    return { kind: "answered", status, body: JSON.stringify(answer ?? ""), durationMs: 1 };
  }

  #token(claims: object): string {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const seconds = Math.floor(Date.now() / 1_000);
    const all = {
      iss: ISSUER,
      aud: "firstlot",
      token_use: "access",
      iat: seconds,
      exp: seconds + 600,
      ...claims,
    };
    const signed = `${encode({ alg: "EdDSA", typ: "at+jwt" })}.${encode(all)}`;
    return `${signed}.${sign(null, Buffer.from(signed), tokenKey.privateKey).toString("base64url")}`;
  }

  /** A good access token of a bank's machines. */
  machineToken = (clientId: string): string => this.#token({ client_id: clientId });

  /** The claims of a person who has just signed in with a second factor. */
  #person(sub: string, more: object): object {
    return {
      ...{ sub, email: `${sub}@example.com`, email_verified: true, acr: "urn:firstlot:acr:mfa" },
      auth_time: Math.floor(Date.parse(this.now) / 1_000),
      ...more,
    };
  }

  async #ask(base: string, claims: object | undefined, path: string, asking: Asking): Promise<Answer> {
    const { json, bytes, headers = {}, key = randomUUID(), method } = asking;
    const verb = method ?? (json === undefined && bytes === undefined ? "GET" : "POST");
    const response = await this.#apis[base]?.request(`${base}${path}`, {
      method: verb,
      headers: {
        ...(claims === undefined ? {} : { authorization: `Bearer ${this.#token(claims)}` }),
        ...(verb === "POST" ? { "idempotency-key": key } : {}),
        ...(json === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(bytes === undefined ? {} : { body: Buffer.from(bytes) }),
    });
    if (response === undefined) throw new Error(`no API at ${base}`);
    const text = await response.text();
    const isJson = (response.headers.get("content-type") ?? "").includes("json");
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: answerSchema.parse(isJson ? JSON.parse(text) : {}),
    };
  }

  /** Somebody of the public asks. */
  own = (sub: string, path: string, asking: Asking = {}): Promise<Answer> =>
    this.#ask(PUBLIC_BASE, this.#person(sub, asking.claims ?? {}), path, asking);

  /** Somebody of the staff asks. */
  staff = (sub: string, path: string, asking: Asking = {}): Promise<Answer> =>
    this.#ask(BACKOFFICE_BASE, this.#person(sub, asking.claims ?? {}), path, asking);

  /** A bank asks, by its machine credentials. */
  bank = (clientId: string, path: string, asking: Asking = {}): Promise<Answer> =>
    this.#ask(PARTNER_BASE, { client_id: clientId }, path, asking);

  /** Somebody reserves over HTTP and pays by transfer at the bank. @returns the pledge's id */
  async pledged(
    sub: string,
    offer: Offer,
    about: { units?: number; country?: string } = {},
  ): Promise<string> {
    const { units = 1, country = "DE" } = about;
    const reserved = await this.own(sub, `/campaigns/${offer.campaignId}/pledges`, {
      json: { lines: [{ itemId: "t1", quantity: units }], country, method: "transfer" },
    });
    const pledge = await loadPledge(this.store, pledgeIdSchema.parse(reserved.json.id));
    if (pledge === undefined) throw new Error(reserved.text);
    await this.money.pays(offer, pledge, totalMinorOf(pledge));
    return pledge.id;
  }

  /** Runs everything that is due now, by the handlers of production. @returns what ran: `kind:status` */
  async work(): Promise<readonly string[]> {
    const ran: string[] = [];
    const runner = dueRunner(this.wired);
    for (let look = 0; look < LOOKS_MAX; look++) {
      const keys = await dueKeys(this.store, { now: this.now, graceMs: 0 });
      if (keys.length === 0) return ran;
      for (const key of keys) {
        const run = await (await dueAt(runner, key)).run(new Map());
        if (run.error !== undefined) throw new Error(`${run.what}: ${run.error}`);
        ran.push(`${run.what}:${run.status}`);
      }
    }
    throw new Error("the work of one instant does not end");
  }

  /** Lets the next run go out: one that the last cut-off has left to do, else at the bank's next cut-off. */
  async nextRun(): Promise<void> {
    const missed = await openDueRuns(this.wired.settlement);
    await this.work();
    if (missed.length > 0) return;
    const [partner] = await listPartners(this.store);
    if (partner === undefined) throw new Error("the scene has a bank");
    const cutOff = nextCutOff(partner.calendar, this.now);
    await this.advance(Date.parse(cutOff) - Date.parse(this.now));
  }

  /** Moves business time on, visiting each due instant and each cut-off of a bank in order. */
  async advance(ms: number): Promise<void> {
    const until = addMs(this.now, ms);
    await this.work();
    for (;;) {
      const due = await nextDue(this.store);
      const cutOffs = (await listPartners(this.store)).map(({ calendar }) => nextCutOff(calendar, this.now));
      const next = [...cutOffs, ...(due === undefined ? [] : [instantSchema.parse(due)])].sort()[0];
      if (next === undefined || next > until) break;
      if (next > this.now) this.money.now = next;
      await openDueRuns(this.wired.settlement);
      await this.work();
      if (this.settlesAtOnce) await this.money.bankSays("settled");
    }
    this.money.now = until;
    await this.work();
  }
}
