import type { Page } from "playwright-core";
import { type Person, visit } from "./person.ts";
import { until } from "./until.ts";

const PASSWORD = "a long lot of twelve jars";

/** What is ordered, and to where. */
interface Order {
  readonly campaignId: string;
  readonly units: number;
  readonly country: string;
  readonly name: string;
}

/** Presses the one button of the page's form. */
async function goOn(page: Page): Promise<void> {
  await page.click("main form[method=post] button.button:first-of-type");
  await page.waitForLoadState();
}

/** Tier, address, way of paying, risks: up to the page where everything is checked. */
export async function fillIn({ page, origin }: Person, order: Order): Promise<void> {
  await page.goto(`${origin}/campaigns/${order.campaignId}/back`);
  await page.locator("input[name^=q-t]").last().fill(String(order.units));
  await page.locator("#country").selectOption(order.country);
  await goOn(page);
  await page.fill("#name", order.name);
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
export const answersOf = async ({ page }: Person): Promise<string> =>
  (await page.locator("section.answer").allInnerTexts()).join("\n");

/** Pays on the bank's own page and waits for its word. @returns the path of the pledge */
async function pay(backer: Person): Promise<string> {
  const { page, origin } = backer;
  await page.waitForURL(/\/pledges\//);
  const pledge = new URL(page.url()).pathname;
  await page.locator("section[aria-labelledby=how-to-pay] a.button").click();
  await page.locator("button[value=pay]").click();
  await page.waitForURL((url) => url.origin === origin);
  await until("the payment is there", async () => {
    await visit(backer, pledge);
    return (await page.locator(".tag.ok").count()) > 0;
  });
  return pledge;
}

/** Backs a campaign and pays. @returns the path of the pledge */
export async function back(backer: Person, order: Order): Promise<string> {
  await fillIn(backer, order);
  await goOn(backer.page);
  return pay(backer);
}

/** From the checked answers to an account: the provider's page, the link of the mail in the mailbox, a first sign-in. */
export async function signUpOnTheWay(
  { page, origin }: Person,
  { email, name }: { email: string; name: string },
) {
  await goOn(page);
  await page.click("main a[href^='/signup']");
  await page.waitForLoadState();
  await page.fill("input[name=email]", email);
  await page.fill("input[name=name]", name);
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

/** Presses the last button twice at once, and pays. @returns the path of the pledge */
export async function pressTwiceAndPay(backer: Person): Promise<string> {
  await backer.page.locator("main form[method=post] button.button").first().dblclick();
  return pay(backer);
}
