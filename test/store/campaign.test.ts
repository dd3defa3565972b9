// Longer than others: the acts of one campaign in the order of its life.
import { firstBreak, history } from "@firstlot/core/audit/event";
import { type Campaign, dueAtOf } from "@firstlot/core/campaign/campaign";
import type { CampaignDeps } from "@firstlot/core/campaign/campaign-deps";
import { onCampaignDue } from "@firstlot/core/campaign/campaign-due";
import { campaignReviewEffects } from "@firstlot/core/campaign/campaign-review-effects";
import {
  campaignKey,
  listCampaignsByEnterprise,
  listCampaignsByStatus,
  loadCampaign,
} from "@firstlot/core/campaign/campaign-store";
import { followEnterprise } from "@firstlot/core/campaign/follow-enterprise";
import { loadOffer, loadPublishedContent } from "@firstlot/core/campaign/offer-store";
import { type PresaleTerms, presaleDraftSchema } from "@firstlot/core/campaign/presale-terms";
import { publish, schedule } from "@firstlot/core/campaign/publish-campaign";
import {
  alignShards,
  cancelByEnterprise,
  closeIntent,
  confirmCancellation,
  pause,
  requestCancellation,
  resume,
} from "@firstlot/core/campaign/run-campaign";
import { sampleTerms } from "@firstlot/core/campaign/sample-terms";
import { submit, withdrawToDraft } from "@firstlot/core/campaign/submit-campaign";
import { archiveDraft, copyToDraft, createDraft, editDraft } from "@firstlot/core/campaign/write-campaign";
import { enterpriseIdSchema, partnerIdSchema, userIdSchema } from "@firstlot/core/identity/actor";
import { type Command, commandOf } from "@firstlot/core/kernel/command";
import { keyedIdPart } from "@firstlot/core/kernel/id";
import { addMs, DAY_MS, type Instant, instantSchema } from "@firstlot/core/kernel/instant";
import { invariant } from "@firstlot/core/kernel/invariant";
import { installKillPoint } from "@firstlot/core/kernel/kill-point";
import type { Result } from "@firstlot/core/kernel/result";
import { listAccounts } from "@firstlot/core/ledger/ledger-store";
import { money } from "@firstlot/core/money/money";
import { freezeShard, loadShards, openShards, reopenShard } from "@firstlot/core/pledge/shard-store";
import type { CaseIn, ReviewCase } from "@firstlot/core/review/review-case";
import { caseIdSchema } from "@firstlot/core/review/review-case";
import { loadCase } from "@firstlot/core/review/review-store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStore, openLocalStore } from "./local-store.ts";

const T0 = instantSchema.parse("2026-11-24T08:00:00.000Z");
const DEADLINE = instantSchema.parse("2026-12-20T16:00:00.000Z");
const someId = (prefix: string, name: string) => `${prefix}_${keyedIdPart("campaign-test", [prefix, name])}`;
const ENTERPRISE = enterpriseIdSchema.parse(someId("ent", "honey"));
const OTHER = enterpriseIdSchema.parse(someId("ent", "other"));
const PARTNER = partnerIdSchema.parse(someId("ptr", "bank"));
const OWNER = someId("usr", "owner");

let local: LocalStore;
let deps: CampaignDeps;
let isVerified = true;
let paid = 0;
let hasPaidOut = false;

beforeAll(async () => {
  local = await openLocalStore();
  const { store } = local;
  deps = {
    store,
    enterprises: { standingOf: async () => ({ isVerified }) },
    shards: {
      open: openShards,
      setPhase: async (shard, phase) => {
        await (phase === "open" ? reopenShard(store, shard) : freezeShard(store, shard));
      },
      paidRaised: async ({ currency }) => money(paid, currency),
    },
    bank: {
      custodyFor: async () => ({ partnerId: PARTNER, custodyAccount: `${PARTNER}/DE02120300000000202051` }),
      openBook: ({ campaignId }) => ({
        book: {
          Put: {
            Item: { pk: `BOOK#${campaignId}`, sk: "X" },
            ConditionExpression: "attribute_not_exists(pk)",
          },
        },
      }),
    },
    payouts: { hasPaidOut: async () => hasPaidOut },
  };
});
afterAll(() => local.close());

let commands = 0;
const command = (now: Instant = T0, key = `key-${commands++}`, payload: unknown = {}): Command =>
  commandOf({ secret: "s", actor: OWNER, route: "r", idempotencyKey: key, payload, now, wall: T0 });

