import type { Command } from "../kernel/command.ts";
import { killPoint } from "../kernel/kill-point.ts";
import type { Store, Writes } from "../kernel/store.ts";
import { putWork } from "../work/work-item.ts";
import { type Delivery, deliveryIdOf } from "./delivery.ts";
import { putDelivery } from "./delivery-store.ts";
import { type Endpoint, isReachable } from "./endpoint.ts";
import { listEndpoints } from "./endpoint-store.ts";
import { loadMessage, type Message, type MessageId } from "./message.ts";

/** The work that makes the next attempt of a delivery's round. */
export const deliverWork = (delivery: Delivery): Writes =>
  delivery.status === "pending"
    ? {
        [`deliver:${delivery.id}`]: putWork({
          kind: "webhook.deliver",
          ref: delivery.id,
          dueAt: delivery.nextAttemptAt,
          cause: [delivery.id, String(delivery.round)],
          data: { round: delivery.round },
        }),
      }
    : {};

const wants = (endpoint: Endpoint, message: Message): boolean =>
  endpoint.status !== "unverified" &&
  (message.endpointId === undefined
    ? endpoint.eventTypes.includes(message.type)
    : message.endpointId === endpoint.id);

function deliveryTo(endpoint: Endpoint, message: Message, { now }: Command): Delivery {
  const { type, objectId, sequence, partnerId, at: createdAt } = message;
  const base = {
    id: deliveryIdOf(message.id, endpoint.id),
    messageId: message.id,
    endpointId: endpoint.id,
    partnerId,
    type,
    objectId,
    sequence,
    attempts: 0,
    round: 1,
    attemptsInRound: 0,
    createdAt,
    version: 1,
  };
  return isReachable(endpoint)
    ? { ...base, status: "pending", nextAttemptAt: now }
    : { ...base, status: "suspended", suspendedAt: now };
}

/**
 * Makes one delivery for each endpoint that wants the message, each in its own transaction. An endpoint that cannot
 * be reached at present gets a suspended one, which a recovery sends. Harmless when repeated.
 * @returns how many endpoints want it
 */
export async function fanOut(
  { store }: { store: Store },
  command: Command,
  messageId: MessageId,
): Promise<number> {
  const message = await loadMessage(store, messageId);
  if (!message) return 0;
  const endpoints = await listEndpoints(store, message.partnerId);
  const wanting = endpoints.filter((endpoint) => wants(endpoint, message));
  for (const endpoint of wanting) {
    const delivery = deliveryTo(endpoint, message, command);
    await store.commit({
      [`delivery:${delivery.id}`]: putDelivery(delivery),
      ...deliverWork(delivery),
    }); // refused only when an earlier run made it
    killPoint("webhook.fanned-out");
  }
  return wanting.length;
}
