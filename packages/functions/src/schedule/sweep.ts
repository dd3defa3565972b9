import type { Store } from "@firstlot/core/kernel/store";
import { dueKeys, SWEEP_GRACE_MS } from "@firstlot/core/work/sweep";
import type { Platform } from "../platform.ts";

/** As much as one run announces: while this many wait, the worker has enough to do, and more would only repeat it. */
export const QUEUE_DEEP = 500;

/** What the sweeper needs of the platform. */
type SweepPlatform = Pick<Platform, "clock" | "queue"> & { readonly store: Pick<Store, "query"> };

/**
 * Every minute, unless the queue is deep: announces what the fast path lost and what carries its own due time.
 * @returns the partition keys it announced
 */
export const createSweepHandler =
  (platform: SweepPlatform, graceMs: number = SWEEP_GRACE_MS) =>
  async (): Promise<{ announced: readonly string[] }> => {
    if ((await platform.queue.waiting()) >= QUEUE_DEEP) return { announced: [] };
    const keys = await dueKeys(platform.store, { now: platform.clock.business(), graceMs });
    for (const key of keys) await platform.queue.announce({ key, delaySeconds: 0 });
    return { announced: keys.map(({ pk }) => pk) };
  };
