import { z } from "zod";
import { DEMO_PEOPLE } from "../platform/demo-people.ts";
import { readPledge, reserved, transferred } from "./backer-acts.ts";
import type { Caller } from "./caller.ts";
import { verifiedEnterprise } from "./enterprise-acts.ts";
import { reviewed } from "./review-acts.ts";
import { sliceApplicant, sliceTerms } from "./slice-data.ts";
import { caseOf, daysAfter, moneyText, PUBLIC, STAFF, type Stage, withId } from "./stage.ts";

/** A pre-sale is written, submitted, approved and published. @returns its id */
async function liveCampaign(stage: Stage, owner: Caller, enterpriseId: string): Promise<string> {
  const base = `${PUBLIC}/enterprises/${enterpriseId}/campaigns`;
  const { id } = await owner.do("POST", base, withId, { json: { terms: sliceTerms(await stage.now()) } });
  const submitted = await owner.do("POST", `${base}/${id}/submit`, caseOf);
  await reviewed(stage, submitted.caseId);
  await owner.do("POST", `${base}/${id}/publish`, withId);
  await stage.settle();
  const explored = await stage.anyone.do(
    "GET",
    `${PUBLIC}/campaigns`,
    z.looseObject({ items: z.array(z.looseObject({})) }),
  );
  stage.tell(`campaign ${id}: live, ${explored.items.length} in explore`);
  return id;
}

/** A backer reserves and pays by transfer at the bank. @returns the pledge's id */
async function paidPledge(stage: Stage, backer: Caller, campaignId: string): Promise<string> {
  const pledge = await reserved(backer, campaignId, { units: { t1: 2 } });
  const payer = { name: "Bo Backer", account: "DE75512108001245126199" };
  await transferred(stage, pledge, { payer });
  await stage.settle();
  const { status, total } = await readPledge(backer, pledge.id);
  stage.tell(`pledge ${pledge.id}: ${total.amount} ${total.currency}, ${status}`);
  return pledge.id;
}

const items = z.looseObject({ items: z.array(z.looseObject({})) });
const equations = z.looseObject({
  items: z.array(z.looseObject({ account: z.string(), closing: moneyText, difference: moneyText })),
});

/** What the slice ended in. */
export interface SliceEnd {
  readonly enterpriseId: string;
  readonly campaignId: string;
  readonly pledgeId: string;
  readonly campaignStatus: string;
  readonly pledgeStatus: string;
  readonly trialBalance: unknown;
  readonly parked: number;
  /** Each bank account's latest equation, as reconciled with the bank's own statements. */
  readonly equations: z.output<typeof equations>["items"];
  readonly openBreaks: number;
}

const FORTY_DAYS = 40;

/**
 * One enterprise, one campaign, one backer, one bank: applied, reviewed, published, pledged, paid, closed, settled; all
 * of it over HTTP, with real tokens, the bank's own process and the clock.
 */
export async function playSlice(stage: Stage): Promise<SliceEnd> {
  const owner = stage.steppedUp(DEMO_PEOPLE.emma);
  const backer = stage.person(DEMO_PEOPLE.bo);
  const { operator } = stage;
  const enterpriseId = await verifiedEnterprise(stage, owner, sliceApplicant());
  const campaignId = await liveCampaign(stage, owner, enterpriseId);
  const pledgeId = await paidPledge(stage, backer, campaignId);
  const ranInAll = await stage.until(daysAfter(await stage.now(), FORTY_DAYS));
  stage.tell(`forty days later: ${ranInAll} things ran`);
  const campaign = await owner.do(
    "GET",
    `${PUBLIC}/enterprises/${enterpriseId}/campaigns/${campaignId}`,
    withId,
  );
  const pledge = await readPledge(backer, pledgeId);
  const read = <T extends z.ZodType>(path: string, schema: T) =>
    operator.do("GET", `${STAFF}${path}`, schema);
  const trialBalance = await read(`/ledger/${campaignId}/trial-balance`, z.looseObject({}));
  const banks = await read("/partners", z.looseObject({ items: z.array(z.looseObject({ id: z.string() })) }));
  const reconciled = await read(`/partners/${banks.items[0]?.id}/reconciliations`, equations);
  const breaks = await read("/breaks?status=open", items);
  const parked = await read("/work/parked", items);
  for (const { account, closing, difference } of reconciled.items)
    stage.tell(`${account}: closing ${closing.amount} ${closing.currency}, difference ${difference.amount}`);
  stage.tell(`campaign: ${campaign.status}; pledge: ${pledge.status}; parked work: ${parked.items.length}`);
  return {
    ...{ enterpriseId, campaignId, pledgeId },
    campaignStatus: campaign.status,
    pledgeStatus: pledge.status,
    trialBalance,
    parked: parked.items.length,
    equations: reconciled.items,
    openBreaks: breaks.items.length,
  };
}
