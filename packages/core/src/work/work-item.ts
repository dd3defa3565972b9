import { z } from "zod";
import { derivedIdPart, idSchema } from "../kernel/id.ts";
import { addMs, type Instant, instantSchema } from "../kernel/instant.ts";
import type { Key, StoredItem, Write } from "../kernel/store.ts";
import { dueAttributes } from "./due.ts";
import { type WorkKind, workKindSchema } from "./work-kind.ts";

export const workIdSchema = idSchema("wrk", "WorkId");
export type WorkId = z.infer<typeof workIdSchema>;

const base = {
  id: workIdSchema,
  kind: workKindSchema,
  /** The id that the effect is about. */
  ref: z.string(),
  /** What else the effect must know: a cursor, an attempt number of its own; small and without personal data. */
  data: z.record(z.string(), z.json()),
  /** Business time from which the effect may run. */
  dueAt: instantSchema,
  attempt: z.int().min(0),
  lastError: z.string().optional(),
};

/** A deferred effect. `parked` waits for an operator and is never dropped. */
export const workItemSchema = z.discriminatedUnion("status", [
  z.strictObject({ ...base, status: z.literal("waiting") }),
  z.strictObject({ ...base, status: z.literal("leased"), leaseUntil: instantSchema }),
  z.strictObject({ ...base, status: z.literal("parked"), parkedAt: instantSchema }),
  z.strictObject({ ...base, status: z.literal("done"), doneAt: instantSchema }),
]);
export type WorkItem = Readonly<z.infer<typeof workItemSchema>>;

/** What a use case asks for. `cause` makes the item the same item when the same cause comes again. */
export interface WorkDraft {
  readonly kind: WorkKind;
  readonly ref: string;
  readonly dueAt: Instant;
  readonly cause: readonly string[];
  readonly data?: Readonly<Record<string, z.infer<ReturnType<typeof z.json>>>>;
}

export const workKey = (id: WorkId): Key => ({ pk: `WORK#${id}`, sk: "STATE" });

/** The id of the work that `draft` asks for. */
export const workIdOf = ({ kind, cause }: Pick<WorkDraft, "kind" | "cause">): WorkId =>
  workIdSchema.parse(`wrk_${derivedIdPart([kind, ...cause])}`);

/** The write that asks for an effect; it commits with the change that causes it. */
export function putWork(draft: WorkDraft): Write {
  const id = workIdOf(draft);
  const item: WorkItem = {
    id,
    kind: draft.kind,
    ref: draft.ref,
    data: { ...draft.data },
    dueAt: draft.dueAt,
    attempt: 0,
    status: "waiting",
  };
  const key = workKey(id);
  return {
    Put: {
      Item: { ...key, ...item, ...dueAttributes(key.pk, draft.dueAt) },
      ConditionExpression: "attribute_not_exists(pk)",
    },
  };
}

/** A work item as stored, its keys taken off. */
export function parseWorkItem(item: StoredItem): WorkItem {
  const { pk: _pk, sk: _sk, duePk: _duePk, dueSk: _dueSk, listPk: _listPk, listSk: _listSk, ...work } = item;
  return workItemSchema.parse(work);
}

const BACK_OFF_MS = [5_000, 30_000, 120_000, 600_000, 1_800_000, 7_200_000, 21_600_000] as const;

/** Tries before an item is parked for an operator. */
export const WORK_ATTEMPTS_MAX = BACK_OFF_MS.length + 1;

/** When a failed item runs again; `undefined` when it must be parked. */
export function nextTry(attempt: number, now: Instant): Instant | undefined {
  const delayMs = BACK_OFF_MS[attempt - 1];
  return delayMs === undefined ? undefined : addMs(now, delayMs);
}
