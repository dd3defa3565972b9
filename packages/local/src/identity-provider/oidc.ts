import Provider, { type Configuration, errors, type KoaContextWithOIDC } from "oidc-provider";
import type { AccountStore } from "./account.ts";
import { ACR, signInPolicy } from "./assurance.ts";
import { API_RESOURCE, peopleClients, resourceScope } from "./clients.ts";
import type { OidcRecords } from "./oidc-adapter.ts";
import { localeOf } from "./page-language.ts";
import { errorPage, logoutPage, signedOutPage } from "./pages.ts";
import { type ProviderKeys, TOKEN_ALGORITHM } from "./provider-keys.ts";

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;

/** How long what the provider issues is good for, in seconds. */
export const LIFE_S = {
  accessToken: 15 * MINUTE_S,
  code: MINUTE_S,
  interaction: 15 * MINUTE_S,
  session: 12 * HOUR_S,
} as const;

/** What the provider stands on. */
export interface OidcParts {
  readonly issuer: string;
  readonly siteUrl: string;
  readonly resources: readonly string[];
  readonly keys: ProviderKeys;
  readonly accounts: AccountStore;
  readonly records: OidcRecords;
}

const claimsOf = (accounts: AccountStore, sub: string) => {
  const account = accounts.bySub(sub);
  return (
    account && { email: account.email, email_verified: true, name: account.name, locale: account.locale }
  );
};

/** Our clients need no consent page: what is asked for and configured is granted. */
async function grantWhatIsAsked(context: KoaContextWithOIDC) {
  const { oidc } = context;
  const { session, client } = oidc;
  if (session?.accountId === undefined || client === undefined) return undefined;
  const grantId = session.grantIdFor(client.clientId);
  const known = grantId === undefined ? undefined : await oidc.provider.Grant.find(grantId);
  const grant =
    known?.accountId === session.accountId
      ? known
      : new oidc.provider.Grant({ accountId: session.accountId, clientId: client.clientId });
  grant.addOIDCScope([...oidc.requestParamOIDCScopes].join(" "));
  for (const [resource, server] of Object.entries(oidc.resourceServers ?? {})) {
    const asked = [...oidc.requestParamScopes].filter((scope) => server.scopes.has(scope));
    if (asked.length > 0) grant.addResourceScope(resource, asked.join(" "));
  }
  await grant.save();
  return grant;
}

/** What tells an access token of a person how, when and as whom they signed in; Cognito's tokens say it too. */
function accessTokenClaims(accounts: AccountStore) {
  return ({ oidc }: KoaContextWithOIDC, token: { kind: string; accountId?: string }) => {
    const code = oidc.entities.AuthorizationCode;
    if (code === undefined || token.accountId === undefined) return { token_use: "access" };
    const account = accounts.bySub(token.accountId);
    return {
      token_use: "access",
      auth_time: code.authTime,
      acr: code.acr,
      amr: code.amr,
      email: account?.email,
      email_verified: account !== undefined,
      name: account?.name,
      locale: account?.locale,
    };
  };
}

function features({ resources }: OidcParts): NonNullable<Configuration["features"]> {
  return {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    userinfo: { enabled: false }, // the ID token says it all
    resourceIndicators: {
      enabled: true,
      defaultResource: (_context, _client, oneOf) => oneOf?.[0] ?? API_RESOURCE,
      useGrantedResource: () => true,
      getResourceServerInfo: (_context, resource, client) => {
        if (!resources.includes(resource)) throw new errors.InvalidTarget();
        return {
          scope: resourceScope(client),
          audience: resource,
          accessTokenFormat: "jwt",
          accessTokenTTL: LIFE_S.accessToken,
          jwt: { sign: { alg: TOKEN_ALGORITHM } },
        };
      },
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (context, form) => {
        context.body = String(logoutPage(localeOf({ accepted: context.get("accept-language") }), form));
      },
      postLogoutSuccessSource: (context) => {
        context.body = String(signedOutPage(localeOf({ accepted: context.get("accept-language") })));
      },
    },
  };
}

/** The OpenID Connect provider itself: code flow with PKCE for people, signed assertions for machines. */
export function openIdProvider(parts: OidcParts): Provider {
  const { issuer, keys, accounts, records } = parts;
  const cookie = { signed: true, httpOnly: true, sameSite: "lax", overwrite: true } as const;
  const configuration: Configuration = {
    adapter: (model) => records.adapter(model),
    clients: peopleClients({ siteUrl: parts.siteUrl, siteClientSecret: keys.siteClientSecret }),
    jwks: { keys: [keys.jwk] },
    cookies: { keys: [keys.cookieKey], long: cookie, short: cookie },
    clientAuthMethods: ["client_secret_basic", "private_key_jwt", "none"],
    responseTypes: ["code"],
    scopes: ["openid", "email", "profile"],
    claims: {
      openid: ["sub", "acr", "amr", "auth_time"],
      email: ["email", "email_verified"],
      profile: ["name", "locale"],
    },
    conformIdTokenClaims: false,
    acrValues: Object.values(ACR),
    pkce: { required: () => true },
    features: features(parts),
    interactions: {
      policy: signInPolicy({ accounts }),
      url: (_context, { uid }) => `/interaction/${uid}`,
    },
    loadExistingGrant: grantWhatIsAsked,
    extraTokenClaims: accessTokenClaims(accounts),
    findAccount: (_context, sub) => {
      const claims = claimsOf(accounts, sub);
      return claims && { accountId: sub, claims: () => ({ sub, ...claims }) };
    },
    renderError: (context, { error, error_description: description }) => {
      const locale = localeOf({ accepted: context.get("accept-language") });
      context.type = "html";
      context.body = String(errorPage(locale, { code: error, description }));
    },
    ttl: {
      AccessToken: LIFE_S.accessToken,
      AuthorizationCode: LIFE_S.code,
      ClientCredentials: LIFE_S.accessToken,
      Grant: LIFE_S.session,
      IdToken: LIFE_S.accessToken,
      Interaction: LIFE_S.interaction,
      Session: LIFE_S.session,
    },
  };
  return new Provider(issuer, configuration);
}
