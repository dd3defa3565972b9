import { granted, newAct } from "@firstlot/sdk/client";
import { z } from "zod";
import {
  askForPledge,
  type Basket,
  type PledgeView,
  paidOnPage,
  pledgeView,
  readPledge,
  reserved,
  transferred,
} from "./backer-acts.ts";
import { type Backer, of, together } from "./crowd.ts";
import type { Group } from "./presale-size.ts";
import { PUBLIC, type Stage } from "./stage.ts";

/** What each group wants of the main campaign. */
const BASKETS: Readonly<Record<Group, Basket>> = {
  early: { units: { t1: 1 } },
  race: { units: { t2: 1 } },
  retry: { units: { t2: 1, a1: 1 }, country: "FR" },
  never: { units: { t2: 1 } },
  withdraws: { units: { t2: 2 } },
  short: { units: { t2: 1 } },
  over: { units: { t2: 1 } },
  late: { units: { t2: 1 } },
  page: { units: { t2: 1, a1: 1 }, method: "page" },
  transfer: { units: { t2: 1 } },
};
const AT_ONCE = 8;
const problem = z.looseObject({ code: z.string() });
const RETRIES = 5;

/** A backer with the pledge that they made, if any. */
export interface Backed {
  readonly backer: Backer;
  readonly pledge: PledgeView | undefined;
}

/** Five requests with one key at once; each answers the same pledge. */
async function reservedFiveTimes(
  { caller }: Backer,
  campaignId: string,
  basket: Basket,
): Promise<PledgeView> {
  const key = crypto.randomUUID();
  const answers = await Promise.all(
    Array.from({ length: RETRIES }, () => askForPledge(caller, campaignId, basket, key)),
  );
  const pledges = answers.filter(({ status }) => status < 300).map(({ body }) => pledgeView.parse(body));
  const last = pledges.at(-1) ?? pledgeView.parse((await askForPledge(caller, campaignId, basket, key)).body);
  if (pledges.some(({ id }) => id !== last.id)) throw new Error("one key made more than one pledge");
  return last;
}

/** Everybody but the racers reserves; a few units of the second tier are left. */
export async function reservedByAll(
  stage: Stage,
  campaignId: string,
  crowd: readonly Backer[],
): Promise<Backed[]> {
  const calm = crowd.filter(({ group }) => group !== "race");
  const backed = await together(calm, AT_ONCE, async (backer) => {
    const basket = BASKETS[backer.group];
    const pledge =
      backer.group === "retry"
        ? await reservedFiveTimes(backer, campaignId, basket)
        : await reserved(backer.caller, campaignId, basket);
    return { backer, pledge };
  });
  stage.tell(
    `${backed.length} backers have reserved; ${of(crowd, "retry").length} of them sent their request five times`,
  );
  return backed;
}

/** More want the last units at the same moment than there are. */
export async function raced(stage: Stage, campaignId: string, crowd: readonly Backer[]): Promise<Backed[]> {
  const racers = of(crowd, "race");
  await together(racers, AT_ONCE, ({ caller }) => caller.ask("GET", `${PUBLIC}/me`)); // signed in before the start
  const backed = await Promise.all(
    racers.map(async (backer): Promise<Backed> => {
      const answered = await askForPledge(backer.caller, campaignId, BASKETS.race);
      if (answered.status < 300) return { backer, pledge: pledgeView.parse(answered.body) };
      const { code } = problem.parse(answered.body);
      if (code !== "sold_out") throw new Error(`a racer was refused with ${code}`);
      return { backer, pledge: undefined };
    }),
  );
  const won = backed.filter(({ pledge }) => pledge !== undefined).length;
  stage.tell(
    `${racers.length} raced for the last units: ${won} got one, ${racers.length - won} came too late`,
  );
  return backed;
}

/** The early-bird window has ended although units are left. */
export async function askedTooLate(
  stage: Stage,
  campaignId: string,
  crowd: readonly Backer[],
): Promise<void> {
  const [somebody] = of(crowd, "transfer");
  if (somebody === undefined) return;
  const answered = await askForPledge(somebody.caller, campaignId, BASKETS.early);
  const { code } = problem.parse(answered.body);
  if (code !== "tier_closed") throw new Error(`the early bird was answered ${answered.status} ${code}`);
  stage.tell(`the early-bird window is over: ${code}`);
}

/** Pays as the group pays; those who never pay and the late one do not pay yet. */
export async function paidByMost(stage: Stage, backed: readonly Backed[]): Promise<void> {
  await together(backed, AT_ONCE, async ({ backer, pledge }) => {
    const { payer, group } = backer;
    if (pledge === undefined || group === "never" || group === "late") return;
    if (group === "page") return paidOnPage(pledge, payer);
    const amount =
      group === "short" ? moved(pledge, -100) : group === "over" ? moved(pledge, 500) : undefined;
    await transferred(stage, pledge, { payer, ...(amount === undefined ? {} : { amount }) });
  });
  stage.tell("the bank has taken their payments, one 1.00 short and one 5.00 over");
  await stage.settle();
}

/** The price and some minor units more or less. */
function moved({ total }: PledgeView, byMinor: number): string {
  const [whole = "0", part = "0"] = total.amount.split(".");
  const minor = Number(whole) * 100 + Number(part) + byMinor;
  return `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, "0")}`;
}

/** One backer changes their mind. */
export async function withdrawn(stage: Stage, { backer, pledge }: Backed): Promise<void> {
  if (pledge === undefined) return;
  const path = { pledgeId: pledge.id };
  granted(
    await backer.caller.api.POST("/pledges/{pledgeId}/withdraw", { params: { path, header: newAct() } }),
  );
  await stage.settle();
  stage.tell(`${backer.name} has withdrawn: ${(await readPledge(backer.caller, pledge.id)).status}`);
}

/** The late one pays under the reference of a pledge that has expired. */
export async function paidLate(stage: Stage, { backer, pledge }: Backed): Promise<void> {
  if (pledge === undefined) return;
  const before = (await readPledge(backer.caller, pledge.id)).status;
  await transferred(stage, pledge, { payer: backer.payer });
  await stage.settle();
  const after = (await readPledge(backer.caller, pledge.id)).status;
  stage.tell(`${backer.name} pays two days after the end: ${before} → ${after}, units were left`);
}

/** How a small campaign is backed: its backers pay for so many units each; `unpaid` only reserve. */
export async function backedSmall(
  stage: Stage,
  campaignId: string,
  { backers, units, unpaid = [] }: { backers: readonly Backer[]; units: number; unpaid?: readonly Backer[] },
): Promise<Backed[]> {
  const backed = await together([...backers, ...unpaid], AT_ONCE, async (backer) => {
    const pledge = await reserved(backer.caller, campaignId, { units: { t1: units } });
    if (!unpaid.includes(backer)) await transferred(stage, pledge, { payer: backer.payer });
    return { backer, pledge };
  });
  await stage.settle();
  stage.tell(`campaign ${campaignId}: ${backers.length} have paid, ${unpaid.length} only reserved`);
  return backed;
}
