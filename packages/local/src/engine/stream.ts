import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ResourceNotFoundException,
  type Shard,
  TrimmedDataAccessException,
} from "@aws-sdk/client-dynamodb-streams";
import { invariant } from "@firstlot/core/kernel/invariant";
import type { DynamoDBRecord } from "aws-lambda";
import { z } from "zod";
import { DurableMap } from "../blobs/durable-map.ts";
import { isSurplus, lambdaRecord } from "./stream-record.ts";

const BATCH_RECORDS_MAX = 1_000;
const SHARD_PAGES_MAX = 100;

/** The sequence number of a shard's last acknowledged record; `done` when the shard is closed and read. */
const positionSchema = z.strictObject({ after: z.string().optional(), done: z.boolean() });
type Position = z.infer<typeof positionSchema>;

interface Batch {
  readonly shardId: string;
  readonly records: readonly DynamoDBRecord[];
  /** The last sequence number read, surplus records included. */
  readonly last: string;
}

/**
 * Reads the table's change stream for the local stream handler, in order, at least once.
 * A batch is given again until it is acknowledged; the acknowledged position is on disk, so a restarted platform goes
 * on where the last one stopped.
 */
export class StreamReader {
  readonly #streams: DynamoDBStreamsClient;
  readonly #streamArn: string;
  readonly #positions: DurableMap<Position>;
  readonly #writes: (() => number) | undefined;
  readonly #iterators = new Map<string, string>();
  /** How many writes there were before the last look that found nothing. */
  #drainedAt: number | undefined;
  #known: readonly Shard[] = [];
  #batch: Batch | undefined;

  /**
   * @param options.file where the position is kept, a journal in the data directory
   * @param options.writes how many writes to the table have ended; where it is known, a drained stream is asked again
   * only after another one
   */
  constructor(options: {
    streams: DynamoDBStreamsClient;
    streamArn: string;
    file: string;
    writes?: () => number;
  }) {
    this.#streams = options.streams;
    this.#streamArn = options.streamArn;
    this.#writes = options.writes;
    // After a power cut the journal may lack its last lines: those records are given again.
    this.#positions = new DurableMap({ path: options.file, schema: positionSchema });
  }

  /**
   * The next records in order, as Lambda gets them: the same ones again until `acknowledge` was called.
   * An empty answer means that everything written before this call was read and acknowledged (drained).
   * @param limit records at most, 1 to 1,000
   */
  async poll(limit = BATCH_RECORDS_MAX): Promise<readonly DynamoDBRecord[]> {
    invariant(limit >= 1 && limit <= BATCH_RECORDS_MAX, "a batch has 1 to 1,000 records");
    if (this.#batch !== undefined) return this.#batch.records.slice(0, limit);
    const writes = this.#writes?.();
    if (writes !== undefined && writes === this.#drainedAt) return [];
    for (const shard of await this.#readableShards()) {
      const batch = await this.#read(shard, limit);
      if (batch === undefined) continue;
      if (batch.records.length > 0) {
        this.#batch = batch;
        return batch.records;
      }
      this.#moveTo(batch.shardId, batch.last); // nothing but surplus records
      return this.poll(limit);
    }
    this.#drainedAt = writes;
    return [];
  }

  /**
   * Moves the position past records of the last `poll`.
   * @param upTo the sequence number of the last record that was handled; absent: the whole batch
   */
  acknowledge(upTo?: string): void {
    const batch = this.#batch;
    if (batch === undefined) return;
    if (upTo === undefined) {
      this.#batch = undefined;
      this.#moveTo(batch.shardId, batch.last);
      return;
    }
    const handled = batch.records.findIndex((record) => record.dynamodb?.SequenceNumber === upTo);
    invariant(handled !== -1, "only a record of the last batch can be acknowledged");
    const rest = batch.records.slice(handled + 1);
    this.#batch = rest.length === 0 ? undefined : { ...batch, records: rest };
    this.#moveTo(batch.shardId, rest.length === 0 ? batch.last : upTo);
  }

  /** A stream that was made anew has other shards. */
  #positionOf(shardId: string): Position | undefined {
    return this.#positions.get(`${this.#streamArn} ${shardId}`);
  }

  #moveTo(shardId: string, after: string | undefined, done = false): void {
    this.#positions.set(`${this.#streamArn} ${shardId}`, { after, done });
  }

