import { describe, expect, it } from "vitest";
import { answerPlaces } from "./answer-links.ts";

const BASE = "/app/enterprise/ent_1";
const about = (kind: string, name = {}) => ({
  subject: { kind, id: `${kind}_1`, enterpriseId: "ent_1", contentHash: "" },
  name,
});

describe("where a request is answered", () => {
  it("leads to the parts of the file, each once", () => {
    const codes = ["licence_missing", "registry_number_invalid", "document_missing"];
    expect(answerPlaces(codes, about("enterprise"), BASE)).toEqual([
      { to: `${BASE}/file`, search: { section: "registration" }, label: "file" },
      { to: `${BASE}/file`, search: { section: "documents" }, label: "file" },
    ]);
  });
  it("leads to the terms of the campaign, its evidence or the account", () => {
    const codes = ["plan_sum_wrong", "invoices_too_few", "account_on_hold", "past_campaign_late"];
    expect(
      answerPlaces(codes, about("campaign"), BASE).map(({ to, search }) => [to, search.section]),
    ).toEqual([
      [`${BASE}/campaigns/campaign_1/edit`, "spending"],
      [`${BASE}/evidence`, undefined],
      [`${BASE}/file`, "account"],
      [`${BASE}/campaigns/campaign_1/edit`, undefined],
    ]);
  });
  it("leads to the tranches of the campaign", () => {
    expect(answerPlaces(["document_missing"], about("tranche", { campaignId: "cmp_9" }), BASE)).toMatchObject(
      [{ to: `${BASE}/campaigns/cmp_9/money` }],
    );
  });
});
