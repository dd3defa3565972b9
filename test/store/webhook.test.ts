// Longer than others: one endpoint and its deliveries, from the handshake to its disabling.
import { createServer, type Server } from "node:http";
import { type PartnerId, partnerIdSchema } from "@firstlot/core/identity/actor";
import { type Command, commandOf } from "@firstlot/core/kernel/command";
import { keyedIdPart } from "@firstlot/core/kernel/id";
import {
  addMs,
  DAY_MS,
  HOUR_MS,
  type Instant,
  instantOf,
  instantSchema,
} from "@firstlot/core/kernel/instant";
import { invariant } from "@firstlot/core/kernel/invariant";
import type { Result } from "@firstlot/core/kernel/result";
import { createEndpoint, type WithSecret } from "@firstlot/core/webhook/create-endpoint";
import { type DeliverDeps, type Delivered, deliver } from "@firstlot/core/webhook/deliver";
import type { Delivery } from "@firstlot/core/webhook/delivery";
import { listAttempts, listDeliveries, loadDelivery } from "@firstlot/core/webhook/delivery-store";
import type { EndpointId } from "@firstlot/core/webhook/endpoint";
import { checkHealth } from "@firstlot/core/webhook/endpoint-health";
import { loadEndpoint } from "@firstlot/core/webhook/endpoint-store";
import { fanOut } from "@firstlot/core/webhook/fan-out";
import {
  pause,
  ping,
  recover,
  requestVerification,
  resume,
  rotate,
} from "@firstlot/core/webhook/manage-endpoint";
import { listMessages, messageIdOf, publishWebhook } from "@firstlot/core/webhook/message";
import { recoverDeliveries, replayDelivery } from "@firstlot/core/webhook/replay";
import { createSender } from "@firstlot/core/webhook/sender";
import { verifyEndpoint } from "@firstlot/core/webhook/verify-endpoint";
import { answerChallenge } from "@firstlot/partner-kit/endpoint-ownership";
import { readSigningKey, readVerifyingKey } from "@firstlot/partner-kit/webhook-key";
import { verifyWebhook } from "@firstlot/partner-kit/webhook-signature";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LocalStore, openLocalStore } from "./local-store.ts";

const T0 = instantSchema.parse("2026-11-24T08:00:00.000Z");
type Seen = { headers: Record<string, string>; body: string };

let local: LocalStore;
let server: Server;
let url: string;
let deps: DeliverDeps & { allow: string[]; randomBytes: (bytes: number) => Uint8Array };
let status = 200;
let answer = "";
let secret = "";
let seen: Seen[] = [];
let count = 0;
let now: Instant = T0;
let partner: PartnerId;

