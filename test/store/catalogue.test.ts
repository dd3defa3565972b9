import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { append } from "@firstlot/core/audit/event";
import { campaignSchema } from "@firstlot/core/campaign/campaign";
import { campaignChange } from "@firstlot/core/campaign/campaign-store";
import { offerOf } from "@firstlot/core/campaign/offer";
import { putContent, putOffer } from "@firstlot/core/campaign/offer-store";
import { publicTerms } from "@firstlot/core/campaign/presale-terms";
import { sampleTerms } from "@firstlot/core/campaign/sample-terms";
import { type Card, cardSchema } from "@firstlot/core/catalogue/card";
import { loadCard, saveCard } from "@firstlot/core/catalogue/card-store";
import type { CatalogueQuery } from "@firstlot/core/catalogue/catalogue-index";
import { explore } from "@firstlot/core/catalogue/explore";
import { buildIndex } from "@firstlot/core/catalogue/index-snapshot";
import { listLive, ORDERS } from "@firstlot/core/catalogue/listing";
import {
  catchUp,
  INDEX_WINDOW_MS,
  type ProjectionDeps,
  projectEvent,
  REFRESH_EVERY_MS,
  refreshTotals,
} from "@firstlot/core/catalogue/project-event";
import { publicCampaign } from "@firstlot/core/catalogue/public-campaign";
import { SnapshotIndex } from "@firstlot/core/catalogue/snapshot-index";
import { partnerIdSchema } from "@firstlot/core/identity/actor";
import { keyedIdPart } from "@firstlot/core/kernel/id";
import { addMs, DAY_MS, type Instant, instantSchema } from "@firstlot/core/kernel/instant";
import { invariant } from "@firstlot/core/kernel/invariant";
import { Store } from "@firstlot/core/kernel/store";
import { money } from "@firstlot/core/money/money";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { DiskBlobStore } from "../../packages/local/src/blobs/disk-blob-store.ts";
import { dynamoClient } from "../../packages/local/src/engine/dynamo-client.ts";
import { startEngine } from "../../packages/local/src/engine/engine.ts";
import { freePort } from "../../packages/local/src/engine/free-port.ts";
import { createTable } from "../../packages/local/src/engine/table.ts";

const T0 = instantSchema.parse("2026-11-24T08:00:00.000Z");
const someId = (prefix: string, name: string | number) =>
  `${prefix}_${keyedIdPart("catalogue", [prefix, String(name)])}`;

let store: Store;
let blobs: DiskBlobStore;
let reads: { units: number }[];
let close: () => Promise<void>;

const capacity = z.object({ ConsumedCapacity: z.object({ CapacityUnits: z.number() }) });

/** Notes the read units of every get and query that the client sends from now on. */
function measureReads(dynamo: DynamoDBClient): { units: number }[] {
  const measured: { units: number }[] = [];
  dynamo.middlewareStack.add(
    (next, context) => async (args) => {
      if (!/^(Get|Query)/.test(context.commandName ?? "")) return next(args);
      const result = await next({
        ...args,
        input: { ...args.input, ReturnConsumedCapacity: "TOTAL" as const },
      });
      measured.push({ units: capacity.parse(result.output).ConsumedCapacity.CapacityUnits });
      return result;
    },
    { step: "initialize", name: "measureReads", priority: "low" },
  );
  return measured;
}

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "firstlot-catalogue-"));
  const engine = await startEngine({ port: await freePort(), dataDir });
  const dynamo = dynamoClient({ endpoint: engine.endpoint });
  await createTable({ dynamo, tableName: "firstlot" });
  reads = measureReads(dynamo);
  store = new Store({ dynamo, tableName: "firstlot" });
  blobs = new DiskBlobStore({ folder: join(dataDir, "blobs") });
  close = async () => {
    dynamo.destroy();
    await engine.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
});
afterAll(() => close());

const CATEGORIES = ["food-and-drink", "fashion"] as const;
const WORDS = ["honey", "linen shirt"] as const;

function card(i: number, over: Partial<Card> = {}): Card {
  return cardSchema.parse({
    id: someId("cmp", i),
    kind: "presale",
    status: "live",
    revision: 1,
    campaignVersion: 1,
    enterpriseId: someId("ent", i % 7),
    enterpriseName: `Maker ${i % 7}`,
    title: {
      en: `First lot of ${WORDS[i % 2]} number ${i}`,
      zh: i % 2 === 0 ? "首批高山蜂蜜" : "首批亚麻衬衫",
    },
    summary: { en: "A small batch, made by hand.", zh: "小批量手工制作。" },
    language: "en",
    category: CATEGORIES[i % 2],
    place: { country: "DE", city: { en: i % 5 === 0 ? "München" : "Ulm" } },
    currency: i % 3 === 0 ? "CNY" : "EUR",
    minGoal: money(1_000_00, i % 3 === 0 ? "CNY" : "EUR"),
    hardCap: money(9_000_00, i % 3 === 0 ? "CNY" : "EUR"),
    fromPrice: money(10_00, i % 3 === 0 ? "CNY" : "EUR"),
    raised: money(i * 50_00, i % 3 === 0 ? "CNY" : "EUR"),
    reserved: money(0, i % 3 === 0 ? "CNY" : "EUR"),
    backers: i,
    unitsLeft: { t1: 1_000 - i },
    publishedAt: addMs(T0, -i * 60_000),
    closesAt: addMs(T0, (i + 1) * DAY_MS),
    image: `media/${someId("ent", i % 7)}/${"a".repeat(64)}.webp`,
    offerVersion: 1,
    shards: 1,
    asOf: T0,
    ...over,
  });
}