  /** Shards that are not read to their end and whose parent is; a child must wait for its parent. */
  async #readableShards(): Promise<readonly Shard[]> {
    const shards = await this.#shards();
    const known = new Set(shards.map(({ ShardId }) => ShardId));
    return shards.filter(({ ShardId = "", ParentShardId }) => {
      if (this.#positionOf(ShardId)?.done === true) return false;
      const waits = ParentShardId !== undefined && known.has(ParentShardId);
      return !waits || this.#positionOf(ParentShardId)?.done === true;
    });
  }

  /** The stream's shards; asked for again once one was read to its end, as only then others follow. */
  async #shards(): Promise<readonly Shard[]> {
    if (this.#known.length === 0) this.#known = await this.#listShards();
    return this.#known;
  }

  async #listShards(): Promise<readonly Shard[]> {
    const shards: Shard[] = [];
    let ExclusiveStartShardId: string | undefined;
    for (let page = 0; page < SHARD_PAGES_MAX; page++) {
      const { StreamDescription } = await this.#streams.send(
        new DescribeStreamCommand({ StreamArn: this.#streamArn, ExclusiveStartShardId }),
      );
      shards.push(...(StreamDescription?.Shards ?? []));
      ExclusiveStartShardId = StreamDescription?.LastEvaluatedShardId;
      if (ExclusiveStartShardId === undefined) return shards;
    }
    throw new Error("The change stream has more shards than a local platform reads.");
  }

  async #read(shard: Shard, limit: number): Promise<Batch | undefined> {
    const shardId = shard.ShardId;
    invariant(shardId !== undefined, "a shard has an id");
    const { Records = [], NextShardIterator } = await this.#records(shardId, limit);
    if (NextShardIterator === undefined) this.#iterators.delete(shardId);
    else this.#iterators.set(shardId, NextShardIterator);
    const last = Records.at(-1)?.dynamodb?.SequenceNumber;
    if (last !== undefined) {
      return { shardId, last, records: Records.filter((record) => !isSurplus(record)).map(lambdaRecord) };
    }
    if (NextShardIterator === undefined) {
      this.#known = [];
      this.#moveTo(shardId, this.#positionOf(shardId)?.after, true);
    }
    return undefined;
  }

  /** Iterators last minutes in AWS; one that expired is asked for again from the position. */
  async #records(shardId: string, Limit: number) {
    const ShardIterator = this.#iterators.get(shardId) ?? (await this.#iterator(shardId));
    try {
      return await this.#streams.send(new GetRecordsCommand({ ShardIterator, Limit }));
    } catch (error) {
      if (!(error instanceof ExpiredIteratorException)) throw error;
      this.#iterators.delete(shardId);
      const fresh = await this.#iterator(shardId);
      return this.#streams.send(new GetRecordsCommand({ ShardIterator: fresh, Limit }));
    }
  }

  /** From the position; records older than a day may be gone, then from the oldest that is left. */
  async #iterator(ShardId: string): Promise<string | undefined> {
    const StreamArn = this.#streamArn;
    const after = this.#positionOf(ShardId)?.after;
    const fromOldest = () =>
      this.#streams.send(
        new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" }),
      );
    if (after === undefined) return (await fromOldest()).ShardIterator;
    try {
      const { ShardIterator } = await this.#streams.send(
        new GetShardIteratorCommand({
          StreamArn,
          ShardId,
          ShardIteratorType: "AFTER_SEQUENCE_NUMBER",
          SequenceNumber: after,
        }),
      );
      return ShardIterator;
    } catch (error) {
      const gone = error instanceof TrimmedDataAccessException || error instanceof ResourceNotFoundException;
      if (!gone) throw error;
      return (await fromOldest()).ShardIterator;
    }
  }
}
