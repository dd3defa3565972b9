import { type Person, press, visit } from "./person.ts";
import { until } from "./until.ts";

/** The analyst takes the case of a subject, records a result for each step that asks for a person, and concludes. */
export async function conclude(analyst: Person, subject: string): Promise<string> {
  const { page } = analyst;
  const inQueue = page.getByRole("link", { name: subject }).first();
  await until("the case is in the queue", async () => {
    await visit(analyst, "/app/review");
    await page.waitForSelector("h1");
    await page.waitForSelector("[aria-busy=true]", { state: "detached" });
    return (await inQueue.count()) > 0;
  });
  await inQueue.click();
  await page.waitForURL(/\/cases\/cas_/);
  const at = new URL(page.url()).pathname;
  await until("the platform has taken its steps", async () => {
    await visit(analyst, at);
    await page.waitForSelector(".case-steps");
    return (await page.locator(".case-steps .tag", { hasText: /^(Waiting to run|Running)$/ }).count()) === 0;
  });
  await press(analyst, "Claim this case");
  await page.locator("#decision-title").waitFor();
  await page
    .getByRole("link", { name: /Asks for a person/ })
    .first()
    .waitFor();
  for (;;) {
    const waiting = page.getByRole("link", { name: /Asks for a person/ }).first();
    if ((await waiting.count()) === 0) break;
    const step = await waiting.getAttribute("href");
    await visit(analyst, step ?? at);
    await page.locator("textarea[name=note]").fill("Looked at the files; nothing speaks against it.");
    await press(analyst, "Record the result");
    await page.getByText("Recorded.").waitFor();
  }
  await visit(analyst, at);
  await page.getByLabel("Approve", { exact: true }).check();
  await page.locator("textarea[name=conclusion]").fill("Complete and plausible.");
  await press(analyst, /^Conclude: approve/);
  await page.getByText("You concluded this case").first().waitFor();
  return at;
}

/** Another person agrees, with a second factor. */
export async function decide(approver: Person, at: string): Promise<void> {
  await visit(approver, at);
  await press(approver, /^Decide: approve/);
  await approver.page.locator("#told-title").waitFor();
}
