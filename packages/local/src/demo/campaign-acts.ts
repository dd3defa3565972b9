import { PUBLIC_BASE } from "@firstlot/functions/api/public/app";
import { z } from "zod";
import type { DemoUser } from "../identity-provider/identity-provider.ts";
import { termsOf } from "./campaign-terms.ts";
import { coverOf } from "./covers/covers.ts";
import { type DemoFile, thing } from "./demo-caller.ts";
import type { DemoCampaign } from "./demo-campaign.ts";
import { pathOf, reviewed } from "./enterprise-acts.ts";
import { ENTERPRISES } from "./enterprises.ts";
import type { Act, Moment, Scene } from "./scene.ts";

const withCase = z.looseObject({ caseId: z.string() });
const medium = z.looseObject({ key: z.string() });

/** Where a campaign of the demo is, for its enterprise. */
export const campaignPath = (scene: Scene, { key, enterprise }: DemoCampaign): string =>
  `${pathOf(scene, enterprise)}/campaigns/${scene.id(`campaign ${key}`)}`;

async function coverKept(scene: Scene, by: DemoUser, { key, enterprise }: DemoCampaign): Promise<string> {
  const file: DemoFile = { content: coverOf(key), contentType: "image/png", name: `${key}.png` };
  return (await scene.as(by).post(`${pathOf(scene, enterprise)}/media`, medium, { file, label: key })).key;
}

/** A campaign is written down, with its cover. */
export const drafted = (campaign: DemoCampaign, at: Moment, by?: DemoUser): Act => ({
  name: `${campaign.key} is drafted`,
  at,
  what: campaign.title.en,
  run: async (scene) => {
    const writer = by ?? ENTERPRISES[campaign.enterprise].owner;
    const media = await coverKept(scene, writer, campaign);
    const { id } = await scene.as(writer).post(`${pathOf(scene, campaign.enterprise)}/campaigns`, thing, {
      json: { terms: termsOf(scene, campaign, media) },
    });
    scene.keep(`campaign ${campaign.key}`, id);
  },
});

/** A campaign is handed to the review. */
export const submitted = (campaign: DemoCampaign, at: Moment): Act => ({
  name: `${campaign.key} is submitted`,
  at,
  what: campaign.title.en,
  run: async (scene) => {
    const owner = scene.as(ENTERPRISES[campaign.enterprise].owner);
    const { caseId } = await owner.post(`${campaignPath(scene, campaign)}/submit`, withCase);
    scene.keep(`case ${campaign.key}`, caseId);
  },
});

const ownersAct = (
  campaign: DemoCampaign,
  at: Moment,
  { act, json }: { act: string; json?: object },
): Act => ({
  name: `${campaign.key}: ${act}`,
  at,
  what: campaign.title.en,
  run: async (scene) => {
    const owner = scene.as(ENTERPRISES[campaign.enterprise].owner);
    await owner.post(`${campaignPath(scene, campaign)}/${act}`, thing, json === undefined ? {} : { json });
  },
});

/** The owner makes an approved campaign live. */
export const published = (campaign: DemoCampaign, at: Moment): Act =>
  ownersAct(campaign, at, { act: "publish" });

/** The owner gives a live campaign up. */
export const cancelled = (campaign: DemoCampaign, at: Moment): Act =>
  ownersAct(campaign, at, { act: "cancel" });

/** The owner says when an approved campaign goes live. */
export const scheduled = (campaign: DemoCampaign, at: Moment, publishOn: number): Act => ({
  ...ownersAct(campaign, at, { act: "schedule" }),
  run: async (scene) => {
    const owner = scene.as(ENTERPRISES[campaign.enterprise].owner);
    const json = { publishAt: scene.instantOf(publishOn) };
    await owner.post(`${campaignPath(scene, campaign)}/schedule`, thing, { json });
  },
});

/** From the first word to the day on which it is open to everybody. */
export const live = (campaign: DemoCampaign, day: number): readonly Act[] => [
  drafted(campaign, day - 2.6),
  submitted(campaign, day - 2),
  ...reviewed(campaign.key, day - 1.6),
  published(campaign, day + 0.33),
];

/** Where the public reads a campaign. */
export const publicPath = (scene: Scene, { key }: DemoCampaign): string =>
  `${PUBLIC_BASE}/campaigns/${scene.id(`campaign ${key}`)}`;
