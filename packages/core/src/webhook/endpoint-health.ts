import type { PartnerId } from "../identity/actor.ts";
import type { Command } from "../kernel/command.ts";
import { killPoint } from "../kernel/kill-point.ts";
import type { Store, Writes } from "../kernel/store.ts";
import { putWork } from "../work/work-item.ts";
import {
  beginFailing,
  disabledAfter,
  disableFailing,
  disableGone,
  type Endpoint,
  type EndpointId,
  recoverHealth,
} from "./endpoint.ts";
import { changeEndpoint, loadEndpoint } from "./endpoint-store.ts";

/** What an endpoint answered, as far as its health is concerned. */
type Answer = "success" | "failure" | "gone";

const TRIES_MAX = 4;

/** The change that an answer makes, or nothing. */
function changed(
  endpoint: Endpoint,
  answer: Answer,
  { now }: Command,
): { next: Endpoint; kind: string } | undefined {
  switch (answer) {
    case "success": {
      const next = recoverHealth(endpoint);
      return next.ok ? { next: next.value, kind: "endpoint.recovered" } : undefined;
    }
    case "gone": {
      const next = disableGone(endpoint, now);
      return next.ok ? { next: next.value, kind: "endpoint.disabled" } : undefined;
    }
    case "failure": {
      const disabled = disableFailing(endpoint, now);
      if (disabled.ok) return { next: disabled.value, kind: "endpoint.disabled" };
      const failing = beginFailing(endpoint, now);
      return failing.ok ? { next: failing.value, kind: "endpoint.failing" } : undefined;
    }
  }
}

/** A failing endpoint is looked at again after five days, also when nothing is sent to it any more. */
const healthWork = (endpoint: Endpoint): Writes =>
  endpoint.status === "failing"
    ? {
        [`health:${endpoint.id}`]: putWork({
          kind: "webhook.endpoint-health",
          ref: endpoint.id,
          dueAt: disabledAfter(endpoint),
          cause: [endpoint.id, endpoint.failingSince],
          data: { partnerId: endpoint.partnerId },
        }),
      }
    : {};

/**
 * Moves an endpoint between active, failing and disabled by what it answered. Its own transaction, after that of the
 * attempt: deliveries that run side by side must not make each other fail. Lost in a crash, the next answer makes up.
 */
export async function noteAnswer(
  { store }: { store: Store },
  command: Command,
  { endpoint: read, answer }: { endpoint: Endpoint; answer: Answer },
): Promise<void> {
  let endpoint: Endpoint | undefined = read;
  for (let tries = 0; endpoint && tries < TRIES_MAX; tries++) {
    const change = changed(endpoint, answer, command);
    if (!change) return;
    const { next, writes } = changeEndpoint({
      previous: endpoint,
      next: change.next,
      kind: change.kind,
      actor: command.actor,
      at: command.now,
      data: { answer },
    });
    const committed = await store.commit({ ...writes, ...healthWork(next) });
    killPoint("webhook.health-stored");
    if (committed.ok) return;
    endpoint = await loadEndpoint(store, read);
  }
}

/** Disables an endpoint that has been failing for five days; does nothing when it has recovered since. */
export async function checkHealth(
  { store }: { store: Store },
  command: Command,
  address: { partnerId: PartnerId; id: EndpointId },
): Promise<void> {
  const endpoint = await loadEndpoint(store, address);
  if (endpoint?.status === "failing" && disabledAfter(endpoint) <= command.now) {
    await noteAnswer({ store }, command, { endpoint, answer: "failure" });
  }
}
