import { bankAccountId } from "@firstlot/core/bank/bank-account";
import { campaignSchema } from "@firstlot/core/campaign/campaign";
import { campaignChange } from "@firstlot/core/campaign/campaign-store";
import { offerOf } from "@firstlot/core/campaign/offer";
import { putContent, putOffer } from "@firstlot/core/campaign/offer-store";
import { publicTerms } from "@firstlot/core/campaign/presale-terms";
import { sampleTerms } from "@firstlot/core/campaign/sample-terms";
import { projectCampaign } from "@firstlot/core/catalogue/project-event";
import { keyedIdPart } from "@firstlot/core/kernel/id";
import { invariant } from "@firstlot/core/kernel/invariant";
import { openShards } from "@firstlot/core/pledge/shard-store";
import { NOON, offerWith } from "../test/store/pledge-scene.ts";
import type { Stage } from "./stage.ts";

const someId = (prefix: string, name: string | number) =>
  `${prefix}_${keyedIdPart("bench", [prefix, String(name)])}`;

const ENTERPRISE = "Honig & Söhne";

/** Publishes a campaign with the sample's two tiers and lets its card be made, as the stream does. */
async function publish({ client, functions, custody }: Stage, name: number): Promise<string> {
  const terms = sampleTerms();
  const { partnerId } = offerWith({});
  const id = someId("cmp", name);
  const live = campaignSchema.parse({
    id,
    kind: "presale",
    status: "live",
    enterpriseId: someId("ent", "bench"),
    createdBy: "usr_1",
    createdAt: NOON,
    changedAt: NOON,
    termsVersion: 1,
    version: 1,
    eventHash: "",
    payloadHash: "p",
    terms,
    approval: {
      caseId: "cas_1",
      contentHash: "h",
      feeScheduleVersion: "2026-01",
      feeBps: 500,
      feeVatBps: 1_900,
      decidedBy: ["usr_1"],
      approvedAt: NOON,
    },
    publishedAt: NOON,
    offerVersion: 1,
    shards: 1,
    closesAt: terms.deadline,
  });
  invariant(live.status === "live", "as written");
  const offer = offerOf({
    campaignId: live.id,
    enterpriseId: live.enterpriseId,
    version: 1,
    terms,
    approval: live.approval,
    opensAt: NOON,
    bank: { partnerId, custodyAccount: bankAccountId({ partnerId, number: custody }) },
  });
  const made = campaignChange({
    previous: undefined,
    next: live,
    kind: "campaign.published",
    actor: "x",
    at: NOON,
  });
  const content = { contentHash: "h", caseId: "cas_1", approvedAt: NOON, terms: publicTerms(terms) };
  const committed = await client.store.commit({
    ...made.writes,
    ...openShards(offer),
    offer: putOffer(offer),
    content: putContent(offer, content),
  });
  invariant(committed.ok, "a campaign is published");
  const projection = { ...functions.wired.projection, enterpriseName: async () => ENTERPRISE };
  await projectCampaign(projection, id);
  return id;
}

/** Publishes that many campaigns; answers with the last one's id. */
export async function publishCampaigns(stage: Stage, count: number): Promise<string> {
  let last = "";
  for (let name = 0; name < count; name++) last = await publish(stage, name);
  return last;
}
