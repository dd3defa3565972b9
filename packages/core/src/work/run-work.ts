import type { Json } from "../kernel/canonical-json.ts";
import { addMs, type Instant, MINUTE_MS } from "../kernel/instant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import type { Key, Store, Write } from "../kernel/store.ts";
import { dueAttributes } from "./due.ts";
import { nextTry, parseWorkItem, type WorkId, type WorkItem, workKey } from "./work-item.ts";
import type { WorkKind } from "./work-kind.ts";
import { isSwitchedOff, type SeenSwitches } from "./work-switch.ts";

/** Longer than the worker's time-out, so that two workers never run one item. */
const LEASE_MS = 2 * MINUTE_MS;
const SWITCHED_OFF_PAUSE_MS = MINUTE_MS;
const ERROR_CHARACTERS_MAX = 300;
const PARKED_LIST = "WORK-PARKED";

/**
 * What an effect says when it returns: finished (`isStored`: it wrote `endingOf` its item in its own transaction), or to
 * be called again at `dueAt` with other data (a cursor, a poll).
 */
export type WorkOutcome =
  | Readonly<{ kind: "done"; isStored?: boolean }>
  | Readonly<{ kind: "again"; dueAt: Instant; data: Record<string, Json> }>;

/** Runs one kind of effect. It must be harmless when run twice; a throw means "try later". */
export type WorkHandler = (item: WorkItem) => Promise<WorkOutcome>;
export type WorkHandlers = Readonly<Record<WorkKind, WorkHandler>>;

export interface WorkDeps {
  readonly store: Store;
  readonly handlers: WorkHandlers;
  /** Business time now. */
  readonly now: () => Instant;
  /** Wall time now: leases. */
  readonly wall: () => Instant;
}

/** What became of one call: `skipped` was not due, leased by another worker, or over. */
export type WorkRun = Readonly<{
  status: "done" | "again" | "retried" | "parked" | "skipped";
  kind?: WorkKind;
  ref?: string;
  error?: string;
}>;

/** The item as stored; `undefined` where there is none. */
export async function loadWork(store: Store, id: WorkId): Promise<WorkItem | undefined> {
  const stored = await store.get(workKey(id));
  return stored && parseWorkItem(stored);
}

/**
 * Claims a due item, runs its effect and stores what became of it. A failure backs off; the last one parks the item
 * for an operator. Nothing is ever dropped.
 * @param loaded the item as it was read a moment ago; whoever has changed it since has won
 * @param seen the off switches that the batch of this item has read
 */
export async function runWork(
  deps: WorkDeps,
  loaded: WorkItem | undefined,
  seen: SeenSwitches = new Map(),
): Promise<WorkRun> {
  const item = loaded && (await claim(deps, loaded, seen));
  if (item === undefined) return { status: "skipped" };
  killPoint("work.claimed");
  const { kind, ref } = item;
  try {
    const outcome = await deps.handlers[kind](item);
    killPoint("work.effect-done");
    await settle(deps, item, outcome);
    return { status: outcome.kind, kind, ref };
  } catch (error) {
    const said = error instanceof Error ? `${error.name}: ${error.message}` : "unknown error";
    const status = await backOff(deps, item, said.slice(0, ERROR_CHARACTERS_MAX));
    return { status, kind, ref, error: said };
  }
}

async function claim(deps: WorkDeps, item: WorkItem, seen: SeenSwitches): Promise<WorkItem | undefined> {
  const now = deps.now();
  if (item.status === "done" || item.status === "parked" || item.dueAt > now) return undefined;
  if (item.status === "leased" && item.leaseUntil > deps.wall()) return undefined;
  if (await isSwitchedOff(deps.store, item.kind, seen)) {
    await write(deps, reschedule(item, { dueAt: addMs(now, SWITCHED_OFF_PAUSE_MS), attempt: item.attempt }));
    return undefined;
  }
  const leased = await deps.store.commit({
    work: {
      Update: {
        Key: keyOf(item),
        UpdateExpression: "SET #status = :leased, leaseUntil = :until, attempt = :attempt",
        ConditionExpression:
          "attempt = :before AND (#status = :waiting OR (#status = :leased AND leaseUntil <= :wall))",
        ExpressionAttributeNames: { "#status": "status" },
        ExpressionAttributeValues: {
          ":leased": "leased",
          ":waiting": "waiting",
          ":until": addMs(deps.wall(), LEASE_MS),
          ":wall": deps.wall(),
          ":attempt": item.attempt + 1,
          ":before": item.attempt,
        },
      },
    },
  });
  return leased.ok ? { ...item, attempt: item.attempt + 1 } : undefined;
}