function value<T, E extends { kind: string }>(result: Result<T, E>): T {
  invariant(result.ok, result.ok ? "" : `refused: ${result.error.kind}`);
  return result.value;
}

async function drafted(terms: unknown = sampleTerms()): Promise<Campaign> {
  const draft = presaleDraftSchema.parse(terms);
  return value(await createDraft(deps, command(), { enterpriseId: ENTERPRISE, terms: draft })).value;
}

async function caseOf(campaign: Campaign): Promise<ReviewCase> {
  invariant("caseId" in campaign, "a submitted campaign has a case");
  const found = await loadCase(deps.store, caseIdSchema.parse(campaign.caseId));
  invariant(found !== undefined, "the case was opened with the submission");
  return found;
}

async function commit(writes: Parameters<CampaignDeps["store"]["commit"]>[0]): Promise<void> {
  value(await deps.store.commit(writes));
}

function decidedCase(open: ReviewCase, verdict: "approve" | "reject"): CaseIn<"decided"> {
  invariant(open.status === "open", "fresh");
  const person = (name: string) => ({
    userId: userIdSchema.parse(someId("usr", name)),
    personId: name,
    at: T0,
  });
  return {
    ...open,
    status: "decided",
    decision: {
      ...{ verdict, at: T0, analyst: person("ana"), approvers: [person("app")] },
      explanation: {
        ...{ outcome: verdict, policy: open.policy, reasons: [], reasonCodes: ["goal_implausible"] },
        ...{
          counterfactual: [],
          sources: [],
          notChecked: [],
          contest: { appealPossible: true, reapplyFrom: T0 },
        },
      },
    },
  };
}

async function reviewed(verdict: "approve" | "reject", terms: unknown = sampleTerms()): Promise<Campaign> {
  const { id } = await drafted(terms);
  const submitted = value(await submit(deps, command(), { campaignId: id, enterpriseId: ENTERPRISE })).value;
  const effects = campaignReviewEffects(deps);
  const open = await caseOf(submitted);
  await commit(await effects.onClaimed(open, command()));
  await commit(await effects.onDecided(decidedCase(open, verdict), command()));
  return stored(id);
}

async function stored(id: string): Promise<Campaign> {
  const campaign = await loadCampaign(deps.store, id);
  invariant(campaign !== undefined, "stored");
  return campaign;
}

async function live(terms?: PresaleTerms): Promise<Campaign> {
  const { id } = await reviewed("approve", terms);
  value(await schedule(deps, command(), { campaignId: id, publishAt: T0 }));
  return value(await onCampaignDue(deps, command(), id));
}

describe("writing a campaign", () => {
  it("creates a draft once however often the request is sent, and refuses the key for another payload", async () => {
    const input = { enterpriseId: ENTERPRISE, terms: {} };
    const first = value(await createDraft(deps, command(T0, "same", 1), input));
    const again = value(await createDraft(deps, command(T0, "same", 1), input));
    expect(again).toEqual({ value: first.value, replayed: true });
    const other = await createDraft(deps, command(T0, "same", 2), input);
    expect(other).toEqual({ ok: false, error: { kind: "idempotency_key_reused" } });
  });

  it("edits under If-Match and lists the title at once", async () => {
    const draft = await drafted({});
    const terms = { title: { en: "New title" } };
    const asked = { campaignId: draft.id, enterpriseId: ENTERPRISE };
    const edited = value(await editDraft(deps, command(), { ...asked, ifVersion: 1, terms })).value;
    expect(edited).toMatchObject({ version: 2, termsVersion: 2, terms });
    const stale = await editDraft(deps, command(), { ...asked, ifVersion: 1, terms });
    expect(stale).toEqual({ ok: false, error: { kind: "version_mismatch", version: 2 } });
    const { items } = await listCampaignsByEnterprise(deps.store, { enterpriseId: ENTERPRISE, limit: 100 });
    expect(items.find(({ id }) => id === draft.id)).toMatchObject({ title: "New title", status: "draft" });
  });

  it("answers alike for a missing campaign and for another enterprise's", async () => {
    const draft = await drafted();
    const missing = { campaignId: someId("cmp", "none"), enterpriseId: ENTERPRISE, terms: {} };
    const foreign = { campaignId: draft.id, enterpriseId: OTHER, terms: {} };
    const refused = { ok: false, error: { kind: "not_found" } };
    expect(await editDraft(deps, command(), missing)).toEqual(refused);
    expect(await editDraft(deps, command(), foreign)).toEqual(refused);
  });

  it("refuses a picture that another enterprise uploaded", async () => {
    const key = `media/${OTHER}/${"0".repeat(64)}.png`;
    const terms = presaleDraftSchema.parse({ media: [{ key, alt: {} }] });
    expect(await createDraft(deps, command(), { enterpriseId: ENTERPRISE, terms })).toEqual({
      ok: false,
      error: { kind: "media_unknown", key },
    });
  });

  it("archives a draft for good and copies it to a new one", async () => {
    const { id } = await drafted();
    value(await archiveDraft(deps, command(), { campaignId: id, enterpriseId: ENTERPRISE }));
    const edit = await editDraft(deps, command(), { campaignId: id, terms: {} });
    expect(edit).toMatchObject({ ok: false, error: { kind: "not_in_state", status: "archived" } });
    const copy = value(
      await copyToDraft(deps, command(), { campaignId: id, enterpriseId: ENTERPRISE }),
    ).value;
    expect(copy).toMatchObject({ status: "draft", copiedFrom: id, terms: sampleTerms() });
  });
});

