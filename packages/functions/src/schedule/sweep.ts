import { dueKeys, SWEEP_GRACE_MS } from "@firstlot/core/work/sweep";
import type { Platform } from "../platform.ts";

/** Every minute: announces what the fast path lost and what carries its own due time. @returns the partition keys it announced */
export const createSweepHandler =
  (platform: Platform, graceMs: number = SWEEP_GRACE_MS) =>
  async (): Promise<{ announced: readonly string[] }> => {
    const keys = await dueKeys(platform.store, { now: platform.clock.business(), graceMs });
    for (const key of keys) await platform.queue.announce({ key, delaySeconds: 0 });
    return { announced: keys.map(({ pk }) => pk) };
  };
