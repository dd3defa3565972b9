import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { HOUR_MS, type Instant, instantOf, MINUTE_MS } from "@firstlot/core/kernel/instant";
import { invariant } from "@firstlot/core/kernel/invariant";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { makeFolder } from "../blobs/atomic-file.ts";
import type { Mailer } from "../mailbox/mail.ts";
import { AccountStore, emailSchema, type Locale, seededSub } from "./account.ts";
import { accountRoutes } from "./account-routes.ts";
import { API_RESOURCE, type MachineClient, machineClientMetadata } from "./clients.ts";
import { Interactions } from "./interaction-routes.ts";
import { MailLinkStore } from "./mail-link.ts";
import { openIdProvider } from "./oidc.ts";
import { OidcRecords } from "./oidc-adapter.ts";
import { localeOfRequest, type PageEnv } from "./page-request.ts";
import { stoppedPage } from "./pages.ts";
import { hashPassword, PASSWORD_COST, PUBLIC_PASSWORD_COST } from "./password.ts";
import { loadProviderKeys } from "./provider-keys.ts";
import { STYLESHEET } from "./stylesheet.ts";
import { type Limit, Throttle } from "./throttle.ts";

const FORM_BYTES_MAX = 16 * 1024;
const OWN_PAGES = /^\/(interaction|sign-up|reset|link|assets)(\/|$|\?)/;

const LIMITS = {
  perAccount: { tries: 10, windowMs: 15 * MINUTE_MS },
  perNetwork: { tries: 200, windowMs: 15 * MINUTE_MS },
  perCode: { tries: 5, windowMs: 5 * MINUTE_MS },
  perRecipient: { tries: 5, windowMs: HOUR_MS },
  mailPerNetwork: { tries: 2_000, windowMs: HOUR_MS },
} as const satisfies Record<string, Limit>;

/** A user who exists from the start, with a password that everybody may know. */
export interface DemoUser {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly locale?: Locale;
  /** Base32; without it the user sets up the second step when first asked for it. */
  readonly totpSecret?: string;
  /** Asked for the second step at every sign-in, as staff is. */
  readonly alwaysSecondFactor?: boolean;
}

/** What an identity provider is made from. */
export interface IdentityProviderOptions {
  /** Where it is reached, such as `http://localhost:3003`; the `iss` of every token. */
  readonly issuer: string;
  readonly dataDir: string;
  readonly mailer: Mailer;
  /** Wall time: tokens, links and codes never follow the business clock. */
  readonly wallClock?: () => Instant;
  readonly demoUsers?: readonly DemoUser[];
  /** The site's origin: where sign-ins return to. */
  readonly siteUrl?: string;
  /** Audiences that tokens may be asked for; the first is used when a request names none. */
  readonly resources?: readonly [string, ...string[]];
  /** scrypt's cost as a power of two for new passwords (default 15); tests take less. */
  readonly passwordCost?: number;
}

/** A running identity provider, to be served by `node:http` on the issuer's port. */
export interface IdentityProvider {
  readonly issuer: string;
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
  /** The secret of the client `firstlot-site`, made at the first start. */
  readonly siteClientSecret: string;
  /** Adds a bank's machine or replaces its keys; its tokens have the scope `partner`. */
  registerMachineClient(client: MachineClient): Promise<void>;
  /** Adds a demo user who is not there yet. @returns its `sub` */
  addDemoUser(user: DemoUser): Promise<string>;
  close(): void;
}

async function addDemoUser(accounts: AccountStore, user: DemoUser, now: Instant): Promise<string> {
  const email = emailSchema.parse(user.email);
  const known = accounts.byEmail(email);
  if (known !== undefined) return known.sub;
  const { sub } = accounts.add({
    sub: seededSub(email),
    email,
    name: user.name,
    locale: user.locale ?? "en",
    passwordHash: await hashPassword(user.password, PUBLIC_PASSWORD_COST),
    passwordChangedAt: now,
    createdAt: now,
    ...(user.totpSecret === undefined ? {} : { totp: { secret: user.totpSecret, used: [] } }),
    alwaysSecondFactor: user.alwaysSecondFactor ?? false,
  });
  return sub;
}

