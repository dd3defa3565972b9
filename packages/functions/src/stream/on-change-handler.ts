import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { entryPoint } from "../aws/entry-point.ts";
import { queueEnvironment } from "../aws/environment.ts";
import { sqsQueue } from "../aws/sqs-queue.ts";
import { awsPlatform } from "../aws-platform.ts";
import { wireDeps } from "../wiring/deps.ts";
import { projections } from "../wiring/projections.ts";
import { createChangeHandler } from "./on-change.ts";

/** The Lambda function `on-change`, called by the table's stream. */
export const handler = entryPoint<DynamoDBStreamEvent, DynamoDBBatchResponse>(async () => {
  const platform = await awsPlatform({ queue: sqsQueue({ url: queueEnvironment().FIRSTLOT_QUEUE_URL }) });
  return createChangeHandler(platform, projections(wireDeps(platform)));
});
