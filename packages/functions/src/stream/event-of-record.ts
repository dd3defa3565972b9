import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { type Event, parseEvent } from "@firstlot/core/audit/event";
import type { DynamoDBRecord } from "aws-lambda";
import { z } from "zod";

const imageSchema = z.custom<Record<string, AttributeValue>>(
  (value) => typeof value === "object" && value !== null,
);

/** The item as a change left it; `undefined` where it was removed. */
export function itemOfRecord({ eventName, dynamodb }: DynamoDBRecord): Record<string, unknown> | undefined {
  if (eventName === "REMOVE" || dynamodb?.NewImage === undefined) return undefined;
  return unmarshall(imageSchema.parse(dynamodb.NewImage));
}

/** The event that a record brought; `undefined` for every other change. */
export function eventOfRecord(record: DynamoDBRecord): Event | undefined {
  if (record.eventName !== "INSERT" || !record.dynamodb?.Keys?.pk?.S?.startsWith("EVENT#")) return undefined;
  const item = itemOfRecord(record);
  return item && parseEvent(item);
}
