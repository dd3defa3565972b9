import type { Instant } from "@firstlot/core/kernel/instant";
import { type Context, Hono } from "hono";
import type Provider from "oidc-provider";
import { errors } from "oidc-provider";
import type { Mailer } from "../mailbox/mail.ts";
import { type Account, type AccountStore, emailSchema, type Locale } from "./account.ts";
import { ACR, asksForMfa } from "./assurance.ts";
import { postLetter } from "./letter.ts";
import { localeOf } from "./page-language.ts";
import { addressOf, formOf, type PageEnv, tooMany } from "./page-request.ts";
import { type Alert, codePage, enrolPage, passwordPage, stoppedPage } from "./pages.ts";
import { isPassword } from "./password.ts";
import type { Throttle } from "./throttle.ts";
import { acceptTotp, newTotpSecret, totpUri } from "./totp.ts";

const HALF_DONE_MAX = 10_000;

/** What the sign-in pages stand on. */
export interface InteractionParts {
  readonly provider: Provider;
  readonly accounts: AccountStore;
  readonly mailer: Mailer;
  readonly wallClock: () => Instant;
  /** Wrong passwords per account and address of the network; wrong codes per account. */
  readonly perAccount: Throttle;
  readonly perCode: Throttle;
  /** Wrong passwords per address of the network, whatever the account. */
  readonly perNetwork: Throttle;
}

/** A sign-in whose password was right and whose second step is open. */
interface HalfDone {
  readonly sub: string;
  /** The key shown to somebody who has no authenticator yet. */
  readonly newSecret: string | undefined;
}

interface Asked {
  readonly uid: string;
  readonly locale: Locale;
  readonly wantsMfa: boolean;
  readonly client: string;
  readonly email: string;
}

/**
 * The steps of a sign-in. Half-done sign-ins are kept in memory: after a restart the password is asked for again.
 */
export class Interactions {
  readonly #parts: InteractionParts;
  readonly #halfDone = new Map<string, HalfDone>();

  constructor(parts: InteractionParts) {
    this.#parts = parts;
  }