const COUNT = 60;
const all = Array.from({ length: COUNT }, (_, i) => card(i));
const query = (over: Partial<CatalogueQuery>): CatalogueQuery => ({
  ...{ state: "live", order: "newest", limit: 20, now: T0 },
  ...over,
});
const index = () => new SnapshotIndex({ store, blobs, wall: () => T0 });
const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id);

describe("listings and search", () => {
  beforeAll(async () => {
    for (const each of all) expect(await saveCard(store, each, undefined)).toBe(true);
    expect(await saveCard(store, card(900, { status: "failed" }), undefined)).toBe(true);
    await buildIndex({ store, blobs }, T0);
  });

  it("keeps a card and its row well below 4 KB", () => {
    const bytes = JSON.stringify(marshall(card(0))).length;
    expect(bytes).toBeLessThan(4_096);
  });

  const expected = {
    newest: all.map(({ id }) => id),
    "ending-soon": all.map(({ id }) => id),
    "most-funded": [...all].reverse().map(({ id }) => id),
    "most-needed": all.map(({ id }) => id),
  };

  it.each(ORDERS)(
    "pages through every live campaign by %s, from the listing and from the index alike",
    async (order) => {
      for (const page of [
        (after?: string) => listLive(store, { order, limit: 20, after }),
        (after?: string) => index().search(query({ order, after })),
      ]) {
        const seen: string[] = [];
        let after: string | undefined;
        do {
          const { items, next } = await page(after);
          seen.push(...ids(items));
          after = next;
        } while (after !== undefined);
        expect(seen).toEqual(expected[order]);
      }
    },
  );

  it("reads at most 3 units for an unfiltered page of 20", async () => {
    reads.length = 0;
    const page = await explore({ store, index: index() }, query({}));
    expect(page.items).toHaveLength(20);
    expect(reads.length).toBeLessThanOrEqual(3);
    expect(reads.reduce((sum, { units }) => sum + units, 0)).toBeLessThanOrEqual(3);
  });

  it.each<{ over: Partial<CatalogueQuery>; is: (c: Card) => boolean }>([
    { over: { category: "fashion" }, is: ({ category }) => category === "fashion" },
    { over: { currency: "CNY" }, is: ({ currency }) => currency === "CNY" },
    { over: { endsBefore: addMs(T0, 5 * DAY_MS) }, is: ({ closesAt }) => closesAt < addMs(T0, 5 * DAY_MS) },
    {
      over: { currency: "EUR", neededFrom: 1, neededTo: 300_00 },
      is: ({ currency, raised }) => currency === "EUR" && raised.minor < 1_000_00 && raised.minor >= 700_00,
    },
    { over: { text: "linnen shirt" }, is: ({ category }) => category === "fashion" },
    { over: { text: "蜂蜜" }, is: ({ category }) => category === "food-and-drink" },
    { over: { text: "munchen" }, is: ({ place }) => place.city.en === "München" },
    { over: { text: "nothing like it" }, is: () => false },
  ])("filters by $over", async ({ over, is }) => {
    const found = await index().search(query({ ...over, limit: 100 }));
    expect(ids(found.items)).toEqual(ids(all.filter(is)));
    expect(found).toMatchObject({ total: all.filter(is).length, asOf: T0 });
  });

  it("pages by relevance and lists what is over apart", async () => {
    const first = await index().search(query({ text: "honey", order: "relevance", limit: 10 }));
    const second = await index().search(
      query({ text: "honey", order: "relevance", limit: 10, after: first.next }),
    );
    expect(new Set([...ids(first.items), ...ids(second.items)]).size).toBe(20);
    const over = await index().search(query({ state: "ended", limit: 100 }));
    expect(ids(over.items)).toEqual([someId("cmp", 900)]);
  });

  it("moves a row when its place changes and drops it when the campaign is no longer live", async () => {
    const before = card(5);
    const risen: Card = { ...before, revision: 2, raised: money(90_000_00, before.currency) };
    expect(await saveCard(store, risen, before)).toBe(true);
    expect(await saveCard(store, risen, before)).toBe(false);
    expect(ids((await listLive(store, { order: "most-funded", limit: 1 })).items)).toEqual([before.id]);
    const ended: Card = { ...risen, revision: 3, status: "closing" };
    expect(await saveCard(store, ended, risen)).toBe(true);
    for (const order of ORDERS)
      expect(ids((await listLive(store, { order, limit: 100 })).items)).not.toContain(before.id);
  });
});

