import { confirm, pledge } from "./act.ts";
import { bareTransaction } from "./bare.ts";
import { inTurn, medianLatency, rateOf } from "./in-turn.ts";
import { type Row, ratioRow } from "./row.ts";
import type { Stage } from "./stage.ts";

const PAIRS = 5;
const RUNS = PAIRS + 1; // one to warm up
const CONCURRENCY = 16;
const RESERVE_ITEMS = 4;
const CONFIRM_ITEMS = 7;
const PROBES = 32;
const PLEDGES_MAX = 320;
const PLEDGES_EACH = 4; // of one backer

/** How many operations a run takes: about a second's worth on this machine now. */
async function runLength(stage: Stage): Promise<number> {
  const load = { count: PROBES, concurrency: CONCURRENCY };
  const perSecond = await rateOf(load, () => bareTransaction(stage, RESERVE_ITEMS));
  return Math.min(PLEDGES_MAX, Math.max(PROBES, Math.round(perSecond)));
}

/** Rows 1 to 3: a pledge against the bare transactions that it cannot do without. */
export async function pledgeRows(stage: Stage): Promise<Row[]> {
  const offer = await stage.sell({ units: 100_000, shards: 16 });
  const count = await runLength(stage);
  const alone4th = Math.round(count / 4);
  const half = Math.round(count / 2);
  await stage.invite(Math.ceil((RUNS * (count + alone4th + half)) / PLEDGES_EACH));
  const at16 = { count, concurrency: CONCURRENCY };
  const whole = { count: half, concurrency: CONCURRENCY };
  const reserved = await inTurn({
    pairs: PAIRS,
    reference: () => rateOf(at16, () => bareTransaction(stage, RESERVE_ITEMS)),
    subject: () => rateOf(at16, async () => void (await pledge(stage, offer))),
  });
  const alone = await inTurn({
    pairs: PAIRS,
    reference: () => medianLatency(alone4th, () => bareTransaction(stage, RESERVE_ITEMS)),
    subject: () => medianLatency(alone4th, async () => void (await pledge(stage, offer))),
  });
  const confirmed = await inTurn({
    pairs: PAIRS,
    reference: () =>
      rateOf(whole, async () => {
        await bareTransaction(stage, RESERVE_ITEMS);
        await bareTransaction(stage, CONFIRM_ITEMS);
      }),
    subject: () =>
      rateOf(whole, async () => {
        const { payment } = await pledge(stage, offer);
        await confirm(stage, offer, payment);
      }),
  });
  return [
    ratioRow({ number: 1, what: "pledge, 16 in parallel", unit: "a second", atLeast: 0.5 }, reserved),
    ratioRow({ number: 2, what: "pledge alone, p50", unit: "ms", atMost: 3.5 }, alone),
    ratioRow(
      { number: 3, what: "pledge and the bank's confirmation, whole", unit: "a second", atLeast: 0.45 },
      confirmed,
    ),
  ];
}
