import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { WorkQueue } from "../platform.ts";

const WAITING = "ApproximateNumberOfMessages";

/** The worker's queue: due items are announced to it. */
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
    waiting: async () => {
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [WAITING] }),
      );
      return Number(Attributes?.[WAITING] ?? 0);
    },
  };
}
