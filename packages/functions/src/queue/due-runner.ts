import { invariant } from "@firstlot/core/kernel/invariant";
import type { Key } from "@firstlot/core/kernel/store";
import type { WorkRun } from "@firstlot/core/work/run-work";
import { type WorkId, type WorkItem, workIdSchema } from "@firstlot/core/work/work-item";
import type { SeenSwitches } from "@firstlot/core/work/work-switch";

/** Does what is due at one item: a work item's effect, or the one conditional change of an item with its own due time. */
export interface DueRunner {
  readonly loadWork: (id: WorkId) => Promise<WorkItem | undefined>;
  readonly runWork: (item: WorkItem | undefined, seen: SeenSwitches) => Promise<WorkRun>;
  /** By the prefix of the partition key: `PLEDGE`, `CAMPAIGN`, … Each re-reads its item and does nothing when it is not due. */
  readonly selfDue: Readonly<Record<string, (key: Key) => Promise<void>>>;
}

/** What ran, for the log and for the local clock's answer. */
export type DueRun = Readonly<{ what: string; ref: string; status: string; error?: string | undefined }>;

/** What is due at a key, ready to run. What has one `ref` is about one thing, and runs one after the other. */
export interface Due {
  readonly ref: string;
  /** A work item's failure is stored with it; another item's failure throws, to be tried again. */
  readonly run: (seen: SeenSwitches) => Promise<DueRun>;
}

/** Looks what is due at `key`. */
export async function dueAt(runner: DueRunner, key: Key): Promise<Due> {
  const [prefix = "", id = ""] = key.pk.split("#");
  if (prefix === "WORK") {
    const item = await runner.loadWork(workIdSchema.parse(id));
    const ref = item?.ref ?? id;
    return {
      ref,
      run: async (seen) => {
        const run = await runner.runWork(item, seen);
        return { what: run.kind ?? "work", ref: run.ref ?? id, status: run.status, error: run.error };
      },
    };
  }
  const effect = runner.selfDue[prefix];
  invariant(effect !== undefined, `an item with a due time has an effect: ${prefix}`);
  return {
    ref: id,
    run: async () => {
      await effect(key);
      return { what: prefix.toLowerCase(), ref: id, status: "done" };
    },
  };
}
