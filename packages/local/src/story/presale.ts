import type { Caller } from "./caller.ts";
import {
  cancelled,
  inExplore,
  type Maker,
  publishedCampaign,
  scheduledCampaign,
  statusOf,
} from "./campaign-acts.ts";
import { financeColleague } from "./colleague.ts";
import { type Backer, gatherCrowd, signedUp } from "./crowd.ts";
import { verifiedEnterprise } from "./enterprise-acts.ts";
import {
  anotherAccount,
  closedAtBank,
  delivered,
  paymentAsked,
  paymentStatus,
  secondTranche,
  tranchesOf,
} from "./money-acts.ts";
import {
  askedTooLate,
  type Backed,
  backedSmall,
  paidByMost,
  paidLate,
  raced,
  reservedByAll,
  withdrawn,
} from "./pledging.ts";
import { type PresaleSize, WHOLE } from "./presale-size.ts";
import { cancelledTerms, DAYS, failingTerms, fullTerms, mainTerms } from "./presale-terms.ts";
import { sliceApplicant } from "./slice-data.ts";
import { daysAfter, type Stage } from "./stage.ts";

/** The four campaigns of the story, by the words of docs/rules/ledger.md. */
export const CAMPAIGNS = ["main", "failing", "cancelled", "full"] as const;
export type CampaignName = (typeof CAMPAIGNS)[number];

/** What was played: who made what, who backed it with which pledge. */
export interface Played {
  readonly maker: Maker;
  readonly ids: Readonly<Record<CampaignName, string>>;
  readonly backed: Readonly<Record<CampaignName, readonly Backed[]>>;
  /** What was there before the campaign was sold: units by tier or add-on of the main campaign. */
  readonly stock: Readonly<Record<string, number>>;
}

const OWNER = "olga@story.example";

async function openedEnterprise(stage: Stage): Promise<Maker> {
  await signedUp(stage, OWNER, "Olga Owner");
  const owner = stage.steppedUp({ email: OWNER });
  stage.tell("Olga has opened an account and set up her second factor");
  return { owner, enterpriseId: await verifiedEnterprise(stage, owner, sliceApplicant()) };
}

async function publishedAll(
  stage: Stage,
  maker: Maker,
  { now, size }: { now: string; size: PresaleSize },
): Promise<Played["ids"]> {
  const failing = await publishedCampaign(stage, maker, failingTerms(now));
  const cancelledOne = await publishedCampaign(stage, maker, cancelledTerms(now));
  const full = await publishedCampaign(stage, maker, fullTerms(now));
  const main = await scheduledCampaign(stage, maker, {
    wrong: mainTerms(now, size, size.plan.wrong),
    right: mainTerms(now, size, size.plan.supplies),
  });
  const listed = await inExplore(stage);
  stage.tell(`explore shows ${listed.length} campaigns`);
  return { main, failing, cancelled: cancelledOne, full };
}

/** The first ten days: pledges, the race, the full and the cancelled campaign, expiries, the late payer. */
async function sold(
  stage: Stage,
  maker: Maker,
  { ids, crowd, now }: { ids: Played["ids"]; crowd: readonly Backer[]; now: string },
): Promise<Played["backed"]> {
  const calm = await reservedByAll(stage, ids.main, crowd);
  const racers = await raced(stage, ids.main, crowd);
  const main = [...calm, ...racers];
  await paidByMost(stage, main);
  const at = (group: Backer["group"]) => main.filter(({ backer }) => backer.group === group);
  for (const one of at("withdraws")) await withdrawn(stage, one);
  await stage.until(daysAfter(now, DAYS.soldOut));
  const full = await backedSmall(stage, ids.full, { backers: crowd.slice(0, 5), units: 2 });
  stage.tell(`campaign ${ids.full}: paid money has reached its cap: ${await statusOf(maker, ids.full)}`);
  await stage.until(daysAfter(now, DAYS.cancelled));
  const [first, second, third] = crowd.slice(5, 8);
  if (first === undefined || second === undefined || third === undefined) throw new Error("a crowd is many");
  const givenUp = await backedSmall(stage, ids.cancelled, {
    backers: [first, second],
    units: 1,
    unpaid: [third],
  });
  await cancelled(stage, maker, ids.cancelled);
  const failing = await backedSmall(stage, ids.failing, { backers: crowd.slice(8, 11), units: 3 });
  await stage.until(daysAfter(now, DAYS.earlyBirdEnds));
  await askedTooLate(stage, ids.main, crowd);
  for (const one of at("late")) {
    const { payBy = now } = one.pledge ?? {};
    const ran = await stage.until(daysAfter(payBy, 2));
    stage.tell(`two days after the reservations ended (${ran} things ran)`);
    await paidLate(stage, one);
  }
  return { main, failing, cancelled: givenUp, full };
}

