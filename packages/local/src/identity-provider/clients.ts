import type { Client, ClientMetadata } from "oidc-provider";
import { z } from "zod";
import { TOKEN_ALGORITHM } from "./provider-keys.ts";

/** The resource that access tokens are for unless a request names another of the configured ones. */
export const API_RESOURCE = "https://api.firstlot.local";

/** What a client's tokens may be used for: `api` by people, `partner` by banks' machines. */
export const resourceScope = (client: Client): "api" | "partner" =>
  client.grantTypeAllowed("client_credentials") ? "partner" : "api";

export const SITE_CLIENT_ID = "firstlot-site";
export const CLI_CLIENT_ID = "firstlot-cli";
export const CLI_REDIRECT_URI = "http://127.0.0.1/callback";

const PRIVATE_MEMBERS = ["d", "p", "q", "dp", "dq", "qi", "k"] as const;
const publicJwkSchema = z
  .looseObject({ kty: z.string().optional(), kid: z.string().optional() })
  .refine(({ kty }) => kty === "EC" || kty === "OKP" || kty === "RSA", "an asymmetric key")
  .refine((jwk) => !PRIVATE_MEMBERS.some((member) => member in jwk), "a public key only");

/** A machine that authenticates with its own key (private_key_jwt, RFC 7523). */
export const machineClientSchema = z.strictObject({
  clientId: z.string().regex(/^[a-z0-9][a-z0-9-]{2,63}$/),
  name: z.string().min(1).max(120),
  jwks: z.strictObject({ keys: z.array(publicJwkSchema).min(1).max(5) }),
  /** The algorithm that its assertions are signed with. */
  signingAlgorithm: z.enum(["ES256", "EdDSA", "RS256", "PS256"]).default("ES256"),
});
export type MachineClient = z.input<typeof machineClientSchema>;

const codeFlow = {
  grant_types: ["authorization_code"],
  response_types: ["code"],
  id_token_signed_response_alg: TOKEN_ALGORITHM,
  require_auth_time: true,
} satisfies Partial<ClientMetadata>;

/** The two clients that people sign in through: the site (server side, confidential) and programs on a machine. */
export function peopleClients(options: { siteUrl: string; siteClientSecret: string }): ClientMetadata[] {
  const { siteUrl, siteClientSecret } = options;
  return [
    {
      ...codeFlow,
      client_id: SITE_CLIENT_ID,
      client_name: "Firstlot",
      client_secret: siteClientSecret,
      token_endpoint_auth_method: "client_secret_basic",
      redirect_uris: [new URL("/signin/callback", siteUrl).href],
      post_logout_redirect_uris: [new URL("/", siteUrl).href],
    },
    {
      ...codeFlow,
      client_id: CLI_CLIENT_ID,
      client_name: "Firstlot command line",
      application_type: "native", // a loopback redirect with any port (RFC 8252, section 7.3)
      token_endpoint_auth_method: "none",
      redirect_uris: [CLI_REDIRECT_URI],
    },
  ];
}

/** The provider's record of a bank's machine: client credentials by signed assertion, nothing else. */
export function machineClientMetadata(client: MachineClient): ClientMetadata & { client_id: string } {
  const { clientId, name, jwks, signingAlgorithm } = machineClientSchema.parse(client);
  return {
    client_id: clientId,
    client_name: name,
    grant_types: ["client_credentials"],
    response_types: [],
    redirect_uris: [],
    token_endpoint_auth_method: "private_key_jwt",
    token_endpoint_auth_signing_alg: signingAlgorithm,
    jwks: { keys: jwks.keys.map(({ kty = "", ...rest }) => ({ ...rest, kty })) },
  };
}
