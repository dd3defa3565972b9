import { granted } from "@firstlot/sdk/client";
import type { Caller } from "./caller.ts";
import { askedForChange, claimed, decided, reviewed } from "./review-acts.ts";
import { caseOf, daysAfter, PUBLIC, type Stage, withId } from "./stage.ts";

/** The enterprise on whose account campaigns are written, and who writes them. */
export interface Maker {
  readonly enterpriseId: string;
  readonly owner: Caller;
}

const pathOf = ({ enterpriseId }: Maker, campaignId: string): string =>
  `${PUBLIC}/enterprises/${enterpriseId}/campaigns/${campaignId}`;

/** A campaign is written down. @returns its id */
async function drafted({ enterpriseId, owner }: Maker, terms: object): Promise<string> {
  const { id } = await owner.do("POST", `${PUBLIC}/enterprises/${enterpriseId}/campaigns`, withId, {
    json: { terms },
  });
  return id;
}

/** A campaign is written, submitted, approved and published at once. @returns its id */
export async function publishedCampaign(stage: Stage, maker: Maker, terms: object): Promise<string> {
  const id = await drafted(maker, terms);
  const { caseId } = await maker.owner.do("POST", `${pathOf(maker, id)}/submit`, caseOf);
  await reviewed(stage, caseId);
  await maker.owner.do("POST", `${pathOf(maker, id)}/publish`, withId);
  await stage.settle();
  stage.tell(`campaign ${id}: approved and published`);
  return id;
}

const HOUR_OF_DAY = 1 / 24;

/**
 * A campaign is submitted with a plan that does not add up, changed as the review asks, approved, scheduled, and goes
 * live by the clock. @returns its id
 */
export async function scheduledCampaign(
  stage: Stage,
  maker: Maker,
  { wrong, right }: { wrong: object; right: object },
): Promise<string> {
  const { owner } = maker;
  const id = await drafted(maker, wrong);
  const at = pathOf(maker, id);
  const { caseId } = await owner.do("POST", `${at}/submit`, caseOf);
  const steps = await claimed(stage, caseId);
  const seen = steps.map(({ kind, status }) => `${kind} ${status}`).join(", ");
  stage.tell(`campaign ${id}: submitted; the steps say: ${seen}`);
  await askedForChange(stage, caseId, "The spending plan must add up to the goal.");
  const { version } = await owner.do("GET", at, withId);
  await owner.do("PUT", `${at}/terms`, withId, { ifMatch: version, json: { terms: right } });
  await owner.do("POST", `${at}/submit`, caseOf);
  stage.tell(`campaign ${id}: changed as asked and submitted again`);
  await decided(stage, caseId);
  const publishAt = daysAfter(await stage.now(), HOUR_OF_DAY);
  await owner.do("POST", `${at}/schedule`, withId, { json: { publishAt } });
  stage.tell(`campaign ${id}: approved by two persons, scheduled`);
  await stage.until(publishAt);
  stage.tell(`campaign ${id}: ${await statusOf(maker, id)} by the clock`);
  return id;
}

/** The campaign's state. */
export const statusOf = async (maker: Maker, campaignId: string): Promise<string> =>
  (await maker.owner.do("GET", pathOf(maker, campaignId), withId)).status;

/** The owner gives a live campaign up. */
export async function cancelled(stage: Stage, maker: Maker, campaignId: string): Promise<void> {
  await maker.owner.do("POST", `${pathOf(maker, campaignId)}/cancel`, withId);
  await stage.settle();
  stage.tell(`campaign ${campaignId}: given up by its owner, ${await statusOf(maker, campaignId)}`);
}

/** The ids that explore lists. */
export const inExplore = async (stage: Stage): Promise<readonly string[]> =>
  granted(await stage.anyone.api.GET("/campaigns", {})).items.map(({ id }) => id);