describe("projection of events", () => {
  const terms = sampleTerms();
  const campaignId = someId("cmp", "projected");
  const live = campaignSchema.parse({
    id: campaignId,
    kind: "presale",
    status: "live",
    enterpriseId: someId("ent", "projected"),
    createdBy: "usr_1",
    createdAt: T0,
    changedAt: T0,
    termsVersion: 1,
    version: 1,
    eventHash: "",
    payloadHash: "p",
    terms,
    approval: {
      ...{ caseId: "cas_1", contentHash: "h", feeScheduleVersion: "2026-01", feeBps: 500, feeVatBps: 1_900 },
      ...{ decidedBy: ["usr_1"], approvedAt: T0 },
    },
    ...{ publishedAt: T0, offerVersion: 1, shards: 1, closesAt: terms.deadline },
  });
  let now: Instant = T0;
  let raised = 0;
  const deps = (): ProjectionDeps => ({
    store,
    refreshEveryMs: () => REFRESH_EVERY_MS,
    indexWindowMs: () => INDEX_WINDOW_MS,
    totalsOf: async ({ currency }) => ({
      raised: money(raised, currency),
      reserved: money(0, currency),
      backers: 1,
      unitsLeft: { t1: 7, t2: 50, a1: 200 },
    }),
    enterpriseName: async () => "Honig & Söhne",
    now: () => now,
  });
  const eventOf = (kind: string, stream: string) =>
    append({
      id: someId("pld", kind),
      previous: undefined,
      stream,
      happening: { kind, actor: "x", at: T0, data: {} },
    }).event;
  const pledged = () => projectEvent(deps(), eventOf("pledge.paid", `${campaignId}#7`));

  beforeAll(async () => {
    const created = campaignChange({
      previous: undefined,
      next: live,
      kind: "campaign.published",
      actor: "x",
      at: T0,
    });
    invariant(live.status === "live", "as written");
    const offer = offerOf({
      ...{ campaignId: live.id, enterpriseId: live.enterpriseId, version: 1, terms, approval: live.approval },
      opensAt: T0,
      bank: {
        partnerId: partnerIdSchema.parse(someId("ptr", 1)),
        custodyAccount: `${someId("ptr", 1)}/DE02120300000000202051`,
      },
    });
    const content = { contentHash: "h", caseId: "cas_1", approvedAt: T0, terms: publicTerms(terms) };
    const committed = await store.commit({
      ...created.writes,
      offer: putOffer(offer),
      content: putContent(offer, content),
    });
    expect(committed.ok).toBe(true);
  });

  it("makes the card when the campaign is published, and again to the same effect", async () => {
    const event = eventOf("campaign.published", campaignId);
    await projectEvent(deps(), event);
    await projectEvent(deps(), event);
    expect(await loadCard(store, campaignId)).toMatchObject({
      status: "live",
      enterpriseName: "Honig & Söhne",
      fromPrice: money(12_00, "EUR"),
      revision: 2,
    });
  });

  it("reads the sums again at most every ten seconds, and once more after a quiet end", async () => {
    raised = 12_00;
    now = addMs(T0, 9_999);
    await pledged();
    expect((await loadCard(store, campaignId))?.raised.minor).toBe(0);
    now = addMs(T0, 10_000);
    await pledged();
    expect(await loadCard(store, campaignId)).toMatchObject({ raised: money(12_00, "EUR"), asOf: now });
    raised = 24_00;
    await pledged();
    await refreshTotals(deps(), campaignId); // what the work item does ten seconds later
    expect((await loadCard(store, campaignId))?.raised.minor).toBe(24_00);
  });

  it("ignores what is not about a campaign or a pledge, and catches up from the states alone", async () => {
    await projectEvent(deps(), eventOf("user.signed_up", someId("usr", 1)));
    raised = 36_00;
    expect(await catchUp(deps())).toEqual({ campaigns: 1 });
    expect((await loadCard(store, campaignId))?.raised.minor).toBe(36_00);
  });

  it("shows the campaign's page from one item of at most one read unit, without owner-only fields", async () => {
    const page = () =>
      publicCampaign({ store, reviewOf: async () => undefined, bankName: async () => "Bank" }, campaignId);
    await page();
    reads.length = 0;
    const shown = await page();
    expect(reads).toEqual([{ units: 0.5 }]);
    expect(shown?.tiers.map(({ id, unitsLeft }) => [id, unitsLeft])).toEqual([
      ["t1", 7],
      ["t2", 50],
    ]);
    expect(JSON.stringify(shown)).not.toContain("unitCosts");
    expect(
      await publicCampaign(
        { store, reviewOf: async () => undefined, bankName: async () => "" },
        someId("cmp", "none"),
      ),
    ).toBeUndefined();
  });
});
