import { setTimeout as sleep } from "node:timers/promises";

const POLLS_MAX = 240;
const POLL_MS = 500;

/** Asks again and again until it is so; fails with what was waited for. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (let polls = 0; polls < POLLS_MAX; polls++) {
    if (await isSo()) return;
    await sleep(POLL_MS);
  }
  throw new Error(`it never came that ${what}`);
}