/** The failed campaign: everybody is refunded, one to another account than the closed one. */
async function refunded(stage: Stage, { failing }: Played["backed"], ids: Played["ids"], now: string) {
  const [unlucky] = failing;
  if (unlucky === undefined) throw new Error("the failing campaign has backers");
  await closedAtBank(stage, unlucky.backer.payer.account);
  await stage.until(daysAfter(now, DAYS.failedDeadline + 4));
  stage.tell(`campaign ${ids.failing}: its goal was missed, the refunds have gone out`);
  const steppedUp = stage.steppedUp(unlucky.backer);
  await anotherAccount(stage, unlucky, { steppedUp, account: "DE02600501010002034304" });
}

/** The funded campaign: verdict, fee, tranches, payments, goods, completion. */
async function fundedToCompleted(
  stage: Stage,
  maker: Maker,
  {
    id,
    backed,
    now,
    by,
    payments: amounts,
  }: {
    id: string;
    backed: readonly Backed[];
    now: string;
    by: Caller;
    payments: PresaleSize["payments"];
  },
): Promise<void> {
  await stage.until(daysAfter(now, DAYS.mainDeadline + 0.2));
  stage.tell(`campaign ${id}: its deadline has passed: ${await statusOf(maker, id)}`);
  await stage.until(daysAfter(now, DAYS.mainDeadline + 5));
  const tranches = (await tranchesOf(maker, id)).map(
    ({ position, amount, status }) => `${position}: ${amount.amount} ${status}`,
  );
  stage.tell(`campaign ${id}: ${await statusOf(maker, id)}; tranches ${tranches.join(", ")}`);
  const supplier = { name: "Glashütte Nord", account: "DE68210501700012345678" };
  const payments = [
    await paymentAsked(stage, maker, {
      by,
      campaignId: id,
      lineId: "s1",
      amount: amounts.supplier,
      supplier,
    }),
    await paymentAsked(stage, maker, { by, campaignId: id, lineId: "s2", amount: amounts.ownCosts }),
  ];
  await secondTranche(stage, maker, { by, campaignId: id });
  await stage.until(daysAfter(now, DAYS.mainDeadline + 10));
  for (const paymentId of payments)
    stage.tell(`payment ${paymentId}: ${await paymentStatus(maker, { campaignId: id, paymentId })}`);
  await delivered(stage, maker, { campaignId: id, backed });
  await stage.until(daysAfter(now, DAYS.mainDeadline + 18));
  stage.tell(`campaign ${id}: ${await statusOf(maker, id)}; its reserve is on the campaign account`);
}

/** Plays the whole story of four pre-sales; all of it over HTTP, with real tokens, the bank's process and the clock. */
export async function playPresale(stage: Stage, size: PresaleSize = WHOLE): Promise<Played> {
  const now = await stage.now();
  const maker = await openedEnterprise(stage);
  const by = await financeColleague(stage, maker);
  const ids = await publishedAll(stage, maker, { now, size });
  const crowd = await gatherCrowd(stage, size);
  stage.tell(`${crowd.length} backers: three have signed up, the others are demo users`);
  const backed = await sold(stage, maker, { ids, crowd, now });
  await refunded(stage, backed, ids, now);
  await fundedToCompleted(stage, maker, {
    ...{ id: ids.main, backed: backed.main, now, by },
    payments: size.payments,
  });
  return { maker, ids, backed, stock: size.stock };
}
