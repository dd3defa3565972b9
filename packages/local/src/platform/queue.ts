import { addMs, type Instant } from "@firstlot/core/kernel/instant";
import type { Key } from "@firstlot/core/kernel/store";
import type { WorkQueue } from "@firstlot/functions/platform";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";

interface Message {
  readonly id: string;
  readonly key: Key;
  readonly visibleAt: Instant;
  readonly receives: number;
}

const BATCH_MESSAGES = 10;
const RECEIVES_MAX = 5;
const VISIBILITY_MS = 30_000;

const recordOf = ({ id, key, receives }: Message): SQSRecord => ({
  messageId: id,
  receiptHandle: id,
  body: JSON.stringify(key),
  attributes: {
    ApproximateReceiveCount: String(receives),
    SentTimestamp: "0",
    SenderId: "local",
    ApproximateFirstReceiveTimestamp: "0",
  },
  messageAttributes: {},
  md5OfBody: "",
  eventSource: "aws:sqs",
  eventSourceARN: "arn:aws:sqs:local:000000000000:work",
  awsRegion: "local",
});

/**
 * The queue of one machine. It lives in memory, as a real queue may lose nothing that matters: every message names
 * an item in the table, and the sweeper finds what a restart forgot. Delays run on business time, so that an
 * advanced clock does not wait for them.
 */
export class LocalQueue implements WorkQueue {
  readonly #now: () => Instant;
  #messages: Message[] = [];
  readonly deadLetters: Key[] = [];

  constructor(options: { now: () => Instant }) {
    this.#now = options.now;
  }

  async announce({ key, delaySeconds }: Parameters<WorkQueue["announce"]>[0]): Promise<void> {
    if (this.#messages.some((waiting) => waiting.key.pk === key.pk && waiting.key.sk === key.sk)) return;
    this.#messages.push({
      id: crypto.randomUUID(),
      key,
      visibleAt: addMs(this.#now(), delaySeconds * 1_000),
      receives: 0,
    });
  }

  async waiting(): Promise<number> {
    const now = this.#now();
    return this.#messages.filter(({ visibleAt }) => visibleAt <= now).length;
  }

  /** Hands up to ten visible messages to the worker. @returns how many there were */
  async deliver(worker: (event: SQSEvent) => Promise<SQSBatchResponse>): Promise<number> {
    const now = this.#now();
    const visible = this.#messages.filter(({ visibleAt }) => visibleAt <= now).slice(0, BATCH_MESSAGES);
    if (visible.length === 0) return 0;
    const taken = new Set(visible.map(({ id }) => id));
    this.#messages = this.#messages.filter(({ id }) => !taken.has(id));
    const { batchItemFailures } = await worker({
      Records: visible.map((message) => recordOf({ ...message, receives: message.receives + 1 })),
    });
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const message of visible) {
      if (!failed.has(message.id)) continue;
      const receives = message.receives + 1;
      if (receives >= RECEIVES_MAX) this.deadLetters.push(message.key);
      else this.#messages.push({ ...message, receives, visibleAt: addMs(now, VISIBILITY_MS) });
    }
    return visible.length;
  }
}
