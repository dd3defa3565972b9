import { challengeAnswerSchema, isChallengeAnswered } from "./endpoint-ownership.ts";
import { type SettlementEvent, settlementEventText } from "./messages.ts";
import type { SigningKey } from "./webhook-key.ts";
import { signWebhook, type WebhookHeaders } from "./webhook-signature.ts";

/** What the check needs from its caller. */
export type CheckSetup = Readonly<{
  url: string;
  /** The endpoint's HMAC secret, and the platform's Ed25519 key if the receiver trusts it too. */
  keys: Readonly<{ hmac: Extract<SigningKey, { scheme: "v1" }>; ed25519?: SigningKey; stranger: SigningKey }>;
  /** Wall clock, milliseconds. */
  nowMs: () => number;
  /** Makes ids of this run unlike those of any other. */
  runId: string;
  fetch: typeof fetch;
}>;

/** One line of the report. */
export type CheckLine = Readonly<{ name: string; expected: string; got: string; passed: boolean }>;

type Answer = Readonly<{ status: number; body: string; elapsedMs: number }>;
type Delivery = Readonly<{ headers: Record<string, string>; body: string }>;
type Check = Readonly<{
  name: string;
  expected: string;
  deliveries: readonly Delivery[];
  passes: (answers: readonly Answer[]) => boolean;
}>;

const TIMEOUT_MS = 15_000;
const ANSWER_CHARACTERS_MAX = 1_000;
const CHALLENGE = "firstlot-bank-check-0123456789";
const isSuccess = ({ status }: Answer): boolean => status >= 200 && status < 300;
const isRefusal = ({ status }: Answer): boolean => status >= 400 && status < 500;
const every = (test: (answer: Answer) => boolean) => (answers: readonly Answer[]) => answers.every(test);

/** Makes signed deliveries of pings; a ping has no effect, so that the check can run against a live receiver. */
function deliveryMaker({ keys, nowMs, runId }: CheckSetup) {
  const nowSeconds = Math.floor(nowMs() / 1000);
  const ping = (sequence: number): SettlementEvent => ({
    type: "endpoint.ping",
    timestamp: new Date(nowMs()).toISOString(),
    data: { sequence, endpointId: "ep_bank_check" },
  });
  const signedHeaders = (
    name: string,
    { body, by = [keys.hmac], at = nowSeconds }: { body: string; by?: readonly SigningKey[]; at?: number },
  ): WebhookHeaders => {
    const signed = signWebhook({ id: `check_${runId}_${name}`, timestampSeconds: at, body, keys: by });
    if (!signed.ok) throw new Error(signed.error.kind);
    return signed.value;
  };
  const make = (
    name: string,
    {
      sequence = 1,
      by,
      at,
      change = {},
    }: {
      sequence?: number;
      by?: readonly SigningKey[];
      at?: number;
      change?: Record<string, string | undefined>;
    } = {},
  ): Delivery => {
    const body = settlementEventText(ping(sequence));
    const headers = signedHeaders(name, { body, ...(by && { by }), ...(at === undefined ? {} : { at }) });
    const changed = Object.entries({ ...headers, ...change }).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    );
    return { headers: Object.fromEntries(changed), body };
  };
  return { make, signedHeaders, nowSeconds };
}

/** Deliveries that a receiver must believe. */
function accepted(setup: CheckSetup): Check[] {
  const { make, signedHeaders } = deliveryMaker(setup);
  const { hmac, ed25519, stranger } = setup.keys;
  const timestamp = new Date(setup.nowMs()).toISOString();
  const future = `{"type":"check.of.the.future","timestamp":"${timestamp}","data":{}}`;
  const challenge = settlementEventText({
    type: "endpoint.challenge",
    timestamp,
    data: { sequence: 1, endpointId: "ep_bank_check", challenge: CHALLENGE },
  });
  const isProof = ({ status, body }: Answer): boolean => {
    const answer = challengeAnswerSchema.safeParse(jsonOf(body));
    return (
      status === 200 &&
      answer.success &&
      isChallengeAnswered({ secret: hmac, challenge: CHALLENGE, answer: answer.data.answer })
    );
  };
  const yes = (name: string, ...deliveries: Delivery[]): Check => ({
    name,
    expected: "2xx",
    deliveries,
    passes: every(isSuccess),
  });
  const twice = make("twice");
  return [
    yes("a ping signed v1", make("valid")),
    ...(ed25519 ? [yes("a ping signed v1a", make("ed25519", { by: [ed25519] }))] : []),
    yes("during a rotation: unknown key first, known key second", make("rotation", { by: [stranger, hmac] })),
    yes("the same event twice", twice, twice),
    yes(
      "a stale event: sequence 1 after sequence 2",
      make("newer", { sequence: 2 }),
      make("stale", { sequence: 1 }),
    ),
    yes("an event of a type it does not know", {
      headers: signedHeaders("future", { body: future }),
      body: future,
    }),
    {
      name: "the ownership challenge",
      expected: "200 + proof",
      deliveries: [{ headers: signedHeaders("challenge", { body: challenge }), body: challenge }],
      passes: every(isProof),
    },
    {
      name: "answers within 15 seconds",
      expected: "< 15000 ms",
      deliveries: [make("quick")],
      passes: every(({ status, elapsedMs }) => status > 0 && elapsedMs < TIMEOUT_MS),
    },
  ];
}

