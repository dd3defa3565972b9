import { readSigningKey, type SigningKey } from "@firstlot/partner-kit/webhook-key";
import { signWebhook } from "@firstlot/partner-kit/webhook-signature";
import type { Bank } from "./bank.ts";
import type { Fact, Partner } from "./bank-fact.ts";
import type { KeptMessage } from "./bank-state.ts";
import { takeFault } from "./fault.ts";
import type { Done } from "./instruction-desk.ts";
import { accessToken } from "./platform-token.ts";

const TIMEOUT_MS = 15_000;
const PARALLEL_MAX = 8;
/** Business time between attempts; after the last one the message is parked for a person. */
const BACK_OFF_MS = [5_000, 30_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000] as const;

function signingKeys({ signingKeys: texts }: Partner): SigningKey[] {
  return texts.flatMap((text) => {
    const key = readSigningKey(text);
    return key.ok ? [key.value] : [];
  });
}

async function post(bank: Bank, partner: Partner, { message }: KeptMessage): Promise<Response> {
  const { platformUrl, fetch, wallMs } = bank.world;
  const shared = { "firstlot-partner": partner.partnerId };
  const common = { method: "POST", body: message.body, redirect: "manual" as const };
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  if (message.kind !== "confirmation") {
    const headers = {
      ...shared,
      authorization: `Bearer ${await accessToken(bank, partner)}`,
      "content-type": message.kind === "csv" ? "text/csv; charset=utf-8" : "application/xml",
      "idempotency-key": message.messageId,
    };
    return fetch(`${platformUrl}/api/partner/v1/statements`, { ...common, headers, signal });
  }
  const signed = signWebhook({
    id: message.messageId,
    timestampSeconds: Math.floor(wallMs() / 1000),
    body: message.body,
    keys: signingKeys(partner),
  });
  if (!signed.ok) throw new Error(signed.error.kind);
  const headers = { ...shared, ...signed.value, "content-type": "application/json" };
  return fetch(`${platformUrl}/api/partner/v1/confirmations`, { ...common, headers, signal });
}

/** One attempt with all its copies; the answer to the last copy counts. */
async function deliver(bank: Bank, kept: KeptMessage): Promise<{ isDelivered: boolean; answer: string }> {
  const partner = bank.state.partners.get(kept.message.partnerId);
  if (!partner) return { isDelivered: false, answer: "no such partner" };
  let status = 0;
  try {
    for (let copy = 0; copy < kept.message.copies; copy++) {
      const response = await post(bank, partner, kept);
      status = response.status;
      await response.body?.cancel();
    }
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : "";
    return {
      isDelivered: false,
      answer: `${error instanceof Error ? error.message : "failed"}${cause}`.slice(0, 200),
    };
  }
  return { isDelivered: status >= 200 && status < 300, answer: String(status) };
}

/** Once the switch "rotate keys" is used up, the old key is gone. */
function afterRotation(bank: Bank, partnerId: string): Fact[] {
  const taken = takeFault(bank, { partnerId, kinds: ["rotate_keys"], on: "instruction" });
  if (!taken) return [];
  const partner = bank.state.partners.get(partnerId);
  const isLast = bank.state.faults.get(taken.fault.faultId)?.remaining === 1;
  if (!partner || !isLast) return [taken.used];
  const signingKeysLeft = partner.signingKeys.slice(0, 1);
  return [taken.used, { type: "partner_registered", partner: { ...partner, signingKeys: signingKeysLeft } }];
}

async function send(bank: Bank, kept: KeptMessage): Promise<Done> {
  const { isDelivered, answer } = await deliver(bank, kept);
  const { messageId, partnerId, kind } = kept.message;
  const backOffMs = BACK_OFF_MS[kept.attempts];
  const outcome = isDelivered ? "delivered" : backOffMs === undefined ? "parked" : "failed";
  const nextAt = bank.later(isDelivered ? 0 : (backOffMs ?? 0));
  bank.note(
    { type: "message_attempted", messageId, outcome, answer, nextAt },
    ...(kind === "confirmation" ? afterRotation(bank, partnerId) : []),
  );
  return { what: kind, ref: messageId, outcome: `${outcome} (${answer})` };
}

/** Messages whose time has come, oldest first, grouped by what they are about. */
function dueGroups(bank: Bank): KeptMessage[][] {
  const now = bank.now();
  const due = [...bank.state.waiting]
    .flatMap((messageId) => bank.state.messages.get(messageId) ?? [])
    .filter(({ dueAt }) => dueAt <= now)
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0));
  const groups = new Map<string, KeptMessage[]>();
  for (const kept of due) {
    const group = groups.get(kept.message.about);
    if (group) group.push(kept);
    else groups.set(kept.message.about, [kept]);
  }
  return [...groups.values()];
}

/** Sends everything due and waits for the answers: messages about one object in order, different objects side by side. */
export async function sendMessages(bank: Bank): Promise<Done[]> {
  const groups = dueGroups(bank);
  const done: Done[][] = groups.map(() => []);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < groups.length; index = next++) {
      for (const kept of groups[index] ?? []) {
        const sent = await send(bank, kept);
        done[index]?.push(sent);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL_MAX, groups.length) }, worker));
  return done.flat();
}
