import { rememberedSwitches, type SeenSwitches } from "@firstlot/core/work/work-switch";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { z } from "zod";
import type { LogLine, Platform } from "../platform.ts";
import { type Due, type DueRun, type DueRunner, dueAt } from "./due-runner.ts";

/** What an announcement says: the key of an item that is due. */
export const announcementSchema = z.strictObject({ pk: z.string().max(200), sk: z.string().max(200) });

/**
 * The worker: most of an item's time is waiting for the store, so what its messages name runs side by side, but for
 * items about one thing, which would only overtake each other. One bad message fails alone and comes again; after its
 * last try the queue sets it aside and raises an alarm, while the sweeper still finds the item.
 * @param options.onRun told of each run; the local clock answers with what ran
 * @param options.seen switches that whoever calls keeps true; absent: each is read once in five seconds
 */
export function createWorkHandler(
  platform: Platform,
  runner: DueRunner,
  options: { readonly onRun?: (run: DueRun) => void; readonly seen?: SeenSwitches } = {},
): (event: SQSEvent) => Promise<SQSBatchResponse> {
  const { seen: kept } = options;
  const switches = kept === undefined ? rememberedSwitches(platform.clock.wall) : () => kept;
  return async (event) => {
    const seen = switches();
    const failed: string[] = [];
    /** Does `act`; a failure is the message's, and no other's. */
    const guarded = async <T>(messageId: string, act: () => Promise<T>): Promise<T | undefined> => {
      try {
        return await act();
      } catch (error) {
        failed.push(messageId);
        const said = error instanceof Error ? (error.stack ?? error.name) : "unknown";
        platform.log({ level: "error", event: "work.failed", error: said });
        return undefined;
      }
    };
    const dues = await Promise.all(
      event.Records.map(async ({ messageId, body }) => {
        const due = await guarded(messageId, async () =>
          dueAt(runner, announcementSchema.parse(JSON.parse(body))),
        );
        return due === undefined ? [] : [{ messageId, ...due }];
      }),
    );
    const about = new Map<string, (Due & { readonly messageId: string })[]>();
    for (const due of dues.flat()) about.set(due.ref, [...(about.get(due.ref) ?? []), due]);
    await Promise.all(
      [...about.values()].map(async (group) => {
        for (const { messageId, run } of group)
          await guarded(messageId, async () => {
            const ran = await run(seen);
            options.onRun?.(ran);
            platform.log(lineOf(ran));
          });
      }),
    );
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

const lineOf = ({ what, ref, status, error }: DueRun): LogLine => ({
  level: status === "parked" || status === "retried" ? "warn" : "info",
  event: "work.run",
  ref,
  code: `${what}:${status}`,
  ...(error === undefined ? {} : { error }),
});
