import type { Command } from "../kernel/command.ts";
import type { Instant } from "../kernel/instant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import type { Store, Writes } from "../kernel/store.ts";
import {
  type Attempt,
  afterAttempt,
  type Delivery,
  type DeliveryId,
  LOGGED_BODY_CHARACTERS_MAX,
  suspend,
} from "./delivery.ts";
import { loadDelivery, putAttempt, putDelivery } from "./delivery-store.ts";
import { type Endpoint, isReachable } from "./endpoint.ts";
import { noteAnswer } from "./endpoint-health.ts";
import { loadEndpoint } from "./endpoint-store.ts";
import { loadMessage, type Message } from "./message.ts";
import { nextAttemptAt, retryAfterMsOf } from "./retry-schedule.ts";
import type { SecretBox } from "./secret-box.ts";
import type { SendOutcome, WebhookSender } from "./sender.ts";
import { loggedHeaders, signedHeaders, signingKeysOf } from "./signing.ts";

export interface DeliverDeps {
  readonly store: Store;
  readonly box: SecretBox;
  readonly send: WebhookSender;
  /** From 0 up to 1: jitter. */
  readonly random: () => number;
}

/** What became of a delivery: nothing more to do, or another attempt at `dueAt` (business time). */
export type Delivered = Readonly<
  { kind: "over"; status: Delivery["status"] | "superseded" } | { kind: "again"; dueAt: Instant }
>;

const GONE = 410;
const isSuccess = (outcome: SendOutcome): boolean =>
  outcome.kind === "answered" && outcome.status >= 200 && outcome.status < 300;

/**
 * Makes the attempt of a delivery that is due, and keeps it in the log. Only 2xx is a success; a redirect is a
 * failure. Two attempts after a crash carry one `webhook-id`, on which a receiver deduplicates.
 * @param options.round the round that the work belongs to; a later replay makes it void
 */
export async function deliver(
  deps: DeliverDeps,
  command: Command,
  options: { deliveryId: DeliveryId; round: number },
): Promise<Delivered> {
  const delivery = await loadDelivery(deps.store, options.deliveryId);
  if (!delivery || delivery.round !== options.round) return { kind: "over", status: "superseded" };
  if (delivery.status !== "pending") return { kind: "over", status: delivery.status };
  if (delivery.nextAttemptAt > command.now) return { kind: "again", dueAt: delivery.nextAttemptAt };
  const { partnerId, endpointId: id } = delivery;
  const endpoint = await loadEndpoint(deps.store, { partnerId, id });
  if (!endpoint || !isReachable(endpoint)) {
    await save(deps.store, delivery, { next: suspend(delivery, command.now) });
    return { kind: "over", status: "suspended" };
  }
  const message = await loadMessage(deps.store, delivery.messageId);
  if (!message) throw new Error("a delivery has its message");
  const { outcome, attempt } = await attemptOnce(deps, { command, delivery, endpoint, message });
  killPoint("webhook.answered");
  return record(deps, { command, delivery, endpoint, outcome, attempt });
}

type Trial = { command: Command; delivery: Delivery; endpoint: Endpoint };

async function attemptOnce(
  deps: DeliverDeps,
  { command, delivery, endpoint, message }: Trial & { message: Message },
): Promise<{ outcome: SendOutcome; attempt: Attempt }> {
  const { wall, now } = command;
  const keys = await signingKeysOf(endpoint, { box: deps.box, wall });
  const headers = signedHeaders({ id: message.id, body: message.body, keys, wall });
  const outcome = await deps.send({ url: endpoint.url, headers, body: message.body });
  const attempt: Attempt = {
    deliveryId: delivery.id,
    number: delivery.attempts + 1,
    at: now,
    signedAt: wall,
    url: endpoint.url,
    requestHeaders: loggedHeaders(headers),
    outcome: loggedOutcome(outcome),
  };
  return { outcome, attempt };
}

function loggedOutcome(outcome: SendOutcome): Attempt["outcome"] {
  if (outcome.kind !== "answered") return outcome;
  const { kind, status, durationMs, body } = outcome;
  return { kind, status, durationMs, body: body.slice(0, LOGGED_BODY_CHARACTERS_MAX) };
}

async function record(
  deps: DeliverDeps,
  { command, delivery, endpoint, outcome, attempt }: Trial & { outcome: SendOutcome; attempt: Attempt },
): Promise<Delivered> {
  const { now, wall } = command;
  const success = isSuccess(outcome);
  const gone = outcome.kind === "answered" && outcome.status === GONE;
  const retryAfterMs = outcome.kind === "answered" ? retryAfterMsOf(outcome, wall) : undefined;
  const due = success
    ? undefined
    : nextAttemptAt({ attempt: delivery.attemptsInRound + 1, now, random: deps.random(), retryAfterMs });
  const counted = afterAttempt(delivery, { success, at: now, next: due });
  const next = gone ? { ...suspend(counted, now), version: counted.version } : counted;
  await save(deps.store, delivery, { next, more: { attempt: putAttempt(attempt) } });
  killPoint("webhook.attempt-stored");
  await noteAnswer(deps, command, { endpoint, answer: success ? "success" : gone ? "gone" : "failure" });
  return next.status === "pending"
    ? { kind: "again", dueAt: next.nextAttemptAt }
    : { kind: "over", status: next.status };
}

async function save(
  store: Store,
  previous: Delivery,
  { next, more = {} }: { next: Delivery; more?: Writes },
): Promise<void> {
  const committed = await store.commit({ [`delivery:${next.id}`]: putDelivery(next, previous), ...more });
  if (!committed.ok) throw new Error("another worker made this attempt meanwhile");
}
