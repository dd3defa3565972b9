import { keepLeaves } from "@firstlot/core/audit/audit-chunk";
import type { DynamoDBStreamEvent } from "aws-lambda";
import type { Platform } from "../platform.ts";
import { eventOfRecord } from "./event-of-record.ts";

/**
 * The second reader of the change stream: writes the hash of every new event into the audit log, many at a time. A
 * batch that fails comes again whole and makes the same file.
 */
export const createAuditHandler =
  ({ store, blobs, clock }: Pick<Platform, "store" | "blobs" | "clock">) =>
  async (event: DynamoDBStreamEvent): Promise<{ kept: number }> => {
    const events = event.Records.flatMap((record) => eventOfRecord(record) ?? []);
    const chunk = await keepLeaves({ store, blobs }, events, clock.business());
    return { kept: chunk?.events ?? 0 };
  };
