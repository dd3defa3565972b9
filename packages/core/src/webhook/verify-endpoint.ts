import { challengeAnswerSchema, isChallengeAnswered } from "@firstlot/partner-kit/endpoint-ownership";
import { settlementEventText } from "@firstlot/partner-kit/messages";
import type { PartnerId } from "../identity/actor.ts";
import type { Command } from "../kernel/command.ts";
import { derivedIdPart } from "../kernel/id.ts";
import { killPoint } from "../kernel/kill-point.ts";
import type { DeliverDeps } from "./deliver.ts";
import { activate, type Endpoint, type EndpointId, type EndpointIn, refuseVerification } from "./endpoint.ts";
import { changeEndpoint, loadEndpoint } from "./endpoint-store.ts";
import type { SendOutcome } from "./sender.ts";
import { newestHmac, signedHeaders, signingKeysOf } from "./signing.ts";

/**
 * Sends the challenge of an unverified endpoint. It becomes active when the answer was made with its secret, which a
 * server that only echoes cannot do; else it says in a word why not.
 */
export async function verifyEndpoint(
  deps: DeliverDeps,
  command: Command,
  address: { partnerId: PartnerId; id: EndpointId },
): Promise<Endpoint | undefined> {
  const endpoint = await loadEndpoint(deps.store, address);
  if (endpoint?.status !== "unverified") return endpoint;
  const why = await challenge(deps, command, endpoint);
  killPoint("webhook.challenge-answered");
  const moved = why === undefined ? activate(endpoint, command.now) : refuseVerification(endpoint, why);
  if (!moved.ok) return endpoint;
  const { next, writes } = changeEndpoint({
    previous: endpoint,
    next: moved.value,
    kind: why === undefined ? "endpoint.verified" : "endpoint.verification_failed",
    actor: command.actor,
    at: command.now,
    data: why === undefined ? {} : { why },
  });
  const committed = await deps.store.commit(writes);
  killPoint("webhook.verification-stored");
  if (!committed.ok) throw new Error("the endpoint changed while it was being verified");
  return next;
}

/** Why the endpoint did not prove its ownership; `undefined` when it did. */
async function challenge(
  deps: DeliverDeps,
  { now, wall }: Command,
  endpoint: EndpointIn<"unverified">,
): Promise<string | undefined> {
  const body = settlementEventText({
    type: "endpoint.challenge",
    timestamp: now,
    data: { sequence: 1, endpointId: endpoint.id, challenge: endpoint.challenge },
  });
  const id = `msg_${derivedIdPart([endpoint.id, "challenge", endpoint.challenge])}`;
  const keys = await signingKeysOf(endpoint, { box: deps.box, wall });
  const outcome = await deps.send({
    url: endpoint.url,
    headers: signedHeaders({ id, body, keys, wall }),
    body,
  });
  const answer = answerOf(outcome);
  if (answer === undefined) return outcome.kind === "answered" ? `status_${outcome.status}` : outcome.reason;
  const secret = await newestHmac(endpoint, deps.box);
  return isChallengeAnswered({ secret, challenge: endpoint.challenge, answer }) ? undefined : "wrong_answer";
}

function answerOf(outcome: SendOutcome): string | undefined {
  if (outcome.kind !== "answered" || outcome.status !== 200) return undefined;
  try {
    const parsed = challengeAnswerSchema.safeParse(JSON.parse(outcome.body));
    return parsed.success ? parsed.data.answer : "";
  } catch {
    return "";
  }
}
