import { type Person, press, visit } from "./person.ts";
import { until } from "./until.ts";

const EVENTS_MAX = 40;

/** Presses a step of the local bar and waits until it is over. @returns the business time then */
export async function step({ page }: Person, name: "next" | "deadline"): Promise<string> {
  const bar = page.locator("aside.local-bar");
  const time = async () => (await bar.locator("time").first().getAttribute("datetime")) ?? "";
  const before = await time();
  await bar.locator(`button[value=${name}]`).click();
  await until("the step is over", async () => {
    const isRunning = (await bar.locator("[data-running]").count()) > 0;
    return !isRunning && (await bar.locator("button[value=next]").count()) > 0 && (await time()) > before;
  });
  return time();
}

/** Lets one event after the other come until a page shows something as paid. */
export async function stepUntilPaid(person: Person, path: string): Promise<void> {
  const { page } = person;
  for (let events = 0; events < EVENTS_MAX; events++) {
    await visit(person, path);
    await page.waitForSelector("main h2");
    await page.waitForSelector("[aria-busy=true]", { state: "detached" });
    if ((await page.locator(".tag.ok", { hasText: /^Paid$/ }).count()) > 0) return;
    await step(person, "next");
  }
  throw new Error(`${path} never says that it is paid`);
}

/** Writes down a payment of own costs and asks for it. @returns the path of the payment */
export async function askForOwnCosts(owner: Person, campaign: string, amount: string): Promise<string> {
  const { page } = owner;
  await visit(owner, `${campaign}/money`);
  await page.getByRole("link", { name: "Write a payment request" }).click();
  await page.locator("#amount").fill(amount);
  await press(owner, "Write it down");
  await page.waitForURL(/\/payments\/pay_/);
  await press(owner, /^Ask to pay/);
  await page
    .getByText(/With the bank|Waits for/)
    .first()
    .waitFor();
  return new URL(page.url()).pathname;
}