describe("review", () => {
  it("opens no case while something is missing or the enterprise is not verified", async () => {
    const { id } = await drafted({ title: { en: "x" } });
    const missing = await submit(deps, command(), { campaignId: id });
    expect(missing).toMatchObject({ ok: false, error: { kind: "terms_incomplete" } });
    isVerified = false;
    const refused = await submit(deps, command(), { campaignId: (await drafted()).id });
    isVerified = true;
    expect(refused).toEqual({ ok: false, error: { kind: "enterprise_not_verified" } });
  });

  it("goes back for a change and on with the same case; a decision without a new claim starts the review first", async () => {
    const { id } = await drafted();
    const asked = { campaignId: id, enterpriseId: ENTERPRISE };
    const submitted = value(await submit(deps, command(), asked)).value;
    const effects = campaignReviewEffects(deps);
    const open = await caseOf(submitted);
    await commit(await effects.onClaimed(open, command()));
    await commit(await effects.onChangeRequested(open, ["goal_implausible"], command()));
    expect(await stored(id)).toMatchObject({ status: "changes_requested", findings: ["goal_implausible"] });
    const terms = presaleDraftSchema.parse(sampleTerms({ minGoal: { minor: 2_500_00, currency: "EUR" } }));
    value(await editDraft(deps, command(), { ...asked, terms }));
    value(await submit(deps, command(), asked));
    const again = await caseOf(await stored(id));
    await commit(await effects.onDecided(decidedCase({ ...again, status: "open" }, "approve"), command()));
    const approved = await stored(id);
    expect(approved).toMatchObject({ status: "approved", approval: { feeBps: 500, feeVatBps: 1_900 } });
    const { events } = await history(deps.store, { id });
    expect(firstBreak(events)).toBeUndefined();
    expect(events.map(({ kind }) => kind)).toEqual([
      "campaign.drafted",
      "campaign.submitted",
      "campaign.review_started",
      "campaign.changes_requested",
      "campaign.edited",
      "campaign.submitted",
      "campaign.review_started",
      "campaign.approved",
    ]);
  });

  it("keeps a rejection's reasons and loses an approval when the owner takes the campaign back", async () => {
    expect(await reviewed("reject")).toMatchObject({ status: "rejected", reasons: ["goal_implausible"] });
    const { id } = await reviewed("approve");
    const draft = value(await withdrawToDraft(deps, command(), { campaignId: id })).value;
    expect(draft).toMatchObject({ status: "draft", returnedBecause: "withdrawn" });
  });

  it("ends the case of a campaign that is taken back", async () => {
    const { id } = await drafted();
    const submitted = value(await submit(deps, command(), { campaignId: id })).value;
    value(await withdrawToDraft(deps, command(), { campaignId: id }));
    expect(await caseOf(submitted)).toMatchObject({ status: "withdrawn" });
  });
});

