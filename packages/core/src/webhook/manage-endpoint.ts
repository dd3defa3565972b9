import type { PartnerId } from "../identity/actor.ts";
import { type Command, commandKey, type Done, once, putCommand } from "../kernel/command.ts";
import { addMs, DAY_MS, HOUR_MS, type Instant } from "../kernel/instant.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Writes } from "../kernel/store.ts";
import { putWork } from "../work/work-item.ts";
import { type EndpointDeps, newChallenge, verifyWork, type WithSecret } from "./create-endpoint.ts";
import {
  challengeAnew,
  type Endpoint,
  type EndpointId,
  isReachable,
  pauseEndpoint,
  reopenEndpoint,
  resumeEndpoint,
  rotateSecret,
} from "./endpoint.ts";
import { changeEndpoint, loadEndpoint } from "./endpoint-store.ts";
import { type EventType, publishWebhook } from "./message.ts";
import { makeSecret, type SecretTexts } from "./signing.ts";
import type { WebhookRefusal } from "./webhook-refusal.ts";

interface EndpointInput {
  readonly partnerId: PartnerId;
  readonly endpointId: EndpointId;
  /** The version that the caller saw. */
  readonly version?: number | undefined;
}

type Changed = Result<{ next: Endpoint; more?: Writes; texts?: SecretTexts }, WebhookRefusal>;
type Managed = Promise<Result<Done<WithSecret>, WebhookRefusal>>;

/** Load, decide, commit: the way of every change of an endpoint. */
async function manage(
  { store }: Pick<EndpointDeps, "store">,
  command: Command,
  options: EndpointInput & { kind: string; change: (endpoint: Endpoint) => Promise<Changed> | Changed },
): Managed {
  const { partnerId, endpointId: id, version, kind, change } = options;
  const current = async (): Promise<Result<WithSecret, WebhookRefusal>> => {
    const endpoint = await loadEndpoint(store, { partnerId, id });
    return endpoint ? ok({ endpoint }) : err({ kind: "not_found" });
  };
  const attempt = async (): Promise<Result<WithSecret, WebhookRefusal>> => {
    const previous = await loadEndpoint(store, { partnerId, id });
    if (!previous) return err({ kind: "not_found" });
    if (version !== undefined && version !== previous.version) return err({ kind: "version_mismatch" });
    const changed = await change(previous);
    if (!changed.ok) return changed;
    const { next, writes } = changeEndpoint({
      previous,
      next: changed.value.next,
      kind: `endpoint.${kind}`,
      actor: command.actor,
      at: command.now,
    });
    const all = mergeWrites(writes, changed.value.more ?? {}, { command: putCommand(command) });
    const committed = await store.commit(all);
    if (!committed.ok) return err({ kind: "concurrent_update" });
    const { texts } = changed.value;
    return ok(texts === undefined ? { endpoint: next } : { endpoint: next, texts });
  };
  return once({ store, command, identity: commandKey(command), attempt, current });
}

/** Changes what an endpoint receives, or its description. Its URL is for ever: another URL is another endpoint. */
export const describeEndpoint = (
  deps: EndpointDeps,
  command: Command,
  input: EndpointInput & { description?: string | undefined; eventTypes?: readonly EventType[] | undefined },
): Managed =>
  manage(deps, command, {
    ...input,
    kind: "described",
    change: (endpoint) =>
      ok({
        next: {
          ...endpoint,
          description: input.description ?? endpoint.description,
          eventTypes: [...(input.eventTypes ?? endpoint.eventTypes)],
        },
      }),
  });

/** Messages are kept and not sent. */
export const pause = (deps: EndpointDeps, command: Command, input: EndpointInput): Managed =>
  manage(deps, command, {
    ...input,
    kind: "paused",
    change: (endpoint) => {
      const next = pauseEndpoint(endpoint, command.now);
      return next.ok ? ok({ next: next.value }) : next;
    },
  });

/** Sends again, and what was kept first, in sequence. */
export const resume = (deps: EndpointDeps, command: Command, input: EndpointInput): Managed =>
  manage(deps, command, {
    ...input,
    kind: "resumed",
    change: (endpoint) => {
      const next = resumeEndpoint(endpoint);
      if (!next.ok) return next;
      const since = endpoint.recoverSince ?? command.now;
      const { recoverSince: _recovered, ...rest } = next.value;
      return ok({ next: rest, more: recoverWork(endpoint, { since, command }) });
    },
  });

/** Sends the challenge once more: of a disabled endpoint, which becomes unverified, or of one that failed to answer. */
export const requestVerification = (deps: EndpointDeps, command: Command, input: EndpointInput): Managed =>
  manage(deps, command, {
    ...input,
    kind: "verification_requested",
    change: (endpoint) => {
      const challenge = newChallenge(deps.randomBytes);
      const next =
        endpoint.status === "disabled"
          ? reopenEndpoint(endpoint, challenge)
          : challengeAnew(endpoint, challenge);
      return next.ok ? ok({ next: next.value, more: verifyWork(next.value, command.now) }) : next;
    },
  });

/** The shortest and the longest time that an old secret goes on signing, wall time. */
export const OVERLAP_MS = { min: HOUR_MS, max: 30 * DAY_MS } as const;

/** A new pair of keys; the old ones sign beside it for the overlap. The secret is returned once. */
export const rotate = (
  deps: EndpointDeps,
  command: Command,
  input: EndpointInput & { overlapMs: number },
): Managed =>
  manage(deps, command, {
    ...input,
    kind: "secret_rotated",
    change: async (endpoint) => {
      const { wall } = command;
      const overlapMs = Math.min(Math.max(input.overlapMs, OVERLAP_MS.min), OVERLAP_MS.max);
      const { box, randomBytes: random } = deps;
      const { secret, texts } = await makeSecret({ endpointId: endpoint.id, box, random, wall });
      const next = rotateSecret(endpoint, { secret, overlapUntil: addMs(wall, overlapMs), wall });
      return next.ok ? ok({ next: next.value, texts }) : next;
    },
  });

/** Publishes `endpoint.ping` to this endpoint alone. */
export const ping = (deps: EndpointDeps, command: Command, input: EndpointInput): Managed =>
  manage(deps, command, {
    ...input,
    kind: "pinged",
    change: (endpoint) => {
      if (!isReachable(endpoint)) return err({ kind: "endpoint_status", status: endpoint.status });
      const pings = endpoint.pings + 1;
      const more = publishWebhook({
        partnerId: endpoint.partnerId,
        type: "endpoint.ping",
        objectId: endpoint.id,
        sequence: pings,
        data: { endpointId: endpoint.id },
        at: command.now,
        endpointId: endpoint.id,
      });
      return ok({ next: { ...endpoint, pings }, more });
    },
  });

/** Sends everything undelivered since a moment, oldest first, one after the other. */
export const recover = (
  deps: EndpointDeps,
  command: Command,
  input: EndpointInput & { since: Instant },
): Managed =>
  manage(deps, command, {
    ...input,
    kind: "recovery_requested",
    change: (endpoint) => {
      if (!isReachable(endpoint)) return err({ kind: "endpoint_status", status: endpoint.status });
      const { recoverSince: _recovered, ...next } = endpoint;
      return ok({ next, more: recoverWork(endpoint, { since: input.since, command }) });
    },
  });

const recoverWork = (
  { id, partnerId }: Endpoint,
  { since, command }: { since: Instant; command: Command },
): Writes => ({
  [`recover:${id}`]: putWork({
    kind: "webhook.recover",
    ref: id,
    dueAt: command.now,
    cause: [id, command.requestId],
    data: { partnerId, since },
  }),
});
