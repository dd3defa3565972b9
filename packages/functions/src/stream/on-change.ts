import type { Event } from "@firstlot/core/audit/event";
import { msBetween } from "@firstlot/core/kernel/instant";
import { parseWorkItem } from "@firstlot/core/work/work-item";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import type { Platform } from "../platform.ts";
import { eventOfRecord, itemOfRecord } from "./event-of-record.ts";

/** SQS holds a message back for 15 minutes at most; what is due later is the sweeper's. */
const FAST_PATH_SECONDS_MAX = 900;

/**
 * A view that follows the events: cards, notices. Told of every event at least once, in the order of each aggregate;
 * the views of one event are told side by side.
 */
export type Projection = (event: Event) => Promise<void>;

/**
 * The stream: announces new work to the queue (the fast path) and tells the projections of new events. Nothing
 * depends on it: lost work is found by the sweeper, projections catch up from the events.
 */
export const createChangeHandler =
  (platform: Platform, projections: readonly Projection[]) =>
  async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    for (const record of event.Records) {
      try {
        await onRecord(platform, projections, record);
      } catch (error) {
        const said = error instanceof Error ? (error.stack ?? error.name) : "unknown";
        platform.log({ level: "error", event: "stream.failed", error: said });
        // the stream is in order: go on from here, the records before it are done
        return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? "" }] };
      }
    }
    return { batchItemFailures: [] };
  };

async function onRecord(
  platform: Platform,
  projections: readonly Projection[],
  record: DynamoDBRecord,
): Promise<void> {
  if (record.dynamodb?.Keys?.pk?.S?.startsWith("WORK#")) {
    const item = itemOfRecord(record);
    if (item?.sk === "STATE") await announce(platform, item);
    return;
  }
  const event = eventOfRecord(record);
  if (event === undefined) return;
  await Promise.all(projections.map((project) => project(event)));
}

async function announce(platform: Platform, item: Record<string, unknown>): Promise<void> {
  const work = parseWorkItem(item);
  if (work.status !== "waiting") return;
  const delaySeconds = Math.max(
    0,
    Math.ceil(msBetween({ from: platform.clock.business(), to: work.dueAt }) / 1_000),
  );
  if (delaySeconds > FAST_PATH_SECONDS_MAX) return;
  await platform.queue.announce({ key: { pk: `WORK#${work.id}`, sk: "STATE" }, delaySeconds });
}