describe("publication", () => {
  it("refuses a date that leaves less than one day or more than 60 days to the deadline", async () => {
    const { id } = await reviewed("approve");
    const at = (publishAt: Instant) => schedule(deps, command(), { campaignId: id, publishAt });
    const tooLate = addMs(DEADLINE, -DAY_MS + 1);
    expect(await at(tooLate)).toMatchObject({ error: { kind: "deadline_out_of_window" } });
    expect(await at(addMs(T0, -1))).toMatchObject({ error: { kind: "publish_at_out_of_range" } });
    expect(await at(addMs(T0, 30 * DAY_MS + 1))).toMatchObject({
      error: { kind: "publish_at_out_of_range" },
    });
    expect(value(await at(addMs(DEADLINE, -DAY_MS))).value.status).toBe("scheduled");
  });

  it("writes offer, content, accounts and shards in the transaction that makes it live, once", async () => {
    const campaign = await live();
    const { id } = campaign;
    expect(campaign).toMatchObject({ status: "live", shards: 1, offerVersion: 1, closesAt: DEADLINE });
    const offer = await loadOffer(deps.store, id);
    expect(offer).toMatchObject({ closesAt: DEADLINE, opensAt: T0, feeBps: 500, vatBps: 700 });
    expect(await loadPublishedContent(deps.store, id, 1)).not.toHaveProperty("terms.unitCosts");
    invariant(offer !== undefined, "published");
    expect(await loadShards(deps.store, offer)).toHaveLength(1);
    expect(await listAccounts(deps.store, id)).toHaveLength(14 + 2);
    expect(value(await publish(deps, command(), { campaignId: id }))).toEqual(campaign);
  });

  it("publishes nothing before its time and nothing that differs from what was approved", async () => {
    const { id } = await reviewed("approve");
    const publishAt = addMs(T0, DAY_MS);
    value(await schedule(deps, command(), { campaignId: id, publishAt }));
    const early = await publish(deps, command(addMs(publishAt, -1)), { campaignId: id });
    expect(early).toEqual({ ok: false, error: { kind: "publication_too_early", publishAt } });
    await commit({
      tampered: {
        Update: {
          Key: { ...campaignKey(id), sk: "TERMS" },
          UpdateExpression: "SET terms.vatBps = :other",
          ConditionExpression: "attribute_exists(pk)",
          ExpressionAttributeValues: { ":other": 701 },
        },
      },
    });
    const returned = value(await onCampaignDue(deps, command(publishAt), id));
    expect(returned).toMatchObject({ status: "draft", returnedBecause: "content_changed" });
  });

  it("publishes over 64 shards in several transactions and survives an end between any two of them", async () => {
    const [jar] = sampleTerms().tiers;
    const big = sampleTerms({
      tiers: [{ ...jar, units: 64_000, perBacker: 1 }],
      addOns: [],
      hardCap: { minor: 64_000_00, currency: "EUR" },
      unitCosts: [{ tierId: "t1", cost: { minor: 1, currency: "EUR" } }],
    });
    const { id } = await reviewed("approve", big);
    value(await schedule(deps, command(), { campaignId: id, publishAt: T0 }));
    const points: string[] = [];
    let deaths = 0;
    for (let done = false; !done; ) {
      let left = deaths + 1;
      installKillPoint((name) => {
        points.push(name);
        left -= 1;
        if (left === 0) throw new Error("killed");
      });
      try {
        value(await publish(deps, command(), { campaignId: id }));
        done = (await stored(id)).status === "live";
      } catch (error) {
        expect(error).toMatchObject({ message: "killed" });
        deaths += 1;
        const taken = await withdrawToDraft(deps, command(), { campaignId: id }).catch(() => undefined);
        expect(taken?.ok ?? false).toBe(false);
      }
    }
    installKillPoint(() => undefined);
    expect(new Set(points)).toEqual(
      new Set(["campaign.publication_started", "campaign.opened_chunk", "campaign.published"]),
    );
    expect(await stored(id)).toMatchObject({ status: "live", shards: 64 });
    const offer = await loadOffer(deps.store, id);
    invariant(offer !== undefined, "published");
    const shards = await loadShards(deps.store, offer);
    expect(shards.reduce((sum, { units }) => sum + Object.values(units).reduce((a, b) => a + b), 0)).toBe(
      64_000,
    );
    expect(await listAccounts(deps.store, id)).toHaveLength(14 + 2 * 64);
  });
});

