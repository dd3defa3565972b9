import { entryPoint } from "../aws/entry-point.ts";
import { queueEnvironment } from "../aws/environment.ts";
import { sqsQueue } from "../aws/sqs-queue.ts";
import { awsPlatform } from "../aws-platform.ts";
import { createSweepHandler } from "./sweep.ts";

/** The Lambda function `sweep`, called every minute. */
export const handler = entryPoint(async () =>
  createSweepHandler(await awsPlatform({ queue: sqsQueue({ url: queueEnvironment().FIRSTLOT_QUEUE_URL }) })),
);
