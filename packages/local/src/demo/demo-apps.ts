import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import type { Instant } from "@firstlot/core/kernel/instant";
import { MFA_CONTEXT } from "@firstlot/functions/api/authenticate";
import { BACKOFFICE_BASE, createBackofficeApp } from "@firstlot/functions/api/backoffice/app";
import { createPartnerApp, PARTNER_BASE } from "@firstlot/functions/api/partner/app";
import { createPublicApp, PUBLIC_BASE } from "@firstlot/functions/api/public/app";
import type { Wired } from "@firstlot/functions/wiring/deps";
import { createLocalJWKSet, exportJWK, SignJWT } from "jose";
import { seededSub } from "../identity-provider/account.ts";
import { API_RESOURCE } from "../identity-provider/clients.ts";
import type { DemoUser } from "../identity-provider/identity-provider.ts";

const KID = "demo";
const TOKEN_SECONDS = 600;

interface App {
  request(path: string, init?: RequestInit): Response | Promise<Response>;
}

/** The three APIs, called in process by people who have just signed in with a second factor. */
export interface DemoApps {
  ask(path: string, init: RequestInit): Promise<Response>;
  /** What a person's token says. */
  tokenOf(user: DemoUser, wall: Instant): Promise<string>;
  /** What a bank machine's token says. */
  machineToken(clientId: string, wall: Instant): Promise<string>;
}

/**
 * The same apps as are served, but for the key that their tokens are believed by: one that lives in this process and is
 * never written down. So a demo goes through every schema, permission and use case, and waits for no password.
 */
export async function demoApps(wired: Wired): Promise<DemoApps> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)("ed25519");
  const jwk = { ...(await exportJWK(publicKey)), kid: KID, alg: "EdDSA", use: "sig" };
  const { issuer } = wired.platform.tokens;
  const platform = {
    ...wired.platform,
    tokens: { issuer, audience: API_RESOURCE, keys: createLocalJWKSet({ keys: [jwk] }) },
  };
  const apps: readonly (readonly [base: string, app: App])[] = [
    [PUBLIC_BASE, createPublicApp(platform, wired)],
    [BACKOFFICE_BASE, createBackofficeApp(platform, wired)],
    [PARTNER_BASE, createPartnerApp(platform, wired)],
  ];
  const signed = (claims: Record<string, unknown>, sub: string, wall: Instant) => {
    const at = Math.floor(Date.parse(wall) / 1_000);
    return new SignJWT({ ...claims, token_use: "access" })
      .setProtectedHeader({ alg: "EdDSA", kid: KID })
      .setSubject(sub)
      .setIssuer(issuer)
      .setAudience(API_RESOURCE)
      .setIssuedAt(at)
      .setExpirationTime(at + TOKEN_SECONDS)
      .sign(privateKey);
  };
  return {
    ask: async (path, init) => {
      const app = apps.find(([base]) => path.startsWith(`${base}/`))?.[1];
      if (app === undefined) throw new Error(`no API answers ${path}`);
      return app.request(path, init);
    },
    tokenOf: ({ email, name, locale }, wall) =>
      signed(
        {
          email,
          email_verified: true,
          name,
          locale: locale ?? "en",
          acr: MFA_CONTEXT,
          auth_time: Math.floor(Date.parse(wall) / 1_000),
        },
        seededSub(email),
        wall,
      ),
    machineToken: (clientId, wall) => signed({ client_id: clientId }, clientId, wall),
  };
}
