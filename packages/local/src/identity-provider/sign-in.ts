import { createHash, randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { invariant } from "@firstlot/core/kernel/invariant";
import { z } from "zod";
import { ACR } from "./assurance.ts";
import { CLI_CLIENT_ID, CLI_REDIRECT_URI } from "./clients.ts";
import { alertOfPage, attributeOf, type BrowserPage, FormBrowser, formOfPage } from "./form-browser.ts";
import { TOTP_DRIFT, TOTP_PERIOD_S, totpCode, totpCounter } from "./totp.ts";

const PAGES_MAX = 12;
const CODE_ATTEMPTS_MAX = 3;

const tokenReplySchema = z.looseObject({
  access_token: z.string(),
  id_token: z.string(),
  expires_in: z.int(),
  scope: z.string(),
});

/** What a person asks for when signing in by program. */
export interface SignIn {
  readonly issuer: string;
  readonly email: string;
  readonly password: string;
  /** Base32; needed when the account has a second step and is asked for it. */
  readonly totpSecret?: string | undefined;
  readonly clientId?: string;
  /** `mfa`: step up; the second step is asked for, and set up if the account has none yet. */
  readonly acr?: "mfa";
  /** The audience of the access token (default: the provider's first). */
  readonly resource?: string;
}

/** What a sign-in gives. */
export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string;
  /** Seconds until the access token ends. */
  readonly expiresIn: number;
  readonly scope: string;
  /** The account's authenticator key, when this sign-in set it up or was given it. */
  readonly totpSecret: string | undefined;
}

/** The provider refused; `code` is that of its alert (`wrong`, `wrongCode`, `tooMany`) or of the protocol. */
export class SignInRefusedError extends Error {
  override name = "SignInRefusedError";
  readonly code: string;

  constructor(code: string) {
    super(`the sign-in was refused: ${code}`);
    this.code = code;
  }
}

/** Codes that this process has sent, by key: each works once, so a second sign-in takes a neighbour. */
const spentCounters = new Map<string, Set<number>>();

/**
 * A code that this process has not sent yet. The provider accepts the current period and one to each side, so three
 * sign-ins can follow each other at once; the fourth waits for the next period (at most 30 s).
 */
async function unspentCode(secret: string): Promise<string> {
  const spent = spentCounters.get(secret) ?? new Set<number>();
  spentCounters.set(secret, spent);
  for (;;) {
    const now = totpCounter(Date.now());
    for (const past of spent) if (past < now - TOTP_DRIFT) spent.delete(past);
    const candidates = [now, now - TOTP_DRIFT, now + TOTP_DRIFT];
    const counter = candidates.find((candidate) => !spent.has(candidate));
    if (counter !== undefined) {
      spent.add(counter);
      return totpCode(secret, counter);
    }
    await sleep((now + 1) * TOTP_PERIOD_S * 1_000 - Date.now() + 50);
  }
}

interface Secrets {
  readonly email: string;
  readonly password: string;
  totpSecret: string | undefined;
}

/** What this page's form is to be filled with. */
async function answersFor(
  step: string,
  page: BrowserPage,
  secrets: Secrets,
): Promise<Record<string, string>> {
  if (step === "password") return { email: secrets.email, password: secrets.password };
  if (step === "enrol") {
    secrets.totpSecret = attributeOf(
      /<code class="key"[^>]*>/.exec(page.html)?.[0] ?? "",
      "data-totp-secret",
    );
  }
  if (secrets.totpSecret === undefined) throw new SignInRefusedError("second_factor_needed");
  return { code: await unspentCode(secrets.totpSecret) };
}

/** Fills in page after page until the provider leads back to the client. */
async function walk(browser: FormBrowser, start: string, secrets: Secrets): Promise<URL> {
  let codeAttempts = 0;
  let page = await browser.get(start);
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    if ("leftFor" in page) return new URL(page.leftFor);
    const form = formOfPage(page);
    const alert = alertOfPage(page);
    // Another process may have sent this period's code for the same key: its neighbours are left.
    const mayTryAgain = alert === "wrongCode" && ++codeAttempts < CODE_ATTEMPTS_MAX;
    if (alert !== undefined && !mayTryAgain) throw new SignInRefusedError(alert);
    if (form === undefined) throw new SignInRefusedError(`page_without_form_${page.status}`);
    page = await browser.submit(form, await answersFor(form.step, page, secrets));
  }
  throw new Error("the sign-in has more pages than a sign-in has");
}

/**
 * Signs a person in over the real authorization-code flow with PKCE: opens the pages, sends their forms, exchanges the
 * code. For tests and the story; each call is a new browser without a session.
 * @throws SignInRefusedError with the provider's reason
 */
export async function signIn(options: SignIn): Promise<Tokens> {
  const { issuer, clientId = CLI_CLIENT_ID, resource } = options;
  const verifier = randomBytes(32).toString("base64url");
  const state = randomBytes(16).toString("base64url");
  const start = new URL("/auth", issuer);
  start.search = new URLSearchParams({
    client_id: clientId,
    response_type: "code",
    redirect_uri: CLI_REDIRECT_URI,
    scope: "openid email profile api",
    state,
    nonce: randomBytes(16).toString("base64url"),
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    ...(resource === undefined ? {} : { resource }),
    ...(options.acr === "mfa" ? { acr_values: ACR.mfa, prompt: "login" } : {}),
  }).toString();
  const secrets: Secrets = {
    email: options.email,
    password: options.password,
    totpSecret: options.totpSecret,
  };
  const back = await walk(new FormBrowser({ origin: issuer }), start.href, secrets);
  const refused = back.searchParams.get("error");
  if (refused !== null) throw new SignInRefusedError(refused);
  invariant(back.searchParams.get("state") === state, "the reply belongs to our request");
  const reply = await fetch(new URL("/token", issuer), {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: clientId,
      code: back.searchParams.get("code") ?? "",
      redirect_uri: CLI_REDIRECT_URI,
      code_verifier: verifier,
    }),
  });
  if (!reply.ok) throw new SignInRefusedError(`token_${reply.status}`);
  const tokens = tokenReplySchema.parse(await reply.json());
  return {
    accessToken: tokens.access_token,
    idToken: tokens.id_token,
    expiresIn: tokens.expires_in,
    scope: tokens.scope,
    totpSecret: secrets.totpSecret,
  };
}