/** Deliveries that a receiver must refuse. */
function refused(setup: CheckSetup): Check[] {
  const { make, nowSeconds } = deliveryMaker(setup);
  const { stranger } = setup.keys;
  const no = (name: string, ...deliveries: Delivery[]): Check => ({
    name,
    expected: "4xx",
    deliveries,
    passes: every(isRefusal),
  });
  const changed = (name: string, change: Record<string, string | undefined>) => make(name, { change });
  const signature = (text: string) => ({ "webhook-signature": text });
  const valid = make("base");
  const right = valid.headers["webhook-signature"] ?? "";
  const replayed = make("replayed", { at: nowSeconds - 301 });
  return [
    no("no webhook-id", changed("no_id", { "webhook-id": undefined })),
    no("no webhook-timestamp", changed("no_time", { "webhook-timestamp": undefined })),
    no("no webhook-signature", changed("no_signature", { "webhook-signature": undefined })),
    no("the timestamp 'hello'", changed("hello", { "webhook-timestamp": "hello" })),
    no("a timestamp followed by letters", changed("letters", { "webhook-timestamp": `${nowSeconds}abc` })),
    no("a captured delivery, 5 min 1 s later", replayed),
    no("a timestamp 6 minutes ahead", make("ahead", { at: nowSeconds + 360 })),
    no("another sender's key", make("stranger", { by: [stranger] })),
    no("a made-up signature", changed("made_up", signature("v1,dawfeoifkpqwoekfpqoekf"))),
    no("a signature cut to 8 characters", changed("cut", signature(right.slice(0, 8)))),
    no("an empty signature 'v1,'", changed("empty", signature("v1,"))),
    no("only a signature of an unknown version", changed("version", signature(right.replace(/^v1,/, "v2,")))),
    no("one changed byte in the body", {
      ...valid,
      body: valid.body.replace('"sequence":1', '"sequence":7'),
    }),
    no(
      "another id on a signed body",
      changed("other_id", { "webhook-id": `check_${setup.runId}_elsewhere` }),
    ),
    no("an id with a dot", changed("dot", { "webhook-id": "check.dot" })),
    no("the same id with another body", make("same_id"), make("same_id", { sequence: 9 })),
  ].map((check) =>
    check.name.startsWith("the same id")
      ? { ...check, expected: "2xx, then 4xx", passes: firstYesThenNo }
      : check,
  );
}

const firstYesThenNo = ([first, second]: readonly Answer[]): boolean =>
  first !== undefined && second !== undefined && isSuccess(first) && isRefusal(second);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function deliver(setup: CheckSetup, { headers, body }: Delivery): Promise<Answer> {
  const startMs = setup.nowMs();
  try {
    const response = await setup.fetch(setup.url, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body,
      redirect: "manual", // a redirect is a failure, never followed
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = (await response.text()).slice(0, ANSWER_CHARACTERS_MAX);
    return { status: response.status, body: text, elapsedMs: setup.nowMs() - startMs };
  } catch {
    return { status: 0, body: "", elapsedMs: setup.nowMs() - startMs };
  }
}

/** Plays every case against a receiver, one after the other; nothing moves money. */
export async function checkReceiver(setup: CheckSetup): Promise<CheckLine[]> {
  const lines: CheckLine[] = [];
  for (const { name, expected, deliveries, passes } of [...accepted(setup), ...refused(setup)]) {
    const answers: Answer[] = [];
    for (const delivery of deliveries) answers.push(await deliver(setup, delivery));
    const got = answers.map(({ status }) => (status === 0 ? "no answer" : String(status))).join(", ");
    lines.push({ name, expected, got, passed: passes(answers) });
  }
  return lines;
}

/** The report as a table for a terminal. */
export function checkTable(lines: readonly CheckLine[]): string {
  const width = Math.max(...lines.map(({ name }) => name.length));
  const rows = lines.map(({ name, expected, got, passed }) =>
    [passed ? "ok  " : "FAIL", name.padEnd(width), expected.padEnd(13), got].join("  "),
  );
  const failed = lines.filter(({ passed }) => !passed).length;
  const summary =
    failed === 0 ? `all ${lines.length} cases passed` : `${failed} of ${lines.length} cases failed`;
  return [["    ", "case".padEnd(width), "expected".padEnd(13), "got"].join("  "), ...rows, summary].join(
    "\n",
  );
}