/** Our pages: no script, no style but one sheet, forms only to ourselves and on to the clients they return to. */
function ownPages({ issuer, siteUrl }: { issuer: string; siteUrl: string }): Hono<PageEnv> {
  const app = new Hono<PageEnv>();
  const policy =
    "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; " +
    `form-action 'self' ${new URL(siteUrl).origin} http://127.0.0.1:*`;
  app.use(async (c, next) => {
    await next();
    c.header("Content-Security-Policy", policy);
    c.header("X-Content-Type-Options", "nosniff");
    c.header("Referrer-Policy", "same-origin");
    c.header("Cache-Control", "no-store");
  });
  app.use(bodyLimit({ maxSize: FORM_BYTES_MAX }));
  app.use(async (c, next) => {
    const origin = c.req.header("origin");
    const isForeign = origin !== undefined && origin !== new URL(issuer).origin;
    if (c.req.method === "POST" && isForeign) {
      return c.html(stoppedPage(localeOfRequest(c), { word: "foreign" }), 403);
    }
    return next();
  });
  app.get("/assets/sign-in.css", (c) =>
    c.body(STYLESHEET, 200, { "Content-Type": "text/css; charset=utf-8" }),
  );
  return app;
}

/** Opens the identity provider of the local platform: OpenID Connect, its pages and its accounts on disk. */
export async function createIdentityProvider(options: IdentityProviderOptions): Promise<IdentityProvider> {
  const { issuer, mailer, siteUrl = "http://localhost:3000", passwordCost = PASSWORD_COST } = options;
  const { wallClock = () => instantOf(Date.now()), resources = [API_RESOURCE] } = options;
  invariant(new URL(issuer).pathname === "/", "the issuer is an origin: the pages live at its root");
  const wallMs = () => Date.parse(wallClock());
  const dataDir = join(options.dataDir, "identity");
  makeFolder(dataDir);
  const keys = await loadProviderKeys({ dataDir });
  const accounts = new AccountStore({ dataDir });
  const links = new MailLinkStore({ dataDir, wallMs });
  const records = new OidcRecords({ dataDir, wallMs });
  for (const user of options.demoUsers ?? []) await addDemoUser(accounts, user, wallClock());
  const provider = openIdProvider({ issuer, siteUrl, resources, keys, accounts, records });
  const throttle = (limit: Limit) => new Throttle({ limit, wallMs });
  const interactions = new Interactions({
    provider,
    accounts,
    mailer,
    wallClock,
    perAccount: throttle(LIMITS.perAccount),
    perCode: throttle(LIMITS.perCode),
    perNetwork: throttle(LIMITS.perNetwork),
  });
  const account = accountRoutes({
    ...{ issuer, siteUrl, accounts, links, mailer, wallClock, passwordCost },
    perRecipient: throttle(LIMITS.perRecipient),
    mailPerNetwork: throttle(LIMITS.mailPerNetwork),
  });
  const pages = ownPages({ issuer, siteUrl })
    .route("/interaction", interactions.routes())
    .route("/", account);
  const servePages = getRequestListener((request, bindings) => pages.fetch(request, bindings));
  const serveProtocol = provider.callback();
  return {
    issuer,
    siteClientSecret: keys.siteClientSecret,
    handler: (request, response) => {
      if (OWN_PAGES.test(request.url ?? "")) void servePages(request, response);
      else void serveProtocol(request, response);
    },
    async registerMachineClient(client) {
      const metadata = machineClientMetadata(client);
      await records.adapter("Client").upsert(metadata.client_id, metadata);
    },
    addDemoUser: (user) => addDemoUser(accounts, user, wallClock()),
    close() {
      for (const store of [accounts, links, records]) store.close();
    },
  };
}
