import type { PartnerId } from "../identity/actor.ts";
import { type Command, commandKey, type Done, once, putCommand } from "../kernel/command.ts";
import { addMs, type Instant, MINUTE_MS } from "../kernel/instant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Store } from "../kernel/store.ts";
import { type DeliverDeps, deliver } from "./deliver.ts";
import { beginRound, type Delivery, type DeliveryId } from "./delivery.ts";
import { listDeliveries, loadDeliveryOf, putDelivery } from "./delivery-store.ts";
import { type EndpointId, isReachable } from "./endpoint.ts";
import { loadEndpoint } from "./endpoint-store.ts";
import { deliverWork } from "./fan-out.ts";
import type { WebhookRefusal } from "./webhook-refusal.ts";

/**
 * Sends one message again, delivered or not, with its own `webhook-id` and a whole new round of attempts.
 * Refuses while the endpoint is not reachable.
 */
export async function replayDelivery(
  { store }: { store: Store },
  command: Command,
  input: { partnerId: PartnerId; deliveryId: DeliveryId },
): Promise<Result<Done<Delivery>, WebhookRefusal>> {
  const { partnerId, deliveryId: id } = input;
  const current = async (): Promise<Result<Delivery, WebhookRefusal>> => {
    const delivery = await loadDeliveryOf(store, { partnerId, id });
    return delivery ? ok(delivery) : err({ kind: "not_found" });
  };
  const attempt = async (): Promise<Result<Delivery, WebhookRefusal>> => {
    const delivery = await current();
    if (!delivery.ok) return delivery;
    const endpoint = await loadEndpoint(store, { partnerId, id: delivery.value.endpointId });
    if (!endpoint) return err({ kind: "not_found" });
    if (!isReachable(endpoint)) return err({ kind: "endpoint_status", status: endpoint.status });
    const next = beginRound(delivery.value, command.now);
    const committed = await store.commit({
      [`delivery:${id}`]: putDelivery(next, delivery.value),
      ...deliverWork(next),
      command: putCommand(command),
    });
    return committed.ok ? ok(next) : err({ kind: "concurrent_update" });
  };
  return once({ store, command, identity: commandKey(command), attempt, current });
}

const RECOVERY_PAGE = 20;
const RECOVERY_PAUSE_MS = 5 * MINUTE_MS;

/** How far a recovery came: over, or to be gone on with. */
export type Recovered = Readonly<
  { kind: "over"; sent: number } | { kind: "again"; dueAt: Instant; after?: string; since?: Instant }
>;

/**
 * Delivers what an endpoint missed since a moment, oldest first, each only when the one before it has arrived, so that
 * a receiver sees every object's messages in sequence. The first failure stops it; it goes on five minutes later.
 */
export async function recoverDeliveries(
  deps: DeliverDeps,
  command: Command,
  input: { partnerId: PartnerId; endpointId: EndpointId; since: Instant; after?: string | undefined },
): Promise<Recovered> {
  const { partnerId, endpointId, since, after } = input;
  const endpoint = await loadEndpoint(deps.store, { partnerId, id: endpointId });
  if (!endpoint || !isReachable(endpoint)) return { kind: "over", sent: 0 };
  const page = await listDeliveries(deps.store, { endpointId, from: since, limit: RECOVERY_PAGE, after });
  let sent = 0;
  for (const listed of page.deliveries) {
    const arrived = await recoverOne(deps, command, { partnerId, id: listed.id });
    if (arrived === "failed") {
      const dueAt = addMs(command.now, RECOVERY_PAUSE_MS);
      return after === undefined ? { kind: "again", dueAt } : { kind: "again", dueAt, after };
    }
    if (arrived === "sent") sent++;
  }
  return page.next === undefined
    ? { kind: "over", sent }
    : { kind: "again", dueAt: command.now, after: page.next };
}

/** The list comes from an index: each delivery is read again, strongly, before it is sent. */
async function recoverOne(
  deps: DeliverDeps,
  command: Command,
  address: { partnerId: PartnerId; id: DeliveryId },
): Promise<"sent" | "failed" | "not_needed"> {
  const delivery = await loadDeliveryOf(deps.store, address);
  if (!delivery || delivery.status === "delivered") return "not_needed";
  if (delivery.status === "pending" && delivery.attemptsInRound === 0) return "not_needed"; // its own work sends it
  const next = beginRound(delivery, command.now);
  const committed = await deps.store.commit({
    [`delivery:${next.id}`]: putDelivery(next, delivery),
    ...deliverWork(next),
  });
  killPoint("webhook.recovery-began");
  if (!committed.ok) return "not_needed"; // another worker has it
  const delivered = await deliver(deps, command, { deliveryId: next.id, round: next.round });
  return delivered.kind === "over" && delivered.status === "delivered" ? "sent" : "failed";
}
