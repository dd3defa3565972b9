import { execFile } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { EDGE_HEADER } from "@firstlot/functions/aws/edge";
import { z } from "zod";

const PATIENCE_MS = 30_000;

/** Loads a bundle in a process of its own, and answers one event: milliseconds from before the load to the answer. */
const COLD = `
const begun = performance.now();
const { handler } = require(process.argv[1]);
handler(JSON.parse(process.argv[2]), {}).then(({ statusCode }) =>
  process.stdout.write("\\n" + JSON.stringify({ ms: performance.now() - begun, statusCode })));`;
const answered = z.object({ ms: z.number(), statusCode: z.int() });

const EDGE_SECRET = "by the edge";
const arn = (name: string): string => `arn:aws:secretsmanager:eu-central-1:000000000000:secret:${name}`;

const eventOf = (path: string) => ({
  version: "2.0",
  routeKey: "$default",
  rawPath: path,
  rawQueryString: "",
  headers: { host: "firstlot.example", [EDGE_HEADER]: EDGE_SECRET },
  isBase64Encoded: false,
  requestContext: { domainName: "firstlot.example", http: { method: "GET", path, sourceIp: "192.0.2.1" } },
});

/** Answers what the secrets manager of AWS would: the platform's keys, and the word of the edge. */
export async function secretsManager(): Promise<{ readonly url: string; end(): void }> {
  const jwk = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  const keys = { id: "i".repeat(32), cursor: "c".repeat(32), paymentLink: { ...jwk, kid: "cold" } };
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (part: string) => {
      body += part;
    });
    request.on("end", () => {
      const SecretString = body.includes(arn("edge")) ? EDGE_SECRET : JSON.stringify(keys);
      response.setHeader("content-type", "application/x-amz-json-1.1").end(JSON.stringify({ SecretString }));
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = z.custom<AddressInfo>().parse(server.address());
  return { url: `http://127.0.0.1:${port}`, end: () => server.close() };
}

/** What the stacks tell an API, with the two services of AWS that it asks first. */
const environment = ({ secretsUrl, dynamoUrl }: { secretsUrl: string; dynamoUrl: string }) => ({
  PATH: process.env.PATH,
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "none",
  AWS_SECRET_ACCESS_KEY: "none",
  AWS_ENDPOINT_URL_DYNAMODB: dynamoUrl,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsUrl,
  FIRSTLOT_TABLE: "firstlot",
  FIRSTLOT_LOCKED_BUCKET: "locked",
  FIRSTLOT_PLAIN_BUCKET: "plain",
  FIRSTLOT_SECRETS: arn("platform"),
  FIRSTLOT_EDGE_SECRET: arn("edge"),
  FIRSTLOT_BOX_KEY: "arn:aws:kms:eu-central-1:000000000000:key/none",
  FIRSTLOT_ORIGIN: "https://firstlot.example",
  FIRSTLOT_ISSUER: "https://sign-in.example",
});

/** Starts a bundle from nothing and lets it answer a request for `path`. */
export async function coldStart(
  file: string,
  { path, ...services }: { path: string; secretsUrl: string; dynamoUrl: string },
): Promise<z.infer<typeof answered>> {
  const args = ["-e", COLD, file, JSON.stringify(eventOf(path))];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: environment(services),
    timeout: PATIENCE_MS,
  });
  return answered.parse(JSON.parse(stdout.split("\n").at(-1) ?? "")); // after what it logged
}
