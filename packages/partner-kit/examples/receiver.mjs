// A bank's receiver of settlement webhooks. WEBHOOK_SECRET=whsec_… [PLATFORM_KEY=whpk_…] [PORT] [STORE] node receiver.mjs
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { answerChallenge } from "@firstlot/partner-kit/endpoint-ownership";
import { EVENT_BYTES_MAX, readSettlementEvent } from "@firstlot/partner-kit/messages";
import { readVerifyingKey } from "@firstlot/partner-kit/webhook-key";
import { verifyWebhook } from "@firstlot/partner-kit/webhook-signature";

const { WEBHOOK_SECRET = "", PLATFORM_KEY, PORT = "8080", STORE = "events.jsonl" } = process.env;
// Your own trust list. While a secret is being rotated it holds the new and the old one.
const keys = [WEBHOOK_SECRET, PLATFORM_KEY].filter(Boolean).map((text) => {
  const key = readVerifyingKey(text);
  if (!key.ok) throw new Error(`a key is not usable: ${key.error.kind}`);
  return key.value;
});
const stored = existsSync(STORE) ? readFileSync(STORE, "utf8").trim().split("\n").filter(Boolean) : [];
const received = new Map(stored.map((line) => JSON.parse(line)).map(({ id, body }) => [id, body]));

async function rawBody(request) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > EVENT_BYTES_MAX) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function receive(headers, body) {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const verified = verifyWebhook({ headers, body, keys, nowSeconds });
  if (!verified.ok) return [401, { refused: verified.error.kind }];
  const event = readSettlementEvent(body);
  if (!event.ok && event.error.kind !== "unknown_message_type") return [400, { refused: event.error.kind }];
  if (event.ok && event.value.type === "endpoint.challenge") {
    return [200, answerChallenge(keys[0], event.value.data.challenge)];
  }
  const { id } = verified.value;
  const text = body.toString("utf8");
  if (received.has(id))
    return received.get(id) === text ? [200, { received: id }] : [409, { refused: "other_body" }];
  appendFileSync(STORE, `${JSON.stringify({ id, body: text })}\n`, { flush: true }); // durable before it is acknowledged
  received.set(id, text);
  // Process from the store, later: drop what has a lower `data.sequence` than you have seen for the same object,
  // execute an instruction once per `endToEndId`, and confirm with a signed POST to /api/partner/v1/confirmations.
  return [200, { received: id }];
}

const server = createServer(async (request, response) => {
  const body = request.method === "POST" ? await rawBody(request) : undefined;
  const [status, answer] = body ? receive(request.headers, body) : [413, { refused: "no_or_too_large_body" }];
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
});
server.listen(Number(PORT), () =>
  console.log(`receiver listening on http://localhost:${server.address().port}`),
);
