import { setTimeout as sleep } from "node:timers/promises";
import type { LogLine } from "@firstlot/functions/platform";
import type { Driver } from "./driver.ts";

/** How often the wheel turns by itself while nobody advances the clock. */
const TURN_EVERY_MS = 500;

/** Lets due work run while business time goes by itself: at once, or after the demo's past was made. */
export function turn(
  driver: Driver,
  { log, after }: { log: (line: LogLine) => void; after: Promise<void> | undefined },
): { end(): void } {
  let isOver = false;
  const run = async () => {
    await after;
    while (!isOver) {
      await driver.settle().catch((error: unknown) => {
        if (!isOver)
          log({ level: "error", event: "turn.failed", error: error instanceof Error ? error.message : "" });
      });
      await sleep(TURN_EVERY_MS, undefined, { ref: false });
    }
  };
  void run();
  return {
    end: () => {
      isOver = true;
    },
  };
}
