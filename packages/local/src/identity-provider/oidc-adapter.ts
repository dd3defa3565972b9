import { join } from "node:path";
import type { Adapter, AdapterPayload } from "oidc-provider";
import { z } from "zod";
import { DurableMap } from "../blobs/durable-map.ts";

const SWEEP_EVERY_WRITES = 500;

const payloadSchema = z.custom<AdapterPayload>((value) => typeof value === "object" && value !== null);
const recordSchema = z.strictObject({ payload: payloadSchema, expiresMs: z.int().optional() });
type Stored = z.infer<typeof recordSchema>;

/**
 * What the provider must remember (sessions, interactions, grants, codes, machine clients, used assertions), on disk:
 * a restarted platform keeps its users signed in, and a code or an assertion stays used.
 */
export class OidcRecords {
  readonly #records: DurableMap<Stored>;
  readonly #keyOfSessionUid = new Map<string, string>();
  readonly #wallMs: () => number;
  #writes = 0;

  constructor({ dataDir, wallMs }: { dataDir: string; wallMs: () => number }) {
    this.#wallMs = wallMs;
    this.#records = new DurableMap({
      path: join(dataDir, "oidc.jsonl"),
      schema: recordSchema,
      isAlive: (record) => this.#isAlive(record),
    });
    for (const [key, { payload }] of this.#records.entries()) this.#index(key, payload);
  }

  /** The provider's adapter for one of its models. */
  adapter(model: string): Adapter {
    const keyOf = (id: string) => `${model}:${id}`;
    return {
      upsert: async (id, payload, expiresIn) => {
        const expiresMs = expiresIn === undefined ? undefined : this.#wallMs() + Math.ceil(expiresIn * 1_000);
        this.#write(keyOf(id), { payload, expiresMs });
      },
      find: async (id) => this.#find(keyOf(id)),
      findByUid: async (uid) => {
        const key = this.#keyOfSessionUid.get(uid);
        return key === undefined ? undefined : this.#find(key);
      },
      findByUserCode: async () => undefined, // no device flow
      consume: async (id) => {
        const record = this.#records.get(keyOf(id));
        if (record === undefined) return;
        const consumed = Math.floor(this.#wallMs() / 1_000);
        this.#write(keyOf(id), { ...record, payload: { ...record.payload, consumed } });
      },
      destroy: async (id) => this.#records.delete(keyOf(id)),
      revokeByGrantId: async (grantId) => {
        for (const [key, { payload }] of this.#records.entries()) {
          if (payload.grantId === grantId) this.#records.delete(key);
        }
      },
    };
  }

  close(): void {
    this.#records.close();
  }

  #find(key: string): AdapterPayload | undefined {
    const record = this.#records.get(key);
    return record !== undefined && this.#isAlive(record) ? record.payload : undefined;
  }

  #write(key: string, record: Stored): void {
    this.#records.set(key, record);
    this.#index(key, record.payload);
    if (++this.#writes % SWEEP_EVERY_WRITES === 0) this.#sweep();
  }

  #index(key: string, { uid }: AdapterPayload): void {
    if (uid !== undefined && key.startsWith("Session:")) this.#keyOfSessionUid.set(uid, key);
  }

  #isAlive({ expiresMs }: Stored): boolean {
    return expiresMs === undefined || expiresMs > this.#wallMs();
  }

  #sweep(): void {
    for (const [key, record] of this.#records.entries()) {
      if (!this.#isAlive(record)) this.#records.delete(key);
    }
    for (const [uid, key] of this.#keyOfSessionUid) {
      if (this.#records.get(key) === undefined) this.#keyOfSessionUid.delete(uid);
    }
  }
}
