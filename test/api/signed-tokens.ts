import { generateKeyPairSync, sign } from "node:crypto";
import type { Instant } from "@firstlot/core/kernel/instant";
import type { Store } from "@firstlot/core/kernel/store";
import { z } from "zod";
import type { Platform } from "../../packages/functions/src/platform.ts";

const ISSUER = "https://sign-in.example";
const LIFE_S = 600;
const unused = (): never => {
  throw new Error("not part of this test");
};

/** A platform that only keeps things and knows who calls, with the tokens to call it. */
export function signedTokens(now: Instant) {
  const key = generateKeyPairSync("ed25519");
  const linkKey = z
    .object({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: z.string(), d: z.string() })
    .transform((jwk) => ({ ...jwk, kid: "link-1" }))
    .parse(generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" }));
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return {
    issuer: ISSUER,
    /** An access token of somebody who signed in at `now` with a second factor. */
    of(sub: string): string {
      const seconds = Math.floor(Date.now() / 1_000);
      const claims = {
        ...{ iss: ISSUER, aud: "firstlot", sub, token_use: "access" },
        ...{ email: `${sub}@example.com`, email_verified: true, acr: "urn:firstlot:acr:mfa" },
        ...{ auth_time: Math.floor(Date.parse(now) / 1_000), iat: seconds, exp: seconds + LIFE_S },
      };
      const text = `${encode({ alg: "EdDSA", typ: "at+jwt" })}.${encode(claims)}`;
      return `${text}.${sign(null, Buffer.from(text), key.privateKey).toString("base64url")}`;
    },
    platform: (store: Store): Platform => ({
      store,
      clock: { business: () => now, wall: () => now },
      blobs: { put: unused, get: unused, head: unused },
      mailer: { send: unused },
      queue: { announce: unused, waiting: unused },
      tokens: { issuer: ISSUER, audience: "firstlot", keys: async () => key.publicKey },
      secrets: { id: "id", cursor: "cursor" },
      secretBox: { seal: unused, open: unused },
      paymentLinkKey: linkKey,
      send: unused,
      origin: "https://firstlot.example",
      egressAllowlist: [],
      log: () => {},
    }),
  };
}