  /** The routes under `/interaction/{uid}`. */
  routes(): Hono<PageEnv> {
    const app = new Hono<PageEnv>();
    app.onError((error, c) => {
      if (!(error instanceof errors.SessionNotFound)) throw error;
      const locale = localeOf({ accepted: c.req.header("accept-language") });
      return c.html(stoppedPage(locale, { word: "expired" }), 400);
    });
    app.get("/:uid", async (c) => this.#show(c, await this.#asked(c)));
    app.post("/:uid/password", (c) => this.#password(c));
    app.post("/:uid/code", (c) => this.#code(c));
    app.post("/:uid/enrol", (c) => this.#enrol(c));
    app.post("/:uid/cancel", async (c) => {
      const result = { error: "access_denied", error_description: "the person cancelled the sign-in" };
      const { incoming, outgoing } = c.env;
      return c.redirect(await this.#parts.provider.interactionResult(incoming, outgoing, result), 303);
    });
    return app;
  }

  /** @throws SessionNotFound when this browser has not begun this sign-in (its cookie is missing) */
  async #asked(c: Context<PageEnv>): Promise<Asked> {
    const { provider, accounts } = this.#parts;
    const { uid, params, session } = await provider.interactionDetails(c.env.incoming, c.env.outgoing);
    if (uid !== c.req.param("uid")) throw new errors.SessionNotFound("another sign-in");
    const { login_hint: hint, ui_locales: asked, acr_values: acrValues, client_id: clientId } = params;
    const client = typeof clientId === "string" ? await provider.Client.find(clientId) : undefined;
    const known = session === undefined ? undefined : accounts.bySub(session.accountId)?.email;
    return {
      uid,
      locale: localeOf({ asked, accepted: c.req.header("accept-language") }),
      wantsMfa: asksForMfa(acrValues),
      client: client?.clientName ?? "Firstlot",
      email: typeof hint === "string" ? hint : (known ?? ""),
    };
  }

  #show(c: Context<PageEnv>, asked: Asked, alert?: Alert) {
    const status = alert === undefined ? 200 : alert.word === "tooMany" ? 429 : 400;
    const half = this.#halfDone.get(asked.uid);
    if (half === undefined) return c.html(passwordPage({ ...asked, alert }), status);
    if (half.newSecret === undefined) return c.html(codePage({ ...asked, alert }), status);
    const email = this.#parts.accounts.bySub(half.sub)?.email ?? "";
    const uri = totpUri({ secret: half.newSecret, email });
    return c.html(enrolPage({ ...asked, alert, secret: half.newSecret, uri }), status);
  }

  async #password(c: Context<PageEnv>) {
    const { accounts, perAccount, perNetwork } = this.#parts;
    const asked = await this.#asked(c);
    const form = await formOf(c);
    const typed = form.get("email") ?? "";
    const email = emailSchema.safeParse(typed).data ?? "";
    const network = addressOf(c);
    const key = `${email} ${network}`;
    const waitMs = Math.max(perAccount.waitMs(key), perNetwork.waitMs(network));
    if (waitMs > 0) return this.#show(c, { ...asked, email: typed }, tooMany(waitMs));
    // Counted before the slow check, so that a burst of guesses cannot pass while the first is being checked.
    perAccount.count(key);
    perNetwork.count(network);
    const account = accounts.byEmail(email);
    if (!(await isPassword(form.get("password") ?? "", account?.passwordHash)) || account === undefined) {
      return this.#show(c, { ...asked, email: typed }, { word: "wrong" });
    }
    perAccount.clear(key);
    perNetwork.clear(network);
    if (!asked.wantsMfa && !(account.alwaysSecondFactor && account.totp !== undefined)) {
      return this.#finish(c, asked.uid, { sub: account.sub, isMfa: false });
    }
    if (this.#halfDone.size >= HALF_DONE_MAX) this.#halfDone.clear();
    this.#halfDone.set(asked.uid, {
      sub: account.sub,
      newSecret: account.totp === undefined ? newTotpSecret() : undefined,
    });
    return c.redirect(`/interaction/${asked.uid}`, 303);
  }

  async #code(c: Context<PageEnv>) {
    const { accounts, perCode, wallClock } = this.#parts;
    const asked = await this.#asked(c);
    const half = this.#halfDone.get(asked.uid);
    if (half === undefined) return this.#show(c, asked);
    const waitMs = perCode.waitMs(half.sub);
    if (waitMs > 0) return this.#show(c, asked, tooMany(waitMs));
    const code = (await formOf(c)).get("code")?.trim() ?? "";
    if (!accounts.takeTotp(half.sub, { code, wallMs: Date.parse(wallClock()) })) {
      perCode.count(half.sub);
      return this.#show(c, asked, { word: "wrongCode" });
    }
    perCode.clear(half.sub);
    return this.#finish(c, asked.uid, { sub: half.sub, isMfa: true });
  }

  async #enrol(c: Context<PageEnv>) {
    const { accounts, perCode, wallClock } = this.#parts;
    const asked = await this.#asked(c);
    const half = this.#halfDone.get(asked.uid);
    const account = half && accounts.bySub(half.sub);
    if (half?.newSecret === undefined || account === undefined) return this.#show(c, asked);
    const waitMs = perCode.waitMs(half.sub);
    if (waitMs > 0) return this.#show(c, asked, tooMany(waitMs));
    const code = (await formOf(c)).get("code")?.trim() ?? "";
    const wallMs = Date.parse(wallClock());
    const used = acceptTotp({ secret: half.newSecret, code, wallMs, used: [] });
    if (used === undefined || account.totp !== undefined) {
      perCode.count(half.sub);
      return this.#show(c, asked, { word: "wrongCode" });
    }
    accounts.setTotp(account, { secret: half.newSecret, used });
    await this.#tellEnrolled(account);
    return this.#finish(c, asked.uid, { sub: half.sub, isMfa: true });
  }

  async #tellEnrolled({ email, locale }: Account): Promise<void> {
    await postLetter(this.#parts.mailer, {
      ...{ to: email, locale },
      ...{ subject: "enrolledSubject", text: "enrolledText" },
    });
  }

  async #finish(c: Context<PageEnv>, uid: string, { sub, isMfa }: { sub: string; isMfa: boolean }) {
    this.#halfDone.delete(uid);
    const { provider, wallClock } = this.#parts;
    const login = {
      accountId: sub,
      acr: isMfa ? ACR.mfa : ACR.password,
      amr: isMfa ? ["pwd", "otp", "mfa"] : ["pwd"], // RFC 8176
      remember: false,
      ts: Math.floor(Date.parse(wallClock()) / 1_000),
    };
    const { incoming, outgoing } = c.env;
    return c.redirect(await provider.interactionResult(incoming, outgoing, { login }), 303);
  }
}
