import type { Locator, Page } from "playwright-core";
import { DEMO_PASSWORD } from "../../../packages/local/src/platform/demo-people.ts";
import { enter, tabTo, tick, typeInto } from "../kit/keys.ts";
import { codeOf } from "../kit/people.ts";

interface Visit {
  readonly origin: string;
  readonly name: string;
  /** Where one wants to go. */
  readonly path: string;
}

/** Fills in the identity provider's pages with the keyboard alone. */
export async function passSignInByKeys(page: Page, name: string): Promise<void> {
  await typeInto(page, page.locator("input[name=email]"), `${name}@firstlot.local`);
  await typeInto(page, page.locator("input[name=password]"), DEMO_PASSWORD);
  await page.keyboard.press("Enter");
  const code = page.locator("input[name=code]");
  await page.locator("input[name=password]").waitFor({ state: "detached" });
  await page.waitForLoadState();
  if ((await code.count()) > 0) {
    await typeInto(page, code, await codeOf(page, name));
    await page.keyboard.press("Enter");
  }
}

/** Signs a demo user in with the keyboard alone. */
export async function signInByKeys(page: Page, { origin, name, path }: Visit): Promise<void> {
  await page.goto(`${origin}/signin?return=${encodeURIComponent(path)}`);
  await passSignInByKeys(page, name);
  await page.waitForURL((url) => url.origin === origin && url.pathname === path);
}

/** Goes on to the next page of the order: its one button of the form, by Tab and Enter. */
async function goOn(page: Page): Promise<void> {
  const before = page.url();
  await enter(page, page.locator("main form[method=post] button.button").first());
  await page.waitForURL((url) => url.href !== before);
}

/**
 * Orders one unit and pays at the bank's page, with the keyboard alone; a page sent off empty puts the focus on what
 * is wrong. @returns the address of the pledge
 */
export async function pledgeByKeys(page: Page, campaign: Locator): Promise<string> {
  const { origin } = new URL(page.url());
  await enter(page, campaign);
  await enter(page, page.locator("main a.button[href*='/back']").first());
  await page.waitForURL(/\/back/);
  await typeInto(page, page.locator("input[name^=q-t]").last(), "0");
  await page.keyboard.press("Enter");
  await page.locator("#error-summary:focus").waitFor();
  await typeInto(page, page.locator("input[name^=q-t]").last(), "1");
  await tabTo(page, page.locator("#country"));
  await page.keyboard.type("Germany");
  await goOn(page);
  const address = { name: "Bo Backer", line1: "Long Street 12", postcode: "10115", city: "Oldtown" };
  for (const [field, text] of Object.entries(address)) await typeInto(page, page.locator(`#${field}`), text);
  await goOn(page);
  await tick(page, page.locator("#method-page"));
  await goOn(page);
  for (const risk of await page.locator("main input[type=checkbox]").all()) await tick(page, risk);
  await goOn(page);
  await goOn(page);
  await page.waitForURL(/\/pledges\//);
  const pledge = page.url();
  await enter(page, page.locator("section[aria-labelledby=how-to-pay] a.button"));
  await enter(page, page.locator("button[value=pay]"));
  await page.waitForURL((url) => url.origin === origin);
  return pledge;
}

/** Opens and closes the queue's help of keys: the focus comes back to where it was. */
export async function helpAndBack(page: Page): Promise<void> {
  const link = page.locator("main table a").first();
  await tabTo(page, link);
  await page.keyboard.press("?");
  await page.locator("dialog[open]").waitFor();
  await page.keyboard.press("Escape");
  await page.locator("dialog[open]").waitFor({ state: "detached" });
  await tabTo(page, link);
}
