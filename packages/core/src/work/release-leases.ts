import type { Instant } from "../kernel/instant.ts";
import type { Store } from "../kernel/store.ts";
import { dueKeys } from "./sweep.ts";
import { parseWorkItem } from "./work-item.ts";

/**
 * Frees what a worker held that no longer lives, so that it need not wait for the end of its lease. Only for a platform
 * that is one process: at its start nobody else can be working. The count of attempts stays.
 * @param now business time: work that is due by then can be held
 * @returns how many items were held
 */
export async function releaseLeases(store: Store, now: Instant): Promise<number> {
  let released = 0;
  for (const key of await dueKeys(store, { now, graceMs: 0 })) {
    if (!key.pk.startsWith("WORK#")) continue;
    const stored = await store.get(key);
    const item = stored && parseWorkItem(stored);
    if (item?.status !== "leased") continue;
    const committed = await store.commit({
      work: {
        Update: {
          Key: key,
          UpdateExpression: "SET #status = :waiting REMOVE leaseUntil",
          ConditionExpression: "#status = :leased AND attempt = :attempt",
          ExpressionAttributeNames: { "#status": "status" },
          ExpressionAttributeValues: {
            ":waiting": "waiting",
            ":leased": "leased",
            ":attempt": item.attempt,
          },
        },
      },
    });
    if (committed.ok) released += 1;
  }
  return released;
}
