import { instantOf } from "@firstlot/core/kernel/instant";
import type { Store } from "@firstlot/core/kernel/store";
import { describe, expect, it } from "vitest";
import type { Platform } from "../platform.ts";
import { createSweepHandler, QUEUE_DEEP } from "./sweep.ts";

const NOON = instantOf(Date.UTC(2026, 5, 1, 12));

/** One item that carries its own due time, and a queue in which so many messages wait. */
function sweepWith(waiting: number) {
  const announced: string[] = [];
  const item = { pk: "CAMPAIGN#cmp_1", sk: "STATE", dueSk: `${NOON}#cmp_1` };
  const query: Store["query"] = async ({ pk }) => ({ items: pk === "DUE#0" ? [item] : [] });
  const platform: Pick<Platform, "clock" | "queue"> & { store: Pick<Store, "query"> } = {
    store: { query },
    clock: { business: () => NOON, wall: () => NOON },
    queue: {
      announce: async ({ key }) => {
        announced.push(key.pk);
      },
      waiting: async () => waiting,
    },
  };
  return { sweep: createSweepHandler(platform), announced };
}

describe("the sweeper", () => {
  it("announces what is due", async () => {
    const { sweep, announced } = sweepWith(QUEUE_DEEP - 1);
    expect(await sweep()).toEqual({ announced: ["CAMPAIGN#cmp_1"] });
    expect(announced).toEqual(["CAMPAIGN#cmp_1"]);
  });

  it("announces nothing while the queue is deep", async () => {
    const { sweep, announced } = sweepWith(QUEUE_DEEP);
    expect(await sweep()).toEqual({ announced: [] });
    expect(announced).toEqual([]);
  });
});
