import type { Browser, Page } from "playwright-core";
import { MEMBERS } from "../../../packages/local/src/demo/cast.ts";
import { totpCode, totpCounter } from "../../../packages/local/src/identity-provider/totp.ts";
import {
  DEMO_BANKER,
  DEMO_PASSWORD,
  DEMO_PEOPLE,
  DEMO_STAFF,
} from "../../../packages/local/src/platform/demo-people.ts";
import { type Look, pageWith } from "./look.ts";

const KEYS: Readonly<Record<string, string | undefined>> = {
  ...Object.fromEntries(Object.entries(DEMO_STAFF).map(([name, { user }]) => [name, user.totpSecret])),
  ...Object.fromEntries(
    Object.entries({ ...DEMO_PEOPLE, ...MEMBERS }).map(([name, { totpSecret }]) => [name, totpSecret]),
  ),
  bella: DEMO_BANKER.totpSecret,
};

const PERIOD_MS = 30_000;
const spent = new Map<string, number>();

/** A code that was not sent yet: each works once, so the next sign-in of the same person may have to wait for it. */
async function freshCode(page: Page, key: string): Promise<string> {
  const last = spent.get(key) ?? 0;
  for (;;) {
    const counter = Math.max(totpCounter(Date.now()) - 1, last + 1);
    if (counter <= totpCounter(Date.now()) + 1) {
      spent.set(key, counter);
      return totpCode(key, counter);
    }
    await page.waitForTimeout(PERIOD_MS / 30);
  }
}

/** The code of a demo user's authenticator, one that was not sent yet. */
export async function codeOf(page: Page, name: string): Promise<string> {
  const key = KEYS[name];
  if (key === undefined) throw new Error(`${name} has no authenticator`);
  return freshCode(page, key);
}

/** Fills in the identity provider's pages as a demo user, until they lead back to the site. */
export async function passSignIn(page: Page, name: string): Promise<void> {
  await page.fill("input[name=email]", `${name}@firstlot.local`);
  await page.fill("input[name=password]", DEMO_PASSWORD);
  await page.locator("form button").first().click();
  await page.waitForLoadState();
  if ((await page.locator("input[name=code]").count()) === 0) return;
  await page.fill("input[name=code]", await codeOf(page, name));
  await page.locator("form button").first().click();
  await page.waitForLoadState();
}

/** Signs a demo user in and opens a page of the site. */
export async function signInAs(
  page: Page,
  options: { origin: string; name: string; path: string },
): Promise<void> {
  await page.goto(`${options.origin}/signin?return=${encodeURIComponent(options.path)}`);
  await passSignIn(page, options.name);
  await page.waitForURL((url) => url.origin === options.origin);
}

const sessions = new Map<string, Awaited<ReturnType<ReturnType<Page["context"]>["cookies"]>>>();

/** A window of a demo user who is signed in: the pages of the identity provider are passed once for all their windows. */
export async function windowOf(
  browser: Browser,
  { look, origin, name }: { look: Look; origin: string; name: string },
): Promise<Page> {
  const page = await pageWith(browser, { look, origin });
  const key = `${origin} ${name}`;
  const known = sessions.get(key);
  if (known !== undefined) {
    await page.context().addCookies(known);
    return page;
  }
  await signInAs(page, { origin, name, path: "/account" });
  const cookies = await page.context().cookies(origin);
  sessions.set(
    key,
    cookies.filter((cookie) => cookie.name === "__Host-session"),
  );
  return page;
}
