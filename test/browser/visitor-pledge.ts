// A visitor fills in a pledge, signs up on the way, confirms the e-mail, comes back, finds it unchanged, pays.
//   npx tsx --conditions firstlot:source test/browser/visitor-pledge.ts --origin http://localhost:3000 --campaign cmp_…
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { openBrowser } from "./kit/browser.ts";
import { LOOKS, pageWith } from "./kit/look.ts";

const PASSWORD = "a long lot of twelve jars";
const POLLS_MAX = 40;
const POLL_MS = 500;

const { values } = parseArgs({
  options: { origin: { type: "string", default: "http://localhost:3000" }, campaign: { type: "string" } },
});
const { origin, campaign } = values;
if (campaign === undefined) throw new Error("name a live campaign: --campaign cmp_…");

const tell = (text: string) => process.stdout.write(`${text}\n`);

function expectTrue(what: string, isSo: boolean): void {
  tell(`${isSo ? "yes" : "NO "}  ${what}`);
  if (!isSo) process.exitCode = 1;
}

/** Presses the one button of the page's form. */
async function goOn(page: Page): Promise<void> {
  await page.click("main form[method=post] button.button:first-of-type");
  await page.waitForLoadState();
}

/** Tier, address, payment, risks: up to the page where everything is checked. */
async function fillIn(page: Page): Promise<void> {
  await page.goto(`${origin}/campaigns/${campaign}/back`);
  await page.locator("input[name^=q-t]").last().fill("1");
  const country = page.locator("#country");
  const first = await country.locator("option:not([value=''])").first().getAttribute("value");
  await country.selectOption(first ?? "");
  await goOn(page);
  await page.fill("#name", "Nora Neu");
  await page.fill("#line1", "Long Street 12");
  await page.fill("#postcode", "10115");
  await page.fill("#city", "Oldtown");
  await goOn(page);
  await page.check("#method-page");
  await goOn(page);
  for (const risk of await page.locator("main input[type=checkbox]").all()) await risk.check();
  await goOn(page);
}

/** The answers as they stand on the last page before the button. */
const answers = async (page: Page): Promise<string> =>
  (await page.locator("section.answer").allInnerTexts()).join("\n");

/** Opens an account at the provider, follows the link of the mail in the mailbox, and signs in. */
async function signUp(page: Page, email: string): Promise<void> {
  await page.click("main a[href^='/signup']");
  await page.waitForLoadState();
  await page.fill("input[name=email]", email);
  await page.fill("input[name=name]", "Nora Neu");
  await page.locator("form button").first().click();
  await page.waitForLoadState();
  await page.goto(`${origin}/mailbox?to=${encodeURIComponent(email)}`);
  await page.locator("a[href^='/mailbox/mail/']").first().click();
  await page.locator("main details summary").click(); // the mail's text; its HTML opens links in a tab of their own
  await page.locator("main a[href*='/link/']").first().click();
  await page.fill("input[name=password]", PASSWORD);
  await page.locator("form button").first().click();
  await page.waitForLoadState();
  await page.locator(`a[href^='${origin}']`).first().click();
  await page.fill("input[name=email]", email);
  await page.fill("input[name=password]", PASSWORD);
  await page.locator("form button").first().click();
  await page.waitForURL((url) => url.origin === origin);
}

/** Pays on the bank's own page and waits for its word. */
async function pay(page: Page): Promise<boolean> {
  await page.locator("section[aria-labelledby=how-to-pay] a.button").click();
  await page.locator("button[value=pay]").click();
  await page.waitForURL((url) => url.origin === origin);
  const { origin: here, pathname } = new URL(page.url());
  for (let polls = 0; polls < POLLS_MAX; polls++) {
    await page.goto(`${here}${pathname}`);
    if ((await page.locator(".tag.ok").count()) > 0) return true;
    await page.waitForTimeout(POLL_MS);
  }
  return false;
}

const browser = await openBrowser();
const [look] = LOOKS;
if (look === undefined) throw new Error("there are looks");
const page = await pageWith(browser, { look, origin });
await fillIn(page);
const before = await answers(page);
await goOn(page);
expectTrue("the last button asks a visitor who they are", new URL(page.url()).pathname.endsWith("/sign-in"));
await signUp(page, `nora-${Date.now()}@example.test`);
expectTrue("signing up leads back to the checked answers", new URL(page.url()).pathname.endsWith("/check"));
expectTrue("they are unchanged", before !== "" && (await answers(page)) === before);
await page.locator("main form[method=post] button.button").first().dblclick();
await page.waitForURL(/\/pledges\//);
expectTrue("the bank's page is paid and the pledge says so", await pay(page));
await page.goto(`${origin}/portfolio`);
expectTrue(
  "a double click made one pledge",
  (await page.locator("tbody th a[href^='/pledges/']").count()) === 1,
);
await browser.close();
