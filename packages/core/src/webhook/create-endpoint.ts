import type { PartnerId } from "../identity/actor.ts";
import { type Command, type Done, once } from "../kernel/command.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Store, Writes } from "../kernel/store.ts";
import { putWork } from "../work/work-item.ts";
import { ENDPOINTS_MAX, type Endpoint, type EndpointIn, endpointIdSchema } from "./endpoint.ts";
import { changeEndpoint, endpointKey, listEndpoints, loadEndpoint } from "./endpoint-store.ts";
import type { EventType } from "./message.ts";
import type { SecretBox } from "./secret-box.ts";
import { makeSecret, type SecretTexts } from "./signing.ts";
import { checkTarget } from "./target.ts";
import type { WebhookRefusal } from "./webhook-refusal.ts";

export interface EndpointDeps {
  readonly store: Store;
  readonly box: SecretBox;
  /** Bytes from a cryptographic source. */
  readonly randomBytes: (bytes: number) => Uint8Array;
  /** Exact `host:port` entries that may be plain and local; empty in AWS. */
  readonly allow: readonly string[];
}

/** An endpoint with its secret: the texts are there once, when it was made, and never again. */
export type WithSecret = Readonly<{ endpoint: Endpoint; texts?: SecretTexts }>;

const CHALLENGE_BYTES = 32;

/** A challenge that nobody can foresee. */
export const newChallenge = (random: EndpointDeps["randomBytes"]): string =>
  Buffer.from(random(CHALLENGE_BYTES)).toString("base64url");

/** The work that sends the challenge of an unverified endpoint. */
export const verifyWork = (
  { id, partnerId, challenge }: EndpointIn<"unverified">,
  at: Command["now"],
): Writes => ({
  [`verify:${id}`]: putWork({
    kind: "webhook.verify-endpoint",
    ref: id,
    dueAt: at,
    cause: [id, challenge],
    data: { partnerId },
  }),
});

/**
 * Registers an endpoint and asks it to prove its ownership. Refuses a URL that messages are never sent to, and more
 * than 16 endpoints of one partner. The secret is returned once; a retry of the command returns none.
 */
export async function createEndpoint(
  deps: EndpointDeps,
  command: Command,
  input: { partnerId: PartnerId; url: string; description: string; eventTypes: readonly EventType[] },
): Promise<Result<Done<WithSecret>, WebhookRefusal>> {
  const { partnerId } = input;
  const id = endpointIdSchema.parse(`whe_${command.requestId}`);
  const attempt = async (): Promise<Result<WithSecret, WebhookRefusal>> => {
    const target = checkTarget(input.url, deps.allow);
    if (!target.ok) return target;
    const existing = await listEndpoints(deps.store, partnerId);
    if (existing.length >= ENDPOINTS_MAX) return err({ kind: "too_many_endpoints", max: ENDPOINTS_MAX });
    const { now, wall, actor } = command;
    const { secret, texts } = await makeSecret({
      endpointId: id,
      box: deps.box,
      random: deps.randomBytes,
      wall,
    });
    const endpoint: EndpointIn<"unverified"> = {
      id,
      partnerId,
      url: target.value.url.href,
      description: input.description,
      eventTypes: [...input.eventTypes],
      secrets: [secret],
      pings: 0,
      createdAt: now,
      payloadHash: command.payloadHash,
      version: 1,
      eventHash: "",
      status: "unverified",
      challenge: newChallenge(deps.randomBytes),
    };
    const { next, writes } = changeEndpoint({
      previous: undefined,
      next: endpoint,
      kind: "endpoint.created",
      actor,
      at: now,
    });
    const committed = await deps.store.commit({ ...writes, ...verifyWork(next, now) });
    return committed.ok ? ok({ endpoint: next, texts }) : err({ kind: "concurrent_update" });
  };
  const current = async (): Promise<Result<WithSecret, WebhookRefusal>> => {
    const endpoint = await loadEndpoint(deps.store, { partnerId, id });
    return endpoint ? ok({ endpoint }) : err({ kind: "not_found" });
  };
  return once({ store: deps.store, command, identity: endpointKey({ partnerId, id }), attempt, current });
}
