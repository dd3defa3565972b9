import { type MessageRefusal, readConfirmation } from "@firstlot/partner-kit/messages";
import { readVerifyingKey, type VerifyingKey } from "@firstlot/partner-kit/webhook-key";
import { type HeaderSource, verifyWebhook } from "@firstlot/partner-kit/webhook-signature";
import { partnerIdSchema } from "../identity/actor.ts";
import type { Command } from "../kernel/command.ts";
import { ImmutableCache } from "../kernel/immutable-cache.ts";
import type { Instant } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Store } from "../kernel/store.ts";
import type { SecretBox } from "../webhook/secret-box.ts";
import { putWork } from "../work/work-item.ts";
import {
  bodyHashOf,
  conflictWrites,
  type InboxEntry,
  inboxEvidence,
  loadInboxEntry,
  putInboxEntry,
} from "./inbox.ts";
import { type ConfirmationKey, keysAt, type Partner } from "./partner.ts";
import { loadPartner } from "./partner-store.ts";
import { quarantine } from "./quarantine.ts";

export interface ReceiveDeps {
  readonly store: Store;
  readonly box: SecretBox;
}

/** A message as it came in: raw bytes and headers with lower-case names. */
export interface IncomingMessage {
  /** Who it says it is from; only that partner's keys are tried. */
  readonly partner: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What became of a believed message. `ignored`: of a type from the future. */
export type Received = Readonly<{ kind: "received" | "already_received" | "ignored"; webhookId: string }>;

/** Why a message was not taken in. `signature_refused` is all that a stranger learns. */
export type ReceiveRefusal = Readonly<
  | { kind: "signature_refused"; reason: string }
  | { kind: "webhook_id_reused" }
  | Exclude<MessageRefusal, { kind: "unknown_message_type" }>
>;

const KEPT_HEADERS = [
  "webhook-id",
  "webhook-timestamp",
  "webhook-signature",
  "content-type",
  "user-agent",
] as const;

/**
 * Takes in a bank's signed message: verified over its raw bytes with the partner's own keys (during a rotation the old
 * and the new one), at most 300 seconds of wall time away, deduplicated on its id for ever, stored whole, answered,
 * and applied afterwards. A refusal of the signature writes nothing.
 * @see docs/rules/bank.md#confirmations
 */
export async function receiveConfirmation(
  deps: ReceiveDeps,
  command: Command,
  message: IncomingMessage,
): Promise<Result<Received, ReceiveRefusal>> {
  const partnerId = partnerIdSchema.safeParse(message.partner);
  const partner = partnerId.success ? await loadPartner(deps.store, partnerId.data) : undefined;
  if (!partner) return err({ kind: "signature_refused", reason: "unknown_partner" });
  const verified = await verify(deps, { partner, message, wall: command.wall });
  if (!verified.ok) return verified;
  const { webhookId, keyId } = verified.value;
  const read = readConfirmation(message.body);
  const entry = entryOf({ partner, message, command, webhookId, keyId });
  if (read.ok) return takeIn(deps, entry);
  const refusal = read.error;
  if (refusal.kind === "unknown_message_type") return ok({ kind: "ignored", webhookId });
  return keepMalformed(deps, { command, entry, refusal });
}

async function verify(
  deps: ReceiveDeps,
  { partner, message, wall }: { partner: Partner; message: IncomingMessage; wall: Instant },
): Promise<Result<{ webhookId: string; keyId: string }, ReceiveRefusal>> {
  const known = keysAt(partner, wall);
  const keys = await Promise.all(known.map((key) => verifyingKey(deps, partner, key)));
  const headers: HeaderSource = message.headers;
  const nowSeconds = Math.floor(Date.parse(wall) / 1_000);
  const verified = verifyWebhook({ headers, body: message.body, keys, nowSeconds });
  if (!verified.ok) return err({ kind: "signature_refused", reason: verified.error.kind });
  const key = known[verified.value.keyIndex];
  invariant(key !== undefined, "a verified message names one of the keys that were tried");
  return ok({ webhookId: verified.value.id, keyId: key.id });
}

/** Public keys by their text, since reading one takes longer than verifying with it. A secret is never kept. */
const publicKeys = new ImmutableCache<VerifyingKey>(500);

async function verifyingKey(
  { store, box }: ReceiveDeps,
  partner: Partner,
  key: ConfirmationKey,
): Promise<VerifyingKey> {
  const read = async (text: string): Promise<VerifyingKey> => {
    const result = readVerifyingKey(text);
    invariant(result.ok, "a confirmation key was checked when it was registered");
    return result.value;
  };
  if (key.scheme !== "v1a") return read(await box.open(key.sealedSecret, partner.id));
  const { publicKey } = key;
  return (await publicKeys.read(store, publicKey, () => read(publicKey))) ?? read(publicKey);
}

function entryOf(taken: {
  partner: Partner;
  message: IncomingMessage;
  command: Command;
  webhookId: string;
  keyId: string;
}): InboxEntry {
  const { partner, message, command, webhookId, keyId } = taken;
  const kept = KEPT_HEADERS.flatMap((name): [string, string][] => {
    const value = message.headers[name];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    partnerId: partner.id,
    webhookId,
    bodyHash: bodyHashOf(message.body),
    body: Buffer.from(message.body).toString("base64"),
    headers: Object.fromEntries(kept),
    keyId,
    receivedAt: command.now,
    receivedWall: command.wall,
    status: "stored",
  };
}

async function takeIn({ store }: ReceiveDeps, entry: InboxEntry): Promise<Result<Received, ReceiveRefusal>> {
  const { partnerId, webhookId } = entry;
  const committed = await store.commit({
    inbox: putInboxEntry(entry),
    work: putWork({
      kind: "bank.apply-fact",
      ref: webhookId,
      dueAt: entry.receivedAt,
      cause: [partnerId, webhookId],
      data: { partnerId },
    }),
  });
  killPoint("bank.confirmation-stored");
  if (committed.ok) return ok({ kind: "received", webhookId });
  const before = await loadInboxEntry(store, entry);
  invariant(before !== undefined, "a refused entry is there already");
  if (before.bodyHash === entry.bodyHash) return ok({ kind: "already_received", webhookId });
  await store.commit(conflictWrites(entry).writes); // refused only when this very body was kept before
  killPoint("bank.conflict-kept");
  return err({ kind: "webhook_id_reused" });
}

/** A signed message that cannot be read is the bank's mistake, and perhaps about money: it is kept for two persons. */
async function keepMalformed(
  { store }: ReceiveDeps,
  kept: {
    command: Command;
    entry: InboxEntry;
    refusal: Exclude<MessageRefusal, { kind: "unknown_message_type" }>;
  },
): Promise<Result<never, ReceiveRefusal>> {
  const { command, entry, refusal } = kept;
  const { writes } = quarantine({
    partnerId: entry.partnerId,
    reason: refusal.kind,
    evidence: inboxEvidence(entry),
    fact: { webhookId: entry.webhookId, body: entry.body, bodyHash: entry.bodyHash },
    at: command.now,
    actor: entry.partnerId,
  });
  await store.commit(writes); // refused only when it is kept already
  return err(refusal);
}
