import type { Instant } from "@firstlot/core/kernel/instant";
import { type Context, Hono } from "hono";
import type { Mailer } from "../mailbox/mail.ts";
import { type AccountStore, emailSchema, type Locale } from "./account.ts";
import { postLetter } from "./letter.ts";
import type { MailLinkStore } from "./mail-link.ts";
import { addressOf, formOf, localeOfRequest, type PageEnv, tooMany } from "./page-request.ts";
import { addressPage, mailSentPage, newPasswordPage, passwordSetPage, stoppedPage } from "./pages.ts";
import { checkNewPassword, hashPassword } from "./password.ts";
import type { Throttle } from "./throttle.ts";

const NAME_CHARACTERS_MAX = 120;

/** What the account pages stand on. */
export interface AccountParts {
  readonly issuer: string;
  readonly siteUrl: string;
  readonly accounts: AccountStore;
  readonly links: MailLinkStore;
  readonly mailer: Mailer;
  readonly wallClock: () => Instant;
  readonly passwordCost: number;
  /** Mails per recipient, so that nobody's mailbox is flooded. */
  readonly perRecipient: Throttle;
  /** Mails asked for per address of the network. */
  readonly mailPerNetwork: Throttle;
}

/** A name that is only shown: no control characters, not longer than a line. */
const cleanName = (name: string): string =>
  name
    .replace(/\p{Cc}/gu, " ")
    .trim()
    .slice(0, NAME_CHARACTERS_MAX);

/** Sends the link; an address with an account gets one to reset, so neither page nor time tells who has one. */
async function sendLink(
  parts: AccountParts,
  kind: "sign-up" | "reset",
  to: { email: string; name: string; locale: Locale },
) {
  const { accounts, links, issuer, mailer } = parts;
  const account = accounts.byEmail(to.email);
  if (kind === "reset" && account === undefined) return;
  const purpose = account === undefined ? ("confirm" as const) : ("reset" as const);
  const href = new URL(`/link/${links.issue({ ...to, purpose })}`, issuer).href;
  const letter =
    purpose === "confirm"
      ? ({ subject: "confirmSubject", text: "confirmText" } as const)
      : kind === "reset"
        ? ({ subject: "resetSubject", text: "resetText" } as const)
        : ({ subject: "knownSubject", text: "knownText" } as const);
  const { email, locale } = to;
  await postLetter(mailer, { to: email, locale, link: { label: "choosePassword", href }, ...letter });
}

async function askForLink(c: Context<PageEnv>, parts: AccountParts, kind: "sign-up" | "reset") {
  const locale = localeOfRequest(c);
  const form = await formOf(c);
  const email = emailSchema.safeParse(form.get("email") ?? "");
  if (!email.success) return c.html(addressPage({ locale, kind, alert: { word: "badEmail" } }), 400);
  const network = addressOf(c);
  const waitMs = Math.max(parts.perRecipient.waitMs(email.data), parts.mailPerNetwork.waitMs(network));
  if (waitMs > 0) return c.html(addressPage({ locale, kind, alert: tooMany(waitMs) }), 429);
  parts.perRecipient.count(email.data);
  parts.mailPerNetwork.count(network);
  await sendLink(parts, kind, { email: email.data, name: cleanName(form.get("name") ?? ""), locale });
  return c.html(mailSentPage(locale, email.data));
}

async function setPassword(c: Context<PageEnv>, parts: AccountParts, token: string) {
  const { accounts, links, mailer, passwordCost, wallClock } = parts;
  const seen = links.look(token);
  if (seen === undefined) return c.html(stoppedPage(localeOfRequest(c), { word: "linkOver" }), 410);
  const { locale, email } = seen;
  const password = checkNewPassword({ password: (await formOf(c)).get("password") ?? "", email });
  if (!password.ok) {
    return c.html(newPasswordPage({ locale, token, email, alert: { word: password.error.kind } }), 400);
  }
  const passwordHash = await hashPassword(password.value, passwordCost);
  const link = links.use(token); // after the slow part: of two requests with one link, one gets it
  if (link === undefined) return c.html(stoppedPage(locale, { word: "linkOver" }), 410);
  const at = wallClock();
  const account = accounts.byEmail(email);
  if (account === undefined) {
    const born = { passwordChangedAt: at, createdAt: at, alwaysSecondFactor: false };
    accounts.add({ email, name: link.name, locale, passwordHash, ...born });
  } else {
    accounts.setPassword(account, { passwordHash, at });
    await postLetter(mailer, {
      to: email,
      locale,
      subject: "passwordChangedSubject",
      text: "passwordChangedText",
    });
  }
  // the site knows where signing up began, and goes on there
  return c.html(passwordSetPage(locale, new URL("/signin/resume", parts.siteUrl).href));
}

/**
 * Opening an account and choosing a new password. Both begin with an address and go on by a link in a mail, where the
 * password is chosen: an account exists only once its address is proven, with a password that its reader chose.
 */
export function accountRoutes(parts: AccountParts): Hono<PageEnv> {
  const app = new Hono<PageEnv>();
  for (const kind of ["sign-up", "reset"] as const) {
    app.get(`/${kind}`, (c) => c.html(addressPage({ locale: localeOfRequest(c), kind })));
    app.post(`/${kind}`, (c) => askForLink(c, parts, kind));
  }
  // Opening the link changes nothing: mail filters open links too.
  app.get("/link/:token", (c) => {
    const token = c.req.param("token");
    const link = parts.links.look(token);
    if (link === undefined) return c.html(stoppedPage(localeOfRequest(c), { word: "linkOver" }), 410);
    return c.html(newPasswordPage({ ...link, token }));
  });
  app.post("/link/:token", (c) => setPassword(c, parts, c.req.param("token")));
  return app;
}
