import { systemClock } from "@firstlot/core/kernel/instant";
import { Store } from "@firstlot/core/kernel/store";
import { storeClient } from "@firstlot/core/kernel/store-client";
import { paymentLinkKeySchema } from "@firstlot/partner-kit/payment-link";
import { z } from "zod";
import { awsEnvironment } from "./aws/environment.ts";
import { secretText } from "./aws/secret-text.ts";
import type { LogLine, Platform } from "./platform.ts";
import { watchClock } from "./wiring/watch-clock.ts";

/** A transaction needs a second at least; more than two and the caller's own time runs out. */
const STORE_TIMEOUT_MS = 2_000;
const CONNECT_TIMEOUT_MS = 1_000;

/** The platform's own keys, as `infra/new-secrets.mjs` makes them. */
const secretsSchema = z.strictObject({
  id: z.string().min(32),
  cursor: z.string().min(32),
  paymentLink: paymentLinkKeySchema.extend({ d: z.string() }),
});

/** What only some functions have: whoever lacks it gets a refusal that says so, and its bundle stays small. */
export type AwsParts = Partial<
  Pick<Platform, "blobs" | "scanners" | "secretBox" | "mailer" | "queue" | "tokens" | "send">
>;

const absent = (what: string) => async (): Promise<never> => {
  throw new Error(`this function does not ${what}`);
};

const noBlobs: Platform["blobs"] = {
  put: absent("write files"),
  get: absent("read files"),
  head: absent("read files"),
};

/** The platform in AWS: the same interface as on one machine, filled once when a function starts. */
export async function awsPlatform(parts: AwsParts): Promise<Platform> {
  const environment = awsEnvironment();
  const { id, cursor, paymentLink } = secretsSchema.parse(
    JSON.parse(await secretText(environment.FIRSTLOT_SECRETS)),
  );
  const dynamo = storeClient({
    maxAttempts: 3,
    requestHandler: { requestTimeout: STORE_TIMEOUT_MS, connectionTimeout: CONNECT_TIMEOUT_MS },
  });
  return {
    store: new Store({ dynamo, tableName: environment.FIRSTLOT_TABLE, isClockTrue: watchClock(dynamo) }),
    clock: systemClock,
    blobs: parts.blobs ?? noBlobs,
    ...(parts.scanners === undefined ? {} : { scanners: parts.scanners }),
    mailer: parts.mailer ?? { send: absent("send mail") },
    queue: parts.queue ?? { announce: absent("announce work"), waiting: absent("look at the queue") },
    tokens: parts.tokens ?? { issuer: "none", audience: "none", keys: absent("take tokens") },
    secrets: { id, cursor },
    secretBox: parts.secretBox ?? { seal: absent("seal secrets"), open: absent("open secrets") },
    paymentLinkKey: paymentLink,
    send: parts.send ?? absent("reach partners"),
    origin: environment.FIRSTLOT_ORIGIN,
    egressAllowlist: [],
    log,
  };
}

/** One line of JSON; the log group takes standard output as it is. */
function log(line: LogLine): void {
  process.stdout.write(`${JSON.stringify({ time: systemClock.wall(), ...line })}\n`);
}
