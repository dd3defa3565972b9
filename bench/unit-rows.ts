import { DAY_MS, HOUR_MS } from "@firstlot/core/kernel/instant";
import { invariant } from "@firstlot/core/kernel/invariant";
import { PLEDGES_PER_TRANSACTION_MAX } from "@firstlot/core/settlement/settlement-policy";
import { CLOSES_AT, OPENS_AT, SettlementScene } from "../test/store/settlement-scene.ts";
import { collect, confirm, pledge } from "./act.ts";
import { type Consumed, noteConsumed, totalOf } from "./consumed.ts";
import { HTTP_API_PER_MILLION, usdPerMillion } from "./price.ts";
import { exactRow, type Row } from "./row.ts";
import { functionsOver, type Stage } from "./stage.ts";

const RESERVE_UNITS_MAX = 9;
const RESERVE_ITEMS_MAX = 4;
const LIFE_UNITS_MAX = 36;
const RESERVATION_USD_MAX = 7.1;
/** Enough that some of the 64 buckets hold one and some two of them. */
const SETTLED_PLEDGES = 48;

const writesOf = (calls: readonly Consumed[]) => calls.filter(({ writeUnits }) => writeUnits > 0);

/** What one request, and one whole life of a pledge, consume. */
interface Units {
  readonly reserve: readonly Consumed[];
  readonly confirm: readonly Consumed[];
  /** What the money transaction of a confirmation writes, without the note of the message and the end of its work. */
  readonly confirmMoney: number;
  /** By pledge, in full transactions of 24. */
  readonly settlePerPledge: { readonly read: number; readonly write: number };
  /** What a campaign's closing, verdict, tranches and runs consume once. */
  readonly settlePerCampaign: { readonly read: number; readonly write: number };
}

/** Lets one backer pledge and pay, and a campaign settle, and notes what the table charges. */
async function measureUnits(stage: Stage): Promise<Units> {
  const { dynamo, store } = stage.scene.separate();
  const noted = noteConsumed(dynamo);
  const functions = functionsOver(store);
  const offer = await stage.sell({ units: 1_000, shards: 1 });
  await stage.invite(2);
  await pledge(stage, offer, functions); // the offer and the bank are read once and kept
  noted.splice(0);
  const { payment } = await pledge(stage, offer, functions);
  const reserve = noted.splice(0);
  await confirm(stage, offer, payment, functions);
  const confirmed = noted.splice(0);
  const other = await pledge(stage, offer, functions);
  noted.splice(0);
  await collect(stage, offer, other.payment, functions);
  return {
    reserve,
    confirm: confirmed,
    confirmMoney: totalOf(noted).write,
    ...(await settlement(stage)),
  };
}

/**
 * What a pledge adds to a full transaction, from the small ones of a small campaign: each more pledge costs the same,
 * and what a transaction costs besides is shared.
 */
function perPledgeOfMany(settling: readonly Consumed[]): number {
  const [few, many] = [1, 2].map((count) => settling.find(({ pledges }) => pledges === count)?.writeUnits);
  invariant(few !== undefined && many !== undefined, "some buckets hold one pledge and some two");
  const each = many - few;
  return each + (few - each) / PLEDGES_PER_TRANSACTION_MAX;
}

/** The closing of a campaign: what each pledge adds, and what is consumed once. */
async function settlement(stage: Stage): Promise<Pick<Units, "settlePerPledge" | "settlePerCampaign">> {
  const { dynamo, store } = stage.scene.separate();
  const noted = noteConsumed(dynamo);
  const scene = new SettlementScene(store);
  await scene.open();
  await scene.paid(SETTLED_PLEDGES);
  await scene.advance(Date.parse(CLOSES_AT) - Date.parse(OPENS_AT) - HOUR_MS);
  noted.splice(0);
  await scene.advance(HOUR_MS + DAY_MS);
  const settling = noted.filter(({ pledges }) => pledges > 0);
  const ofPledges = totalOf(settling);
  const all = totalOf(noted);
  const settlePerPledge = { read: 0, write: perPledgeOfMany(settling) };
  return { settlePerPledge, settlePerCampaign: { read: all.read, write: all.write - ofPledges.write } };
}

/** Rows 10 and 12: units, and what they cost. */
export async function unitRows(stage: Stage): Promise<Row[]> {
  const units = await measureUnits(stage);
  const reserve = totalOf(units.reserve);
  const items = writesOf(units.reserve).reduce((sum, call) => sum + call.items, 0);
  const money = units.confirmMoney;
  const settle = units.settlePerPledge.write;
  const life = reserve.write + money + settle;
  const confirmed = totalOf(units.confirm);
  const whole = { read: reserve.read + confirmed.read, write: reserve.write + confirmed.write + settle };
  const perReservation = usdPerMillion(reserve) + HTTP_API_PER_MILLION;
  return [
    exactRow({
      number: 10,
      what: "write units: reserve, its items, whole life of a pledge",
      must: `≤ ${RESERVE_UNITS_MAX}; ≤ ${RESERVE_ITEMS_MAX}; ≤ ${LIFE_UNITS_MAX}`,
      measured:
        `${reserve.write}; ${items}; ${life.toFixed(1)} (${reserve.write} reserve + ${money} confirm + ` +
        `${settle.toFixed(1)} settle); the message of the bank and its work item add ${confirmed.write - money}, ` +
        `a campaign's closing ${units.settlePerCampaign.write} once`,
      isMet: reserve.write <= RESERVE_UNITS_MAX && items <= RESERVE_ITEMS_MAX && life <= LIFE_UNITS_MAX,
      detail: units,
    }),
    exactRow({
      number: 12,
      what: "USD per million reservations with the HTTP API; per million whole lives",
      must: `≤ ${RESERVATION_USD_MAX}; stated`,
      measured: `${perReservation.toFixed(2)}; ${(usdPerMillion(whole) + 2 * HTTP_API_PER_MILLION).toFixed(2)}`,
      isMet: perReservation <= RESERVATION_USD_MAX,
      detail: { reserve, whole },
    }),
  ];
}