beforeAll(async () => {
  local = await openLocalStore();
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
      const got = { headers: Object.fromEntries(headers), body };
      const message = JSON.parse(body);
      if (message.type === "endpoint.challenge") {
        const key = readSigningKey(secret);
        invariant(key.ok && key.value.scheme === "v1", "an HMAC secret");
        response.end(answer || JSON.stringify(answerChallenge(key.value, message.data.challenge)));
        return;
      }
      seen.push(got);
      response.writeHead(status, status === 503 ? { "retry-after": "7200" } : {});
      response.end(`said ${status}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  invariant(typeof address === "object" && address !== null, "it listens");
  const host = `127.0.0.1:${address.port}`;
  url = `http://${host}/hook`;
  deps = {
    store: local.store,
    box: {
      seal: async (plain, context) => Buffer.from(`${context}|${plain}`).toString("base64"),
      open: async (sealed, context) => {
        const text = Buffer.from(sealed, "base64").toString();
        invariant(text.startsWith(`${context}|`), "sealed for this context");
        return text.slice(context.length + 1);
      },
    },
    send: createSender({ allow: [host] }),
    allow: [host],
    random: () => 0,
    randomBytes: (bytes) => Buffer.alloc(bytes, ++count),
  };
});
afterAll(async () => {
  server.close();
  await local.close();
});
beforeEach(() => {
  partner = partnerIdSchema.parse(`ptr_${keyedIdPart("webhook-test", [String(++count)])}`);
  seen = [];
  status = 200;
  answer = "";
  now = T0;
});

const must = <T, E>(result: Result<T, E>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const command = (idempotencyKey = `key-${++count}`, wall: Instant = instantOf(Date.now())): Command =>
  commandOf({ secret: "s", actor: partner, route: "test", idempotencyKey, payload: {}, now, wall });

async function endpoint(): Promise<WithSecret & { id: EndpointId; hmac: string }> {
  const made = must(
    await createEndpoint(deps, command(), {
      partnerId: partner,
      url,
      description: "test",
      eventTypes: ["campaign.funded"],
    }),
  ).value;
  invariant(made.texts !== undefined, "the secret is shown once");
  secret = made.texts.hmac;
  return { ...made, id: made.endpoint.id, hmac: made.texts.hmac };
}
const active = async () => {
  const made = await endpoint();
  const verified = await verifyEndpoint(deps, command(), { partnerId: partner, id: made.id });
  expect(verified?.status).toBe("active");
  return made;
};
const state = (id: EndpointId) => loadEndpoint(local.store, { partnerId: partner, id });

async function publish(sequence = 1, objectId = "cmp_00000000000000000001") {
  const type = "campaign.funded" as const;
  const about = { partnerId: partner, type, objectId, sequence };
  const data = { campaignId: objectId, raised: "12.00", currency: "EUR" };
  must(await local.store.commit(publishWebhook({ ...about, data, at: now })));
  const messageId = messageIdOf(about);
  await fanOut(deps, command(), messageId);
  return messageId;
}
const deliveries = async (endpointId: EndpointId): Promise<readonly Delivery[]> =>
  (await listDeliveries(local.store, { endpointId, limit: 50 })).deliveries;
const only = async (endpointId: EndpointId): Promise<Delivery> => {
  const [delivery, ...more] = await deliveries(endpointId);
  invariant(delivery !== undefined && more.length === 0, "one delivery");
  return delivery;
};
const tryNow = async ({ id, round }: Delivery): Promise<Delivered> =>
  deliver(deps, command(), { deliveryId: id, round });
/** Lets business time pass from attempt to attempt until the round is over. */
async function playRound(delivery: Delivery): Promise<void> {
  for (;;) {
    const done = await tryNow(delivery);
    if (done.kind === "over") return;
    now = done.dueAt;
  }
}

describe("ownership", () => {
  it("is proven with the secret, once; the secret is never shown again", async () => {
    const key = command();
    const input = { partnerId: partner, url, description: "", eventTypes: ["endpoint.ping" as const] };
    const first = must(await createEndpoint(deps, key, input));
    const again = must(await createEndpoint(deps, key, input));
    expect(first.value.texts?.hmac).toMatch(/^whsec_/);
    expect(again).toMatchObject({ replayed: true, value: { endpoint: { id: first.value.endpoint.id } } });
    expect(again.value.texts).toBeUndefined();
  });

  it("is not proven by an echo or a wrong answer, and nothing is delivered meanwhile", async () => {
    const made = await endpoint();
    for (const wrong of ["{}", "hello", JSON.stringify({ answer: "AAAA" })]) {
      answer = wrong;
      expect(await verifyEndpoint(deps, command(), { partnerId: partner, id: made.id })).toMatchObject({
        status: "unverified",
        lastVerificationError: "wrong_answer",
      });
    }
    await publish();
    expect(await deliveries(made.id)).toEqual([]);
    expect(seen).toEqual([]);
  });

  it("refuses URLs that are not public https, and a 17th endpoint", async () => {
    const create = (target: string) =>
      createEndpoint(deps, command(), {
        partnerId: partner,
        url: target,
        description: "",
        eventTypes: ["endpoint.ping"],
      });
    for (const [target, kind] of [
      ["http://bank.example/", "scheme_not_allowed"],
      ["https://10.0.0.1/", "address_not_allowed"],
      ["https://bank.example:22/", "port_not_allowed"],
    ] as const) {
      expect(await create(target)).toMatchObject({ error: { kind } });
    }
    for (let i = 0; i < 16; i++) must(await create("https://bank.example/"));
    expect(await create("https://bank.example/")).toMatchObject({ error: { kind: "too_many_endpoints" } });
  });
});

describe("a delivery", () => {
  it("is signed with both schemes, by the reference library's judgement too, and logged without its signature", async () => {
    const made = await active();
    const messageId = await publish();
    expect(await tryNow(await only(made.id))).toEqual({ kind: "over", status: "delivered" });
    const [got] = seen;
    invariant(got !== undefined && made.texts !== undefined, "one request");
    expect(got.headers["webhook-id"]).toBe(messageId);
    expect(new Webhook(made.hmac).verify(got.body, got.headers)).toMatchObject({ type: "campaign.funded" });
    const publicKey = readVerifyingKey(made.texts.publicKey);
    invariant(publicKey.ok, "a public key");
    const nowSeconds = Math.floor(Date.now() / 1_000);
    expect(verifyWebhook({ ...got, keys: [publicKey.value], nowSeconds })).toMatchObject({ ok: true });
    const [attempt] = await listAttempts(local.store, (await only(made.id)).id);
    expect(attempt?.outcome).toMatchObject({ kind: "answered", status: 200, body: "said 200" });
    expect(JSON.stringify(attempt)).not.toContain("v1,");
  });

  it("to a receiver that is down for 72 hours arrives, under one id, with fresh timestamps", async () => {
    const made = await active();
    await publish();
    status = 500;
    const start = now;
    let last = await tryNow(await only(made.id));
    while (last.kind === "again") {
      now = last.dueAt;
      if (now >= addMs(start, 72 * HOUR_MS)) status = 204;
      last = await tryNow(await only(made.id));
    }
    expect(last).toEqual({ kind: "over", status: "delivered" });
    expect(new Set(seen.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(seen.length).toBeLessThanOrEqual(12);
    expect((await state(made.id))?.status).toBe("active");
  });

  it("is exhausted after ten attempts, replayable by hand, and kept", async () => {
    const made = await active();
    await publish();
    status = 500;
    await playRound(await only(made.id));
    const exhausted = await only(made.id);
    expect(exhausted).toMatchObject({ status: "exhausted", attempts: 10 });
    status = 200;
    const replayed = must(
      await replayDelivery(deps, command(), { partnerId: partner, deliveryId: exhausted.id }),
    );
    expect(await tryNow(exhausted)).toEqual({ kind: "over", status: "superseded" });
    expect(await tryNow(replayed.value)).toEqual({ kind: "over", status: "delivered" });
    expect(await listAttempts(local.store, exhausted.id)).toHaveLength(11);
  });

  it("honours retry-after, does not follow a redirect, and waits for its time", async () => {
    const made = await active();
    await publish();
    status = 503;
    expect(await tryNow(await only(made.id))).toEqual({ kind: "again", dueAt: addMs(T0, 2 * HOUR_MS) });
    now = addMs(T0, HOUR_MS);
    expect(await tryNow(await only(made.id))).toEqual({ kind: "again", dueAt: addMs(T0, 2 * HOUR_MS) });
    expect(seen).toHaveLength(1);
    now = addMs(T0, 2 * HOUR_MS);
    status = 307;
    expect((await tryNow(await only(made.id))).kind).toBe("again");
  });

  it("answered with 410 disables the endpoint at once; it is sent after a new proof and a recovery", async () => {
    const made = await active();
    await publish();
    status = 410;
    expect(await tryNow(await only(made.id))).toEqual({ kind: "over", status: "suspended" });
    expect(await state(made.id)).toMatchObject({ status: "disabled", disabledBecause: "gone" });
    await publish(2);
    status = 200;
    const input = { partnerId: partner, endpointId: made.id };
    expect(await recover(deps, command(), { ...input, since: T0 })).toMatchObject({
      error: { kind: "endpoint_status" },
    });
    must(await requestVerification(deps, command(), input));
    await verifyEndpoint(deps, command(), { partnerId: partner, id: made.id });
    seen = [];
    expect(await recoverDeliveries(deps, command(), { ...input, since: T0 })).toEqual({
      kind: "over",
      sent: 2,
    });
    expect(seen.map(({ body }) => JSON.parse(body).data.sequence)).toEqual([1, 2]);
  });

  it("is fanned out once, however often the message is", async () => {
    const made = await active();
    const messageId = await publish();
    await fanOut(deps, command(), messageId);
    expect(await deliveries(made.id)).toHaveLength(1);
  });
});

describe("an endpoint", () => {
  it("is failing from its first failure, disabled at five days, not a millisecond before", async () => {
    const made = await active();
    await publish();
    status = 500;
    await playRound(await only(made.id));
    const address = { partnerId: partner, id: made.id };
    expect(await state(made.id)).toMatchObject({ status: "failing", failingSince: T0 });
    now = addMs(T0, 5 * DAY_MS - 1);
    await checkHealth(deps, command(), address);
    expect((await state(made.id))?.status).toBe("failing");
    now = addMs(T0, 5 * DAY_MS);
    await checkHealth(deps, command(), address);
    expect(await state(made.id)).toMatchObject({ status: "disabled", recoverSince: T0 });
  });

  it("that is paused keeps messages and sends them in sequence when it is resumed; a failure stops the recovery", async () => {
    const made = await active();
    const input = { partnerId: partner, endpointId: made.id };
    must(await pause(deps, command(), input));
    for (const sequence of [1, 2, 3]) {
      now = addMs(now, 1_000);
      await publish(sequence);
    }
    expect((await deliveries(made.id)).map((d) => d.status)).toEqual(["suspended", "suspended", "suspended"]);
    must(await resume(deps, command(), input));
    status = 500;
    expect((await recoverDeliveries(deps, command(), { ...input, since: T0 })).kind).toBe("again");
    expect(seen).toHaveLength(1);
    status = 200;
    expect(await recoverDeliveries(deps, command(), { ...input, since: T0 })).toEqual({
      kind: "over",
      sent: 3,
    });
    expect(seen.slice(1).map(({ body }) => JSON.parse(body).data.sequence)).toEqual([1, 2, 3]);
  });

  it("signs with the new and the old secret during the overlap and with the new one alone after", async () => {
    const made = await active();
    const input = { partnerId: partner, endpointId: made.id };
    const rotated = must(await rotate(deps, command(), { ...input, overlapMs: HOUR_MS })).value;
    invariant(rotated.texts !== undefined, "shown once");
    await publish();
    await tryNow(await only(made.id));
    const [both] = seen;
    for (const hmac of [made.hmac, rotated.texts.hmac]) {
      expect(() => new Webhook(hmac).verify(both?.body ?? "", both?.headers ?? {})).not.toThrow();
    }
    const replayed = must(
      await replayDelivery(deps, command(), { partnerId: partner, deliveryId: (await only(made.id)).id }),
    );
    const later = command(undefined, addMs(instantOf(Date.now()), HOUR_MS + 1));
    await deliver(deps, later, { deliveryId: replayed.value.id, round: replayed.value.round });
    expect(seen[1]?.headers["webhook-signature"]?.split(" ")).toHaveLength(2);
    expect(seen[0]?.headers["webhook-signature"]?.split(" ")).toHaveLength(4);
  });

  it("gets a ping of its own, and another partner's is not found", async () => {
    const made = await active();
    const other = await endpoint();
    await verifyEndpoint(deps, command(), { partnerId: partner, id: other.id });
    must(await ping(deps, command(), { partnerId: partner, endpointId: made.id }));
    const id = messageIdOf({ partnerId: partner, type: "endpoint.ping", objectId: made.id, sequence: 1 });
    expect(await fanOut(deps, command(), id)).toBe(1);
    await tryNow(await only(made.id));
    expect(JSON.parse(seen[0]?.body ?? "{}")).toMatchObject({
      type: "endpoint.ping",
      data: { endpointId: made.id },
    });
    const foreign = partnerIdSchema.parse("ptr_00000000000000000009");
    const input = { partnerId: foreign, endpointId: made.id };
    expect(await ping(deps, command(), input)).toMatchObject({ error: { kind: "not_found" } });
    const deliveryId = (await only(made.id)).id;
    expect(await replayDelivery(deps, command(), { partnerId: foreign, deliveryId })).toMatchObject({
      error: { kind: "not_found" },
    });
    expect(await loadDelivery(local.store, deliveryId)).toBeDefined();
  });
});

describe("polling", () => {
  it("gives a partner its own messages in order, page by page", async () => {
    for (const sequence of [1, 2, 3, 4, 5]) {
      now = addMs(now, 1_000);
      await publish(sequence);
    }
    const read: number[] = [];
    let after: string | undefined;
    do {
      const page = await listMessages(local.store, { partnerId: partner, limit: 2, after });
      read.push(...page.messages.map(({ sequence }) => sequence));
      after = page.next;
    } while (after !== undefined);
    expect(read).toEqual([1, 2, 3, 4, 5]);
  });
});
