import { z } from "zod";
import { DEMO_PEOPLE, DEMO_STAFF } from "../../packages/local/src/platform/demo-people.ts";
import { readPledge, reserved, transferred } from "../../packages/local/src/story/backer-acts.ts";
import { accountsTable, trialBalanceOf } from "../../packages/local/src/story/books.ts";
import { publishedCampaign, statusOf } from "../../packages/local/src/story/campaign-acts.ts";
import { closedAtBank, readRefund } from "../../packages/local/src/story/money-acts.ts";
import type { SliceEnd } from "../../packages/local/src/story/slice.ts";
import { sliceTerms } from "../../packages/local/src/story/slice-data.ts";
import { daysAfter, PUBLIC, STAFF, type Stage, withId } from "../../packages/local/src/story/stage.ts";

const PAYER = { name: "Bo Backer", account: "DE75512108001245126199" };
const reason = { json: { reason: "its maker has closed the workshop" } };
const users = z.looseObject({ items: z.array(z.looseObject({ userId: z.string() })) });
const listed = z.looseObject({ items: z.array(z.looseObject({})) });
const settlementView = z.looseObject({ status: z.string() });

const LIVE_DAYS = 2;
/** Before the bank's cut-off of that day. */
const earlyOn = (instant: string): string => `${instant.slice(0, "2027-01-01".length)}T06:00:00.000Z`;
/** Within it a campaign that has closed gets its verdict, its split and its instructions, before a cut-off takes them along. */
const A_MOMENT_DAYS = 1 / 24 / 20;
/** The time to name an account for a failed refund, and the next look at the campaign after it. */
const DORMANT_DAYS = 182;
const REFUND_DAYS = 5;

/** What became of a campaign that was funded and then given up, and of the one before it. */
export interface GivenUpEnd {
  readonly first: string;
  readonly second: string;
  readonly pledge: string;
  readonly refund: string;
  readonly settlement: string;
  readonly parked: number;
  readonly openBreaks: number;
  /** The books of the first campaign, the second one and the platform. */
  readonly books: readonly (Awaited<ReturnType<typeof trialBalanceOf>> & { readonly accounts: string })[];
}

/** Two operators make the analyst an approver too: a cancellation takes two of them. */
async function secondApprover(stage: Stage): Promise<void> {
  const { operator } = stage;
  const { items } = await operator.do("POST", `${STAFF}/users/find`, users, {
    json: { email: DEMO_STAFF.anna.user.email },
  });
  const at = `${STAFF}/users/${items[0]?.userId}/staff-roles`;
  const grant = z.looseObject({ id: z.string() });
  const { id } = await operator.do("POST", at, grant, { json: { role: "approver" } });
  const other = stage.steppedUp(DEMO_STAFF.oscar.user);
  await other.do("POST", `${STAFF}/staff-grants/${id}/confirm`, grant);
}

/**
 * After the slice: its goods are sent, which completes its campaign; a second campaign is funded, and two approvers
 * cancel it before any money has left custody. The bank sends the refund back, its backer names no other account, and
 * the money is dormant.
 */
export async function playGivenUp(stage: Stage, slice: SliceEnd): Promise<GivenUpEnd> {
  const owner = stage.steppedUp(DEMO_PEOPLE.emma);
  const backer = stage.person(DEMO_PEOPLE.bo);
  const maker = { enterpriseId: slice.enterpriseId, owner };
  const plan = `${PUBLIC}/enterprises/${slice.enterpriseId}/campaigns`;
  await owner.do("POST", `${plan}/${slice.campaignId}/pledges/${slice.pledgeId}/fulfil`, withId, {
    json: { tracking: "DHL-1" },
  });
  await secondApprover(stage);
  const now = await stage.now();
  const terms = { ...sliceTerms(now), deadline: earlyOn(daysAfter(now, LIVE_DAYS)) };
  const campaignId = await publishedCampaign(stage, maker, terms);
  const pledge = await reserved(backer, campaignId, { units: { t1: 2 } });
  await transferred(stage, pledge, { payer: PAYER });
  await stage.settle();
  await stage.until(daysAfter(terms.deadline, A_MOMENT_DAYS));
  const at = `${STAFF}/campaigns/${campaignId}`;
  await stage.approver.do("POST", `${at}/request-cancellation`, withId, reason);
  await stage.analyst.do("POST", `${at}/confirm-cancellation`, withId);
  await closedAtBank(stage, PAYER.account);
  await stage.settle();
  await stage.until(daysAfter(await stage.now(), REFUND_DAYS));
  await stage.until(daysAfter(await stage.now(), DORMANT_DAYS));
  const { status, refundIds } = await readPledge(backer, pledge.id);
  const books = [];
  for (const book of [slice.campaignId, campaignId, "platform"])
    books.push({
      ...(await trialBalanceOf(stage, book)),
      accounts: `\n${await accountsTable(stage, book)}\n`,
    });
  const count = async (path: string) =>
    (await stage.operator.do("GET", `${STAFF}${path}`, listed)).items.length;
  return {
    first: await statusOf(maker, slice.campaignId),
    second: await statusOf(maker, campaignId),
    pledge: status,
    refund: (await readRefund(backer, refundIds.at(-1) ?? "")).status,
    settlement: (await stage.operator.do("GET", `${at}/settlement`, settlementView)).status,
    parked: await count("/work/parked"),
    openBreaks: await count("/breaks?status=open"),
    books,
  };
}
