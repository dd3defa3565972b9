import { canonicalJson } from "./canonical-json.ts";
import { keyedIdPart, sha256Hex } from "./id.ts";
import type { Instant } from "./instant.ts";
import { err, ok, type Result } from "./result.ts";
import type { Key, Store, Write } from "./store.ts";

/**
 * Who asks, when, and what makes a retry the same request. Built once at the entry point, passed down unchanged.
 * @see docs/adr/0003-idempotency-is-identity.md
 */
export interface Command {
  /** `usr_…`, `ptr_…` or `system:<job>`. */
  readonly actor: string;
  /** Business time: deadlines, windows, due times. */
  readonly now: Instant;
  /** Wall time: leases, signatures, step-up. */
  readonly wall: Instant;
  /** 20 Crockford characters of HMAC(caller, route, Idempotency-Key). */
  readonly requestId: string;
  /** SHA-256 of the canonical payload: the same key with another payload is refused. */
  readonly payloadHash: string;
}

/** What a command did, and whether it was this call that did it. */
export type Done<T> = Readonly<{ value: T; replayed: boolean }>;

/** The key was used before with another payload; nothing was done now. */
export type IdempotencyRefusal = Readonly<{ kind: "idempotency_key_reused" }>;

/** Somebody changed the thing between reading and writing; nothing was written. */
export type ConcurrencyRefusal = Readonly<{ kind: "concurrent_update" }>;

/** Describes a request for the identity of what it creates; `secret` keeps ids unguessable. */
export const commandOf = (request: {
  secret: string;
  actor: string;
  route: string;
  idempotencyKey: string;
  payload: unknown;
  now: Instant;
  wall: Instant;
}): Command => ({
  actor: request.actor,
  now: request.now,
  wall: request.wall,
  requestId: keyedIdPart(request.secret, [request.actor, request.route, request.idempotencyKey]),
  payloadHash: sha256Hex(canonicalJson(request.payload)),
});

/** A command of a job: its identity is its cause, so that a second run of the same job is the same command. */
export const systemCommand = (job: {
  name: string;
  cause: readonly string[];
  now: Instant;
  wall: Instant;
}): Command => ({
  actor: `system:${job.name}`,
  now: job.now,
  wall: job.wall,
  requestId: keyedIdPart(job.name, job.cause),
  payloadHash: sha256Hex(canonicalJson(job.cause)),
});

/** The text of the id of what this command creates; the thing's own schema makes it an id. */
export const createdId = (prefix: string, command: Command): string => `${prefix}_${command.requestId}`;

/** Where a command that creates nothing leaves its trace. */
export const commandKey = ({ requestId }: Command): Key => ({ pk: `COMMAND#${requestId}`, sk: "DONE" });

/** The trace of a command that creates nothing (withdraw, approve); part of the same transaction as its effect. */
export const putCommand = (command: Command): Write => ({
  Put: {
    Item: { ...commandKey(command), payloadHash: command.payloadHash, actor: command.actor, at: command.now },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});

/**
 * Runs a command so that a retry is harmless. `attempt` decides and commits, with the identity item
 * (the created aggregate, or `putCommand`) among its writes; after any refusal that item is looked at first.
 * @param identity key of the item that exists exactly when the command was done; it carries `payloadHash`
 * @param current reads the present representation for a retry
 */
export async function once<T, E>(options: {
  store: Store;
  command: Command;
  identity: Key;
  attempt: () => Promise<Result<T, E>>;
  current: () => Promise<Result<T, E>>;
}): Promise<Result<Done<T>, E | IdempotencyRefusal>> {
  const { store, command, identity, attempt, current } = options;
  const attempted = await attempt();
  if (attempted.ok) return ok({ value: attempted.value, replayed: false });
  const before = await store.get(identity);
  if (before === undefined) return attempted;
  if (before.payloadHash !== command.payloadHash) return err({ kind: "idempotency_key_reused" });
  const now = await current();
  return now.ok ? ok({ value: now.value, replayed: true }) : now;
}
