import { answerChallenge, type ChallengeAnswer } from "@firstlot/partner-kit/endpoint-ownership";
import { EVENT_BYTES_MAX, readSettlementEvent, type SettlementEvent } from "@firstlot/partner-kit/messages";
import { readVerifyingKey, type VerifyingKey } from "@firstlot/partner-kit/webhook-key";
import { type HeaderSource, verifyWebhook } from "@firstlot/partner-kit/webhook-signature";
import type { Bank } from "./bank.ts";
import type { Fact, Partner } from "./bank-fact.ts";
import { webhookKey } from "./bank-state.ts";
import { takeFault } from "./fault.ts";
import { cancelInstruction, type Done, takeInstruction } from "./instruction-desk.ts";

/** What the endpoint answers. The reason of a refusal is for this bank's own eyes (a sandbox shows it). */
export type WebhookAnswer = Readonly<{
  status: 200 | 400 | 401 | 404 | 409 | 503 | 504;
  body: ChallengeAnswer | Readonly<{ outcome: string }>;
}>;

const answer = (status: WebhookAnswer["status"], outcome: string): WebhookAnswer => ({
  status,
  body: { outcome },
});

/** The partner's trust list: our shared secrets and the platform's public keys, never anything from the request. */
function trustListOf({ webhookSecrets, platformKeys }: Partner): VerifyingKey[] {
  return [...webhookSecrets, ...platformKeys].flatMap((text) => {
    const key = readVerifyingKey(text);
    return key.ok ? [key.value] : [];
  });
}

const moneyMoves = (event: SettlementEvent | undefined): boolean =>
  event?.type === "settlement.instruction.created";

/** Plays the switches of the receiving end; nothing is answered here when none is on. */
function disturbed(
  bank: Bank,
  { partnerId, event }: { partnerId: string; event: SettlementEvent | undefined },
): { refused?: WebhookAnswer; silent?: true; facts: Fact[] } {
  const down = takeFault(bank, { partnerId, kinds: ["receiver_down"], on: "instruction" });
  if (down) return { refused: answer(503, "down"), facts: [down.used] };
  if (!moneyMoves(event)) return { facts: [] };
  const before = takeFault(bank, { partnerId, kinds: ["timeout_before_executing"], on: "instruction" });
  if (before) return { refused: answer(504, "timed out before executing"), facts: [before.used] };
  const after = takeFault(bank, { partnerId, kinds: ["timeout_after_executing"], on: "instruction" });
  return after ? { silent: true, facts: [after.used] } : { facts: [] };
}

/**
 * Receives one delivery: verify over the raw bytes, store durably, answer. What it asks for is done later.
 * The same id again is answered 200 and stored once; the same id with another body is refused with 409.
 */
export function receiveWebhook(
  bank: Bank,
  { partnerId, headers, body }: { partnerId: string; headers: HeaderSource; body: Uint8Array },
): WebhookAnswer {
  const partner = bank.state.partners.get(partnerId);
  if (!partner) return answer(404, "no such partner");
  if (body.length > EVENT_BYTES_MAX) return answer(400, "message_too_large");
  const keys = trustListOf(partner);
  const nowSeconds = Math.floor(bank.world.wallMs() / 1000);
  const verified = verifyWebhook({ headers, body, keys, nowSeconds });
  if (!verified.ok) return answer(401, verified.error.kind);
  const message = readSettlementEvent(body);
  if (!message.ok && message.error.kind !== "unknown_message_type") return answer(400, message.error.kind);
  const event = message.ok ? message.value : undefined;
  if (event?.type === "endpoint.challenge")
    return challenged(keys, event.data.challenge, verified.value.keyIndex);
  const text = new TextDecoder().decode(body);
  const webhook = { partnerId, webhookId: verified.value.id, body: text, receivedAt: bank.now() };
  const known = bank.state.webhooks.get(webhookKey(webhook));
  if (known)
    return known.body === text ? answer(200, "already received") : answer(409, "same id, other body");
  const { refused, silent, facts } = disturbed(bank, { partnerId, event });
  if (refused) {
    bank.commit(...facts);
    return refused;
  }
  bank.commit(...facts, { type: "webhook_stored", webhook: { ...webhook, silent: silent === true } });
  return silent ? answer(504, "timed out after executing") : answer(200, "received");
}

/** Proves the ownership with the secret that signed, or with the newest one when an Ed25519 key did. */
function challenged(keys: readonly VerifyingKey[], challenge: string, keyIndex: number): WebhookAnswer {
  const signedWith = keys[keyIndex];
  const secret = signedWith?.scheme === "v1" ? signedWith : keys.find(({ scheme }) => scheme === "v1");
  if (secret?.scheme !== "v1") return answer(400, "no shared secret");
  return { status: 200, body: answerChallenge(secret, challenge) };
}

function process(
  bank: Bank,
  { partnerId, body, silent }: { partnerId: string; body: string; silent: boolean },
): { facts: Fact[]; outcome: string } {
  const message = readSettlementEvent(body);
  if (!message.ok) return { facts: [], outcome: `ignored: ${message.error.kind}` };
  const event = message.value;
  switch (event.type) {
    case "settlement.instruction.created":
      return takeInstruction(bank, { partnerId, instruction: event.data, silent });
    case "settlement.instruction.cancelled":
      return cancelInstruction(bank, event.data.endToEndId);
    case "settlement.batch.created":
    case "campaign.funded":
    case "campaign.failed":
    case "endpoint.ping":
    case "endpoint.challenge":
      return { facts: [], outcome: "noted" };
  }
}

/** Does what the stored webhooks ask for, in the order they came, each in one commit. */
export function processWebhooks(bank: Bank): Done[] {
  const done: Done[] = [];
  for (const key of [...bank.state.unprocessed]) {
    const webhook = bank.state.webhooks.get(key);
    if (!webhook) continue;
    const { facts, outcome } = process(bank, webhook);
    bank.note(...facts, { type: "webhook_processed", key, outcome });
    done.push({ what: "webhook", ref: webhook.webhookId, outcome });
  }
  return done;
}
