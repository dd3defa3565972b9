#!/usr/bin/env node
// Prints fresh keys for the secret `firstlot/<stage>/platform`, to be piped straight into
// `aws secretsmanager put-secret-value --secret-id … --secret-string file:///dev/stdin`. Once per stage, never again:
// the ids of what commands create are derived from them.
import { generateKeyPairSync, randomBytes } from "node:crypto";

const KEY_BYTES = 32;
const random = () => randomBytes(KEY_BYTES).toString("base64url");
const link = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
process.stdout.write(
  JSON.stringify({ id: random(), cursor: random(), paymentLink: { ...link, kid: "payment-link-1" } }),
);