describe("live", () => {
  it("closes at the deadline, not one millisecond before", async () => {
    const { id } = await live();
    expect(value(await onCampaignDue(deps, command(addMs(DEADLINE, -1)), id)).status).toBe("live");
    expect(value(await onCampaignDue(deps, command(DEADLINE), id))).toMatchObject({
      status: "closing",
      closeReason: "deadline",
    });
    expect(dueAtOf(await stored(id))).toBeUndefined();
  });

  it("closes early only when bank-confirmed money has reached the hard cap", async () => {
    const { id } = await live();
    paid = 5_999_99;
    const refused = await closeIntent(deps, command(), { campaignId: id, reason: "cap" });
    expect(refused).toEqual({ ok: false, error: { kind: "cap_not_reached" } });
    paid = 6_000_00;
    const closed = value(await closeIntent(deps, command(), { campaignId: id, reason: "cap" })).value;
    expect(closed).toMatchObject({ status: "closing", closeReason: "cap" });
    paid = 0;
  });

  it("pauses its shards, resumes them, and is cancelled after 30 days paused", async () => {
    const { id } = await live();
    const phases = async () =>
      new Set((await loadShards(deps.store, { campaignId: id, shards: 1 })).map(({ phase }) => phase));
    value(await pause(deps, command(), { campaignId: id, reason: "signal" }));
    await alignShards(deps, id);
    expect(await phases()).toEqual(new Set(["frozen"]));
    value(await resume(deps, command(), { campaignId: id }));
    await alignShards(deps, id);
    expect(await phases()).toEqual(new Set(["open"]));
    value(await pause(deps, command(), { campaignId: id, reason: "signal" }));
    const end = addMs(T0, 30 * DAY_MS);
    expect(value(await onCampaignDue(deps, command(addMs(end, -1)), id)).status).toBe("paused");
    expect(value(await onCampaignDue(deps, command(end), id))).toMatchObject({
      status: "cancelled",
      cancelReason: "paused_too_long",
    });
  });

  it("is cancelled by its enterprise, or by two approvers who are two persons, and never after a payout", async () => {
    const own = await live();
    const given = value(await cancelByEnterprise(deps, command(), { campaignId: own.id })).value;
    expect(given).toMatchObject({
      status: "cancelled",
      cancelReason: "by_enterprise",
      cancelledFrom: "live",
    });
    const { id } = await live();
    const asked = { campaignId: id, reason: "fraud" };
    expect(await confirmCancellation(deps, command(), { ...asked, personId: "p1" })).toMatchObject({
      error: { kind: "cancel_not_requested" },
    });
    value(await requestCancellation(deps, command(), { ...asked, personId: "p1" }));
    expect(await confirmCancellation(deps, command(), { ...asked, personId: "p1" })).toMatchObject({
      error: { kind: "second_person_required" },
    });
    hasPaidOut = true;
    expect(await confirmCancellation(deps, command(), { ...asked, personId: "p2" })).toMatchObject({
      error: { kind: "already_paid_out" },
    });
    hasPaidOut = false;
    const ended = value(await confirmCancellation(deps, command(), { ...asked, personId: "p2" })).value;
    expect(ended).toMatchObject({ status: "cancelled", cancelReason: "by_approvers" });
  });

  it("is paused while its enterprise is suspended, and only such a pause ends with the suspension", async () => {
    const { id } = await live();
    const other = await live();
    value(await pause(deps, command(), { campaignId: other.id, reason: "signal" }));
    isVerified = false;
    await followEnterprise(deps, command(), ENTERPRISE);
    await followEnterprise(deps, command(), ENTERPRISE);
    expect(await stored(id)).toMatchObject({ status: "paused", reason: "enterprise_suspended" });
    isVerified = true;
    await followEnterprise(deps, command(), ENTERPRISE);
    expect((await stored(id)).status).toBe("live");
    expect(await stored(other.id)).toMatchObject({ status: "paused", reason: "signal" });
  });

  it("lets one of two workers close a campaign", async () => {
    const { id } = await live();
    const both = await Promise.all(
      [1, 2].map(() => closeIntent(deps, command(DEADLINE), { campaignId: id, reason: "deadline" })),
    );
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe("timers before publication", () => {
  it("returns an approval after 30 days and an unanswered change after 60 days to draft", async () => {
    const { id } = await reviewed("approve");
    const lapsed = value(await onCampaignDue(deps, command(addMs(T0, 30 * DAY_MS)), id));
    expect(lapsed).toMatchObject({ status: "draft", returnedBecause: "approval_lapsed" });
    const other = await drafted();
    const submitted = value(await submit(deps, command(), { campaignId: other.id })).value;
    const effects = campaignReviewEffects(deps);
    const open = await caseOf(submitted);
    await commit(await effects.onClaimed(open, command()));
    await commit(await effects.onChangeRequested(open, ["x"], command()));
    const unanswered = value(await onCampaignDue(deps, command(addMs(T0, 60 * DAY_MS)), other.id));
    expect(unanswered).toMatchObject({ status: "draft", returnedBecause: "not_answered" });
  });

  it("lists campaigns of one state from the index", async () => {
    const { items } = await listCampaignsByStatus(deps.store, { status: "live", limit: 100 });
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(({ status }) => status === "live")).toBe(true);
  });
});
