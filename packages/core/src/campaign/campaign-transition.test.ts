import { describe, expect, it } from "vitest";
import { instantSchema } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { type Campaign, type CampaignIn, type CampaignStatus, campaignSchema } from "./campaign.ts";
import {
  appealRejection,
  cancelCampaign,
  closeCampaign,
  decideCampaign,
  editTerms,
  pauseCampaign,
  resumeCampaign,
  returnToDraft,
  startDelivering,
} from "./campaign-transition.ts";
import { sampleTerms } from "./sample-terms.ts";

const at = instantSchema.parse("2026-11-24T08:00:00.000Z");
const closesAt = instantSchema.parse("2026-12-20T16:00:00.000Z");
const justBefore = instantSchema.parse("2026-12-20T15:59:59.999Z");
const eur = (minor: number) => ({ minor, currency: "EUR" }) as const;

function campaign<S extends CampaignStatus>(status: S, own: object): CampaignIn<S> {
  const parsed: Campaign = campaignSchema.parse({
    id: "cmp_00000000000000000001",
    kind: "presale",
    enterpriseId: "ent_00000000000000000001",
    ...{ createdBy: "usr_1", createdAt: at, changedAt: at, termsVersion: 1, version: 3 },
    ...{ eventHash: "e", payloadHash: "p", terms: sampleTerms(), status, ...own },
  });
  const is = (c: Campaign): c is CampaignIn<S> => c.status === status;
  invariant(is(parsed), "the status was given");
  return parsed;
}
const approval = {
  ...{ caseId: "cas_1", contentHash: "h", feeScheduleVersion: "2026-01", feeBps: 500, feeVatBps: 1900 },
  ...{ decidedBy: ["usr_1", "usr_2"], approvedAt: at },
};
const published = { approval, publishedAt: at, offerVersion: 1, shards: 4, closesAt };
const live = campaign("live", published);
const paused = pauseCampaign(live, { by: "usr_9", reason: "signal", at });
const closing = closeCampaign(live, { reason: "deadline", at: closesAt });

describe("all or nothing", () => {
  it.each([
    { raised: 2_999_99, status: "failed" },
    { raised: 3_000_00, status: "funded" },
    { raised: 3_000_01, status: "funded" },
  ])("ends $status at $raised of 300000 cents", ({ raised, status }) => {
    expect(decideCampaign(closing, { raised: eur(raised), at: closesAt })).toMatchObject({
      status,
      raised: eur(raised),
    });
  });
});

describe("resume", () => {
  it("goes live one millisecond before the deadline", () => {
    expect(resumeCampaign(paused, justBefore).status).toBe("live");
  });
  it("closes at the deadline: the clock ran on", () => {
    expect(resumeCampaign(paused, closesAt)).toMatchObject({ status: "closing", closeReason: "deadline" });
  });
  it("drops what belonged to the pause", () => {
    expect(campaignSchema.parse(resumeCampaign(paused, justBefore))).toEqual(live);
  });
});

describe("transitions leave only what their state has", () => {
  it.each([
    cancelCampaign(paused, { reason: "by_approvers", at }),
    startDelivering({ ...closing, status: "funded", raised: eur(1), decidedAt: at }, at),
    closing,
  ])("$status parses strictly", (next) => {
    expect(campaignSchema.parse(next)).toEqual(next);
  });
});

describe("return to draft", () => {
  it("loses the approval", () => {
    const returned = returnToDraft(campaign("approved", { approval }), "withdrawn");
    expect(returned).toMatchObject({ ok: true, value: { status: "draft", returnedBecause: "withdrawn" } });
    expect(returned.ok && "approval" in returned.value).toBe(false);
  });
  it("is refused once publication has begun", () => {
    const scheduled = campaign("scheduled", { approval, publishAt: at, publicationStartedAt: at });
    expect(returnToDraft(scheduled, "withdrawn")).toEqual({
      ok: false,
      error: { kind: "publication_started" },
    });
  });
});

describe("appeal", () => {
  const rejected = (appealed: boolean) =>
    campaign("rejected", {
      ...{ caseId: "cas_1", contentHash: "h", submittedAt: at, appealed, rejectedAt: at, reasons: ["x"] },
    });
  it("goes back to review once", () => {
    expect(appealRejection(rejected(false))).toMatchObject({ ok: true, value: { status: "in_review" } });
  });
  it("is refused the second time", () => {
    expect(appealRejection(rejected(true))).toEqual({ ok: false, error: { kind: "appeal_used" } });
  });
});

describe("editTerms", () => {
  it("counts the change of the terms and keeps the state", () => {
    const draft = campaign("draft", {});
    expect(editTerms(draft, {})).toMatchObject({ status: "draft", termsVersion: 2, terms: {} });
  });
});
