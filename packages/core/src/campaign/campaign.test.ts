import { describe, expect, it } from "vitest";
import { instantSchema } from "../kernel/instant.ts";
import {
  type Campaign,
  type CampaignStatus,
  campaignSchema,
  dueAtOf,
  isTransition,
  TRANSITIONS,
} from "./campaign.ts";
import { campaignChange } from "./campaign-store.ts";
import { sampleTerms } from "./sample-terms.ts";

/** The lifecycle as product.md draws it, by hand: every pair that is not here must be refused. */
const DRAWN = `
  draft>submitted submitted>in_review in_review>approved in_review>changes_requested in_review>rejected
  changes_requested>submitted changes_requested>draft rejected>in_review
  submitted>draft in_review>draft approved>draft scheduled>draft draft>archived
  approved>scheduled scheduled>live live>closing closing>funded closing>failed
  live>paused paused>live paused>closing
  live>cancelled paused>cancelled closing>cancelled funded>cancelled
  funded>delivering delivering>completed delivering>undelivered undelivered>refunding
  failed>refunding cancelled>refunding refunding>refunded`
  .trim()
  .split(/\s+/);

const at = instantSchema.parse("2026-11-24T08:00:00.000Z");
const approval = {
  caseId: "cas_1",
  contentHash: "h",
  feeScheduleVersion: "2026-01",
  feeBps: 500,
  feeVatBps: 1900,
  decidedBy: ["usr_1", "usr_2"],
  approvedAt: at,
};
const ground = {
  id: "cmp_00000000000000000001",
  kind: "presale",
  enterpriseId: "ent_00000000000000000001",
  createdBy: "usr_1",
  createdAt: at,
  changedAt: at,
  termsVersion: 1,
  version: 3,
  eventHash: "e",
  payloadHash: "p",
  terms: sampleTerms(),
};
const reviewed = { caseId: "cas_1", contentHash: "h", submittedAt: at, appealed: false };
const published = { approval, publishedAt: at, offerVersion: 1, shards: 1, closesAt: at };
const closed = { closingAt: at, closeReason: "deadline" };
const funded = { ...published, ...closed, raised: { minor: 1, currency: "EUR" }, decidedAt: at };
const own: Record<CampaignStatus, object> = {
  draft: {},
  submitted: reviewed,
  in_review: reviewed,
  changes_requested: { caseId: "cas_1", requestedAt: at, findings: ["x"], appealed: false },
  approved: { approval },
  rejected: { ...reviewed, rejectedAt: at, reasons: ["x"] },
  scheduled: { approval, publishAt: at },
  live: published,
  paused: { ...published, pausedAt: at, pausedBy: "usr_3", reason: "signal" },
  closing: { ...published, ...closed },
  funded,
  failed: funded,
  cancelled: { ...published, cancelledAt: at, cancelReason: "by_enterprise", cancelledFrom: "live" },
  refunding: { ...published, cause: "failed", refundingAt: at },
  refunded: { ...published, cause: "failed", refundingAt: at, refundedAt: at },
  delivering: { ...funded, deliveringAt: at },
  completed: { ...funded, deliveringAt: at, completedAt: at },
  undelivered: { ...funded, deliveringAt: at, undeliveredAt: at },
  archived: { archivedAt: at },
};
const STATUSES = Object.keys(TRANSITIONS).flatMap((name) =>
  Object.keys(own).filter((status): status is CampaignStatus => status === name),
);
const inState = (status: CampaignStatus): Campaign =>
  campaignSchema.parse({ ...ground, ...own[status], status });

const PAIRS = STATUSES.flatMap((from) =>
  STATUSES.filter((to) => to !== from).map((to) => ({ from, to, isDrawn: DRAWN.includes(`${from}>${to}`) })),
);

describe("lifecycle of a campaign", () => {
  it("has 19 states and exactly the transitions of product.md", () => {
    expect(STATUSES).toHaveLength(19);
    expect(PAIRS.filter(({ isDrawn }) => isDrawn)).toHaveLength(DRAWN.length);
  });

  it.each(PAIRS)("$from to $to: drawn is $isDrawn", ({ from, to, isDrawn }) => {
    expect(isTransition({ from, to })).toBe(isDrawn);
    const record = () =>
      campaignChange({ previous: inState(from), next: inState(to), kind: "campaign.x", actor: "usr_1", at });
    if (isDrawn) expect(record().campaign).toMatchObject({ status: to, version: 4 });
    else expect(record).toThrow(/no transition/);
  });

  it.each(STATUSES)("%s carries nothing that belongs to another state", (status) => {
    expect(() => campaignSchema.parse({ ...ground, ...own[status], status, surplus: 1 })).toThrow();
  });
});

describe("dueAtOf", () => {
  it.each([
    { status: "changes_requested", due: "2027-01-23T08:00:00.000Z" },
    { status: "approved", due: "2026-12-24T08:00:00.000Z" },
    { status: "scheduled", due: at },
    { status: "live", due: at },
    { status: "paused", due: "2026-12-24T08:00:00.000Z" },
    { status: "closing", due: undefined },
    { status: "rejected", due: undefined },
  ] as const)("$status is looked at again at $due", ({ status, due }) => {
    expect(dueAtOf(inState(status))).toBe(due);
  });
});
