import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SettlementEvent, settlementEventText } from "@firstlot/partner-kit/messages";
import { paymentLinkKeySchema } from "@firstlot/partner-kit/payment-link";
import {
  newEd25519Pair,
  newHmacSecret,
  readSigningKey,
  readVerifyingKey,
} from "@firstlot/partner-kit/webhook-key";
import { signWebhook, verifyWebhook } from "@firstlot/partner-kit/webhook-signature";
import type { BankWorld } from "./bank.ts";
import { openSandboxBank } from "./sandbox-bank.ts";

/** Start of every story told in these tests. */
export const START = "2026-11-24T08:00:00.000Z";
/** The platform's custody account at the bank of these tests. */
export const CUSTODY = "DE89370400440532013000";
const SECRET = newHmacSecret(Buffer.alloc(32, 1));
const PLATFORM = newEd25519Pair(Buffer.alloc(32, 2));
const BANK = newEd25519Pair(Buffer.alloc(32, 3));

function linkKey() {
  const { d = "", ...jwk } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  const publicKey = paymentLinkKeySchema.parse({ ...jwk, kid: "link-1" });
  return { publicKey, signingKey: { ...publicKey, d } };
}

/** A platform that only listens: every request it got, the bodies of confirmations it believed, and its next answers. */
export interface FakePlatform {
  readonly requests: { url: string; body: string; headers: Headers }[];
  readonly believed: { id: string; body: unknown }[];
  readonly answers: (number | "refuse")[];
  trust: string[];
}

/** A sandbox bank with one partner, one custody account in euro, time standing still, and a platform that listens. */
export function startTestBank(
  journalPath = join(mkdtempSync(join(tmpdir(), "firstlot-bank-")), "books.jsonl"),
) {
  const platform: FakePlatform = { requests: [], believed: [], answers: [], trust: [BANK.publicKey] };
  const links = linkKey();
  const receive: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const body = await request.text();
    platform.requests.push({ url: request.url, body, headers: request.headers });
    const next = platform.answers.shift() ?? 200;
    if (next === "refuse") throw new TypeError("connection refused");
    const keys = platform.trust.flatMap((text) => {
      const key = readVerifyingKey(text);
      return key.ok ? [key.value] : [];
    });
    const nowSeconds = Math.floor(Date.now() / 1000);
    const verified = verifyWebhook({ headers: request.headers, body, keys, nowSeconds });
    if (request.url.endsWith("/confirmations")) {
      if (!verified.ok) return new Response(null, { status: 401 });
      if (next === 200) platform.believed.push({ id: verified.value.id, body: JSON.parse(body) });
    }
    if (request.url.endsWith("/token")) return Response.json({ access_token: "token-1", expires_in: 300 });
    return new Response(null, { status: next });
  };
  const world: BankWorld = {
    platformUrl: "http://platform.test",
    journalPath,
    paymentLinkKeys: [links.publicKey],
    tokenEndpoint: "http://platform.test/token",
    returnDelayMs: 3_600_000,
    fetch: receive,
    wallMs: () => Date.now(),
  };
  const { app, bank, close } = openSandboxBank({ world, isAutomatic: false });
  const call = async (method: string, path: string, body?: unknown) => {
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await app.request(path, {
      method,
      headers: { "content-type": "application/json" },
      ...init,
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") === true;
    const answer: unknown = isJson ? JSON.parse(text) : text;
    return { status: response.status, answer, headers: response.headers };
  };
  const setUp = async (): Promise<void> => {
    await call("POST", "/admin/clock", { now: START });
    const privateJwk = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({
      format: "jwk",
    });
    await call("PUT", "/admin/partners", {
      partnerId: "bank-a",
      name: "Bank A",
      webhookSecrets: [SECRET],
      platformKeys: [PLATFORM.publicKey],
      signingKeys: [BANK.privateKey],
      client: { clientId: "bank-a", privateJwk },
    });
    const account = { account: CUSTODY, partnerId: "bank-a", holder: "Firstlot Custody", currency: "EUR" };
    await call("POST", "/admin/accounts", account);
  };
  const deliver = async (
    event: SettlementEvent | string,
    { id, by = SECRET, ageSeconds = 0 }: { id: string; by?: string; ageSeconds?: number },
  ) => {
    const body = typeof event === "string" ? event : settlementEventText(event);
    const key = readSigningKey(by);
    if (!key.ok) throw new Error(key.error.kind);
    const timestampSeconds = Math.floor(Date.now() / 1000) - ageSeconds;
    const headers = signWebhook({ id, timestampSeconds, body, keys: [key.value] });
    if (!headers.ok) throw new Error(headers.error.kind);
    const response = await app.request("/webhooks/bank-a", {
      method: "POST",
      body,
      headers: { ...headers.value },
    });
    const answer: unknown = await response.json();
    return { status: response.status, answer };
  };
  return {
    app,
    bank,
    close,
    call,
    deliver,
    setUp,
    platform,
    links,
    journalPath,
    secret: SECRET,
    platformKey: PLATFORM,
  };
}

/** An instruction that pays `amount` euro out of custody; `n` makes its ids. */
export function instruction(
  n: number,
  amount: string,
  more: { account?: string; date?: string } = {},
): SettlementEvent {
  const part = String(n).padStart(20, "0");
  return {
    type: "settlement.instruction.created",
    timestamp: START,
    data: {
      sequence: 1,
      instructionId: `ins_${part}`,
      runId: `run_${part}`,
      kind: "refund",
      endToEndId: `E2E-${n}`,
      debtorAccount: CUSTODY,
      creditor: { name: "Ada Lovelace", account: more.account ?? "GB82WEST12345698765432" },
      amount,
      currency: "EUR",
      requestedExecutionDate: more.date ?? "2026-11-24",
      causeRef: `rfd_${part}`,
    },
  };
}
