import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { z } from "zod";
import type { Platform } from "../platform.ts";
import { type DueRun, type DueRunner, runDue } from "./due-runner.ts";

/** What an announcement says: the key of an item that is due. */
export const announcementSchema = z.strictObject({ pk: z.string().max(200), sk: z.string().max(200) });

/**
 * The worker: runs the item that each message names. One bad message fails alone and comes again; after its last try
 * the queue sets it aside and raises an alarm, while the sweeper still finds the item.
 * @param onRun told of each run; the local clock answers with what ran
 */
export const createWorkHandler =
  (platform: Platform, runner: DueRunner, onRun?: (run: DueRun) => void) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const failed: string[] = [];
    for (const { messageId, body } of event.Records) {
      try {
        const run = await runDue(runner, announcementSchema.parse(JSON.parse(body)));
        onRun?.(run);
        platform.log({
          level: run.status === "parked" || run.status === "retried" ? "warn" : "info",
          event: "work.run",
          ref: run.ref,
          code: `${run.what}:${run.status}`,
          ...(run.error === undefined ? {} : { error: run.error }),
        });
      } catch (error) {
        failed.push(messageId);
        const said = error instanceof Error ? (error.stack ?? error.name) : "unknown";
        platform.log({ level: "error", event: "work.failed", error: said });
      }
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
