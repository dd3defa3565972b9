import { z } from "zod";
import { append } from "../audit/event.ts";
import type { Command } from "../kernel/command.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Key, Store } from "../kernel/store.ts";
import { dueAttributes } from "./due.ts";
import { parseWorkItem, type WorkId, type WorkItem, workKey } from "./work-item.ts";
import type { WorkRefusal } from "./work-refusal.ts";

const requestSchema = z.object({
  id: z.string(),
  requestedBy: z.string(),
  personId: z.string(),
  done: z.boolean(),
  version: z.int(),
  eventHash: z.string(),
});

const requestKey = (id: WorkId): Key => ({ pk: `WORK#${id}`, sk: "RETRY" });

/** A retry that waits for its second person, or the item that waits to run again. */
export type RetryOutcome = Readonly<{ status: "asked" | "released"; item: WorkItem }>;

/**
 * Retries a parked item. It moves money, so two natural persons say so: the first call asks, a call by another
 * person releases. The same person twice is refused.
 * @see docs/rules/work.md#two-persons
 */
export async function retryParked(
  deps: { store: Store },
  command: Command,
  input: { id: WorkId; personId: string },
): Promise<Result<RetryOutcome, WorkRefusal>> {
  const { store } = deps;
  const [stored, asked] = await store.getTogether([workKey(input.id), requestKey(input.id)]);
  if (stored === undefined) return err({ kind: "not_found" });
  const item = parseWorkItem(stored);
  if (item.status !== "parked") return err({ kind: "work_not_parked", status: item.status });
  const before = asked === undefined ? undefined : requestSchema.parse(asked);
  const open = before !== undefined && !before.done;
  if (open && before.personId === input.personId) return err({ kind: "second_person_required" });
  const event = append({
    id: input.id,
    previous: before === undefined ? undefined : { ...before, id: input.id },
    happening: {
      kind: open ? "work.retry_released" : "work.retry_asked",
      actor: command.actor,
      at: command.now,
      data: { work: item.kind, ref: item.ref },
    },
  });
  const request = {
    id: input.id,
    requestedBy: command.actor,
    personId: input.personId,
    done: open,
    version: event.version,
    eventHash: event.eventHash,
  };
  const committed = await store.commit({
    event: event.write,
    request: {
      Put: {
        Item: { ...requestKey(input.id), ...request },
        ConditionExpression: before === undefined ? "attribute_not_exists(pk)" : "version = :previous",
        ...(before === undefined ? {} : { ExpressionAttributeValues: { ":previous": before.version } }),
      },
    },
    ...(open ? { work: release(input.id, command) } : {}),
  });
  if (!committed.ok) return err({ kind: "concurrent_update" });
  return ok({ status: open ? "released" : "asked", item });
}

function release(id: WorkId, command: Command) {
  const key = workKey(id);
  const { duePk, dueSk } = dueAttributes(key.pk, command.now);
  return {
    Update: {
      Key: key,
      UpdateExpression:
        "SET #status = :waiting, attempt = :none, dueAt = :due, duePk = :duePk, dueSk = :dueSk REMOVE parkedAt, listPk, listSk",
      ConditionExpression: "#status = :parked",
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: {
        ":waiting": "waiting",
        ":parked": "parked",
        ":none": 0,
        ":due": command.now,
        ":duePk": duePk,
        ":dueSk": dueSk,
      },
    },
  };
}