const keyOf = ({ id }: WorkItem): Key => workKey(id);

async function settle(deps: WorkDeps, item: WorkItem, outcome: WorkOutcome): Promise<void> {
  switch (outcome.kind) {
    case "done":
      return outcome.isStored === true ? undefined : write(deps, endingOf(item, deps.now()));
    case "again":
      return write(deps, reschedule(item, { dueAt: outcome.dueAt, attempt: 0, data: outcome.data }));
  }
}

/**
 * The write that ends an item which this worker has claimed. An effect of one transaction takes it in: then both are
 * stored or neither, and a call less is made. It fails where another worker has taken the item since.
 */
export const endingOf = (item: WorkItem, at: Instant): Write => ({
  Update: {
    Key: keyOf(item),
    UpdateExpression: "SET #status = :done, doneAt = :at REMOVE duePk, dueSk, leaseUntil",
    ConditionExpression: "#status = :leased AND attempt = :attempt",
    ExpressionAttributeNames: { "#status": "status" },
    ExpressionAttributeValues: {
      ":done": "done",
      ":at": at,
      ":leased": "leased",
      ":attempt": item.attempt,
    },
  },
});

async function backOff(deps: WorkDeps, item: WorkItem, lastError: string): Promise<"retried" | "parked"> {
  const dueAt = nextTry(item.attempt, deps.now());
  if (dueAt !== undefined) {
    await write(deps, reschedule(item, { dueAt, attempt: item.attempt, lastError }));
    return "retried";
  }
  const parkedAt = deps.now();
  await write(deps, {
    Update: {
      Key: keyOf(item),
      UpdateExpression:
        "SET #status = :parked, parkedAt = :at, lastError = :error, listPk = :list, listSk = :sort REMOVE duePk, dueSk, leaseUntil",
      ConditionExpression: "attempt = :attempt",
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: {
        ":parked": "parked",
        ":at": parkedAt,
        ":error": lastError,
        ":list": PARKED_LIST,
        ":sort": `${parkedAt}#${item.id}`,
        ":attempt": item.attempt,
      },
    },
  });
  return "parked";
}

/** Puts an item back in the due index. */
function reschedule(
  item: WorkItem,
  next: { dueAt: Instant; attempt: number; data?: Record<string, Json>; lastError?: string },
): Write {
  const { duePk, dueSk } = dueAttributes(keyOf(item).pk, next.dueAt);
  return {
    Update: {
      Key: keyOf(item),
      UpdateExpression: `SET #status = :waiting, dueAt = :due, duePk = :duePk, dueSk = :dueSk, attempt = :attempt, #data = :data${next.lastError === undefined ? "" : ", lastError = :error"} REMOVE leaseUntil`,
      ConditionExpression: "attempt = :before AND #status IN (:waiting, :leased)",
      ExpressionAttributeNames: { "#status": "status", "#data": "data" },
      ExpressionAttributeValues: {
        ":waiting": "waiting",
        ":leased": "leased",
        ":due": next.dueAt,
        ":duePk": duePk,
        ":dueSk": dueSk,
        ":attempt": next.attempt,
        ":before": item.attempt,
        ":data": next.data ?? item.data,
        ...(next.lastError === undefined ? {} : { ":error": next.lastError }),
      },
    },
  };
}

/** Stores what became of an item; a lost race means that another worker has taken it, which is as good. */
async function write(deps: WorkDeps, change: Write): Promise<void> {
  await deps.store.commit({ work: change });
}

/** The parked items, newest first, a bounded page at a time. */
export async function listParked(
  store: Store,
  options: { limit: number; after?: Readonly<Record<string, unknown>> | undefined },
) {
  const page = await store.query({ index: "list", pk: PARKED_LIST, newestFirst: true, ...options });
  return { items: page.items.map(parseWorkItem), next: page.next };
}
