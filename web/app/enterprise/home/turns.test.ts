import { describe, expect, it } from "vitest";
import { activeCampaigns, turnsOf } from "./turns.ts";

const AT = "2026-11-24T10:00:00.000Z";
const campaign = (id: string, status: string) => ({
  ...{ id, status, kind: "presale", enterpriseId: "ent_1", title: id },
  ...{ createdAt: AT, changedAt: AT, version: 1 },
});
const review = (id: string, waitingOn: "applicant" | "analyst", answerBy?: string) => ({
  ...{ id, waitingOn, status: "claimed", kind: "campaign", subjectId: "cmp_1", name: {}, round: 1 },
  ...{ openedAt: AT, decisionDueAt: AT },
  ...(answerBy === undefined ? {} : { answerBy }),
});

describe("what waits for an enterprise", () => {
  it("is nothing while others act", () => {
    const cases = [review("cas_1", "analyst")];
    const campaigns = [campaign("cmp_1", "live"), campaign("cmp_2", "draft")];
    expect(turnsOf({ status: "verified", tasks: 0, cases, campaigns })).toEqual([]);
  });
  it("is the file first, then what was asked by its date, then what can be published", () => {
    const cases = [
      review("cas_late", "applicant", "2026-12-09"),
      review("cas_soon", "applicant", "2026-12-01"),
    ];
    const campaigns = [campaign("cmp_1", "approved"), campaign("cmp_2", "rejected")];
    const turns = turnsOf({ status: "draft", tasks: 4, cases, campaigns });
    expect(turns.map((turn) => ("of" in turn ? `${turn.kind} ${turn.of.id}` : turn.kind))).toEqual([
      "file_draft",
      "case cas_soon",
      "case cas_late",
      "campaign_approved cmp_1",
      "campaign_rejected cmp_2",
    ]);
  });
  it("leaves out campaigns that are over, and shows those with money first", () => {
    const all = [
      campaign("a", "archived"),
      campaign("b", "live"),
      campaign("c", "draft"),
      campaign("d", "live"),
    ];
    expect(activeCampaigns(all, 2).map(({ id }) => id)).toEqual(["b", "d"]);
  });
});
