import { type Instant, instantOf } from "@firstlot/core/kernel/instant";
import { invariant } from "@firstlot/core/kernel/invariant";
import type { Store } from "@firstlot/core/kernel/store";
import { loadWork, runWork, type WorkHandler } from "@firstlot/core/work/run-work";
import { workIdOf } from "@firstlot/core/work/work-item";
import type { WorkKind } from "@firstlot/core/work/work-kind";
import { idleHandlers } from "./idle-handlers.ts";

/** Lets a worker come to one item when it is due, `now` at the earliest; throws what the effect threw. */
export async function runOne(
  store: Store,
  { kind, cause, now, handler }: { kind: WorkKind; cause: string[]; now: Instant; handler: WorkHandler },
): Promise<void> {
  const item = await loadWork(store, workIdOf({ kind, cause }));
  invariant(item !== undefined, "what is run is there");
  const at = [item.dueAt, now].toSorted().at(-1) ?? now;
  const handlers = { ...idleHandlers, [kind]: handler };
  const run = await runWork({ store, handlers, now: () => at, wall: () => instantOf(Date.now()) }, item);
  if (run.error !== undefined) throw new Error(run.error);
}
