import { invariant } from "@firstlot/core/kernel/invariant";
import type { Key } from "@firstlot/core/kernel/store";
import type { WorkRun } from "@firstlot/core/work/run-work";
import { workIdSchema } from "@firstlot/core/work/work-item";

/** Does what is due at one item: a work item's effect, or the one conditional change of an item with its own due time. */
export interface DueRunner {
  readonly runWork: (id: ReturnType<typeof workIdSchema.parse>) => Promise<WorkRun>;
  /** By the prefix of the partition key: `PLEDGE`, `CAMPAIGN`, … Each re-reads its item and does nothing when it is not due. */
  readonly selfDue: Readonly<Record<string, (key: Key) => Promise<void>>>;
}

/** What ran, for the log and for the local clock's answer. */
export type DueRun = Readonly<{ what: string; ref: string; status: string; error?: string | undefined }>;

/** Runs what is due at `key`. A work item's failure is stored with it; another item's failure throws, to be tried again. */
export async function runDue(runner: DueRunner, key: Key): Promise<DueRun> {
  const [prefix = "", id = ""] = key.pk.split("#");
  if (prefix === "WORK") {
    const run = await runner.runWork(workIdSchema.parse(id));
    return { what: run.kind ?? "work", ref: run.ref ?? id, status: run.status, error: run.error };
  }
  const effect = runner.selfDue[prefix];
  invariant(effect !== undefined, `an item with a due time has an effect: ${prefix}`);
  await effect(key);
  return { what: prefix.toLowerCase(), ref: id, status: "done" };
}
