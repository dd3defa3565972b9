import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { alertOfPage, type BrowserPage, FormBrowser, formOfPage } from "./form-browser.ts";
import { SignInRefusedError } from "./sign-in.ts";

const MAIL_POLLS_MAX = 50;
const MAIL_POLL_MS = 100;

const messagesSchema = z.looseObject({
  items: z.array(z.looseObject({ messageId: z.string(), text: z.string() })),
});

/** What somebody gives to open an account by program. */
export interface SignUp {
  readonly issuer: string;
  /** Where `GET /mailbox/messages?to=` answers, such as `http://localhost:3000`. */
  readonly mailboxUrl: string;
  readonly email: string;
  readonly password: string;
  readonly name?: string;
  /** The browser's language (default `en`). */
  readonly language?: string;
}

/** The newest link of the identity provider in the mails to an address, waiting for it up to 5 s. */
export async function mailedLink(options: {
  issuer: string;
  mailboxUrl: string;
  email: string;
}): Promise<string> {
  const { issuer, mailboxUrl, email } = options;
  const messages = new URL("/mailbox/messages", mailboxUrl);
  messages.search = new URLSearchParams({ to: email, limit: "10" }).toString();
  const prefix = new URL("/link/", issuer).href;
  for (let polls = 0; polls < MAIL_POLLS_MAX; polls++) {
    const reply = await fetch(messages);
    const { items } = messagesSchema.parse(await reply.json());
    const words = items.flatMap(({ text }) => text.split(/\s+/));
    const link = words.find((word) => word.startsWith(prefix));
    if (link !== undefined) return link;
    await sleep(MAIL_POLL_MS);
  }
  throw new Error(`no mail with a link came to ${email}`);
}

function pageOf(page: BrowserPage | { readonly leftFor: string }): BrowserPage {
  if ("leftFor" in page) throw new SignInRefusedError("left_the_provider");
  const alert = alertOfPage(page);
  if (alert !== undefined) throw new SignInRefusedError(alert);
  return page;
}

async function fillIn(browser: FormBrowser, url: string, filled: Record<string, string>): Promise<void> {
  const form = formOfPage(pageOf(await browser.get(url)));
  if (form === undefined) throw new SignInRefusedError("page_without_form");
  pageOf(await browser.submit(form, filled));
}

/**
 * Opens an account over the real pages: asks for it, follows the link in the mail, chooses the password there.
 * @throws SignInRefusedError with the alert of the page that refused
 */
export async function signUp(options: SignUp): Promise<void> {
  const { issuer, email, password, name = "", language = "en" } = options;
  const browser = new FormBrowser({ origin: issuer, language });
  await fillIn(browser, new URL("/sign-up", issuer).href, { email, name });
  await fillIn(browser, await mailedLink(options), { password });
}

/** Chooses a new password over the real pages and the mailed link; every session of the account ends. */
export async function resetPassword(options: SignUp): Promise<void> {
  const { issuer, email, password, language = "en" } = options;
  const browser = new FormBrowser({ origin: issuer, language });
  await fillIn(browser, new URL("/reset", issuer).href, { email });
  await fillIn(browser, await mailedLink(options), { password });
}
