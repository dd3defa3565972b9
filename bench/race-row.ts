import { invariant } from "@firstlot/core/kernel/invariant";
import { totalsOf } from "@firstlot/core/pledge/shard";
import { loadShards } from "@firstlot/core/pledge/shard-store";
import { injectFaults, randomFaults } from "../test/store/fault-client.ts";
import { tryToPledge } from "./act.ts";
import { exactRow, type Row } from "./row.ts";
import { functionsOver, type Stage } from "./stage.ts";

const BUYERS = [50, 100, 200];
const UNITS = 10;
const FAULTS = { conflict: 0.2, throttle: 0.1 };

/** Row 8: more buyers than units, all at once, over a client that also refuses three calls in ten. */
export async function raceRow(stage: Stage): Promise<Row> {
  const races: { buyers: number; faults: boolean; sold: number; refused: number; failed: number }[] = [];
  for (const buyers of BUYERS) {
    await stage.invite(buyers);
    for (const withFaults of [false, true]) races.push(await race(stage, buyers, withFaults));
  }
  const isMet = races.every(({ sold, failed }) => sold === UNITS && failed === 0);
  return exactRow({
    number: 8,
    what: "50, 100, 200 buyers for the last 10 units, calm and with 30 % refusals injected",
    must: "exactly 10, no 5xx",
    measured: races
      .map(
        ({ buyers, faults, sold, failed }) => `${buyers}${faults ? " faulty" : ""}: ${sold}, ${failed} × 5xx`,
      )
      .join("; "),
    isMet,
    detail: races,
  });
}

async function race(stage: Stage, buyers: number, withFaults: boolean) {
  const offer = await stage.sell({ units: UNITS, shards: 1 });
  const { dynamo, store } = stage.scene.separate();
  if (withFaults) injectFaults(dynamo, randomFaults(buyers, FAULTS));
  const functions = functionsOver(store);
  const answers = await Promise.all(
    Array.from({ length: buyers }, () => tryToPledge(functions, offer, { token: stage.nextBacker() })),
  );
  const statuses = answers.map(({ status }) => status);
  const { units, reservedCount } = totalsOf(await loadShards(stage.client.store, offer));
  const sold = statuses.filter((status) => status === 201).length;
  invariant(units.t1 === UNITS - sold && reservedCount === sold, "what was answered is what is stored");
  return {
    buyers,
    faults: withFaults,
    sold,
    refused: statuses.filter((status) => status === 409).length,
    failed: statuses.filter((status) => status >= 500).length,
  };
}
