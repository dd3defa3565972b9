import { lookup as dnsLookup } from "node:dns/promises";
import { request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import { isPublicAddress } from "./public-address.ts";
import { bareHost, checkTarget, type Target, type TargetRefusal } from "./target.ts";

const TIMEOUT_MS = 15_000;
/** Bytes of an answer that are read; the rest is cut off with the connection. */
const ANSWER_BYTES_MAX = 16_384;
const RESOLVED_MAX = 16;

/** What came back. `failed` and `refused` say why in a word, never what is on the other side. */
export type SendOutcome = Readonly<
  | { kind: "answered"; status: number; retryAfter?: string; body: string; durationMs: number }
  | { kind: "failed"; reason: "timeout" | "dns" | "tls" | "connection"; durationMs: number }
  | { kind: "refused"; reason: TargetRefusal["kind"] }
>;

/** One POST (or GET) to a partner's server. */
export interface SendRequest {
  readonly url: string;
  readonly method?: "POST" | "GET";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type WebhookSender = (request: SendRequest) => Promise<SendOutcome>;

/** What a test replaces; the platform passes `allow` at most. */
export interface SenderOptions {
  /** Exact `host:port` entries that may be plain and local: the sandbox bank of the local platform, nothing in AWS. */
  readonly allow?: readonly string[];
  readonly resolve?: (host: string) => Promise<readonly { address: string; family: number }[]>;
  readonly connect?: (options: RequestOptions, secure: boolean) => ReturnType<typeof httpRequest>;
  readonly timeoutMs?: number;
}

const resolveAll = (host: string) => dnsLookup(host, { all: true, verbatim: true });
const openConnection: NonNullable<SenderOptions["connect"]> = (options, secure) =>
  secure ? httpsRequest({ ...options, minVersion: "TLSv1.2" }) : httpRequest(options);

type Pinned = Readonly<{ address: string; family: number }>;

/**
 * Sends to partners' servers and nowhere else: a name is resolved once, every address it has must be public, the
 * connection goes to that very address (no second look-up that could answer otherwise), redirects are answers and not
 * followed, time and bytes are limited.
 */
export function createSender(options: SenderOptions = {}): WebhookSender {
  const { allow = [], resolve = resolveAll, connect = openConnection, timeoutMs = TIMEOUT_MS } = options;
  return async (request) => {
    const target = checkTarget(request.url, allow);
    if (!target.ok) return { kind: "refused", reason: target.error.kind };
    const startedMs = performance.now();
    const elapsed = () => Math.round(performance.now() - startedMs);
    const pinned = await pin(target.value, resolve);
    if (pinned === "dns") return { kind: "failed", reason: "dns", durationMs: elapsed() };
    if (pinned === "denied") return { kind: "refused", reason: "address_not_allowed" };
    const answer = await exchange({ request, target: target.value, pinned, connect, timeoutMs });
    return answer.kind === "refused" ? answer : { ...answer, durationMs: elapsed() };
  };
}

/** The one address that is connected to. One denied address among those of a name denies the name. */
async function pin(
  { url, exempt }: Target,
  resolve: NonNullable<SenderOptions["resolve"]>,
): Promise<Pinned | "dns" | "denied"> {
  const host = bareHost(url);
  const literal = isIP(host);
  if (literal !== 0) return exempt || isPublicAddress(host) ? { address: host, family: literal } : "denied";
  try {
    const found = (await resolve(host)).slice(0, RESOLVED_MAX);
    const [first] = found;
    if (!first) return "dns";
    return exempt || found.every(({ address }) => isPublicAddress(address)) ? first : "denied";
  } catch {
    return "dns";
  }
}

type Exchange = {
  request: SendRequest;
  target: Target;
  pinned: Pinned;
  connect: NonNullable<SenderOptions["connect"]>;
  timeoutMs: number;
};
type Answer =
  | { kind: "answered"; status: number; retryAfter?: string; body: string }
  | { kind: "failed"; reason: "timeout" | "tls" | "connection" }
  | { kind: "refused"; reason: TargetRefusal["kind"] };

function exchange({ request, target, pinned, connect, timeoutMs }: Exchange): Promise<Answer> {
  const { url, port } = target;
  const body = request.body ?? "";
  const deadline = AbortSignal.timeout(timeoutMs); // for everything: connecting, sending, reading
  return new Promise((done) => {
    const sent = connect(
      {
        host: bareHost(url),
        port,
        path: `${url.pathname}${url.search}`,
        method: request.method ?? "POST",
        headers: { ...request.headers, host: url.host, "content-length": Buffer.byteLength(body) },
        agent: false, // a kept connection would outlive the check of its address
        lookup: (_host, options, callback) =>
          options.all === true
            ? callback(null, [{ ...pinned }])
            : callback(null, pinned.address, pinned.family),
        signal: deadline,
      },
      url.protocol === "https:",
    );
    sent.once("error", (error) => done({ kind: "failed", reason: reasonOf(error) }));
    sent.once("response", (response) => {
      readCapped(response).then(
        (text) => done(answered(response, text)),
        (error: unknown) => done({ kind: "failed", reason: reasonOf(error) }),
      );
    });
    sent.end(body);
  });
}

function answered(response: IncomingMessage, body: string): Answer {
  const status = response.statusCode ?? 0;
  const retryAfter = response.headers["retry-after"];
  return { kind: "answered", status, body, ...(retryAfter === undefined ? {} : { retryAfter }) };
}

/** Reads at most 16 KiB; what is longer is cut off. */
async function readCapped(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    const buffer = Buffer.from(chunk);
    chunks.push(buffer);
    bytes += buffer.length;
    if (bytes >= ANSWER_BYTES_MAX) break; // leaving the loop destroys the stream and its connection
  }
  return Buffer.concat(chunks).subarray(0, ANSWER_BYTES_MAX).toString("utf8");
}

function reasonOf(error: unknown): "timeout" | "tls" | "connection" {
  if (!(error instanceof Error)) return "connection";
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (error.name === "AbortError" || error.name === "TimeoutError" || code === "ABORT_ERR") return "timeout";
  return /CERT|TLS|SSL|EPROTO|ALTNAME|SIGNATURE/.test(code) ? "tls" : "connection";
}
