import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { WorkQueue } from "../platform.ts";

/** Announces due items to the worker's queue. */
export function sqsQueue({
  url,
  sqs = new SQSClient(),
}: {
  url: string;
  sqs?: Pick<SQSClient, "send">;
}): WorkQueue {
  return {
    announce: async ({ key, delaySeconds }) => {
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: url,
          MessageBody: JSON.stringify({ pk: key.pk, sk: key.sk }),
          DelaySeconds: delaySeconds,
        }),
      );
    },
  };
}
