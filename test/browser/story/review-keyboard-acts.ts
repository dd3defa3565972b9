import type { Page } from "playwright-core";
import { enter, focusIsKept, hasFocus, tick, typeInto } from "../kit/keys.ts";
import { passSignInByKeys } from "./keyboard-acts.ts";
import { until } from "./until.ts";

/** As many cases as the queue may have before the one that is looked for. */
const CASES_MAX = 30;
const STEPS_MAX = 30;

/** Goes through the queue with J until the case of a subject has the focus, and opens it. */
export async function openCaseByKeys(page: Page, subject: string): Promise<void> {
  const link = page.locator("tbody th a", { hasText: subject }).first();
  await link.waitFor();
  for (let cases = 0; !(await hasFocus(link)); cases++) {
    if (cases > CASES_MAX) throw new Error(`J does not lead to ${subject}`);
    await page.keyboard.press("j");
  }
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/cases\/cas_/);
  await focusIsKept(page, "opening a case");
}

/** Records what a person found in the step that is open, attesting to its first file. */
async function recordResult(page: Page): Promise<void> {
  const form = page.locator("form", { has: page.locator("textarea[name=note]") });
  await form.waitFor();
  const files = form.locator("input[type=checkbox]");
  if ((await files.count()) > 0) await tick(page, files.first());
  await typeInto(
    page,
    form.locator("textarea[name=note]"),
    "Looked at the files; nothing speaks against it.",
  );
  await enter(page, form.getByRole("button", { name: "Record the result" }));
}

/**
 * The analyst finds the case of a subject, takes it, records a result for each step that asks for a person, and
 * concludes: with the keyboard alone, the queue open. @returns the path of the case
 */
export async function concludeByKeys(page: Page, subject: string): Promise<string> {
  await openCaseByKeys(page, subject);
  await until("the platform has taken its steps", async () => {
    await page.locator(".case-steps").waitFor();
    return (await page.locator(".case-steps .tag", { hasText: /^(Waiting to run|Running)$/ }).count()) === 0;
  });
  await enter(page, page.getByRole("button", { name: "Claim this case" }));
  const approve = page.getByLabel("Approve", { exact: true });
  await approve.waitFor();
  await focusIsKept(page, "claiming the case");
  const asks = page.getByRole("link", { name: /Asks for a person/ });
  await asks.first().waitFor();
  for (let left = await asks.count(), steps = 0; left > 0; steps++) {
    if (steps > STEPS_MAX) throw new Error("the steps that ask for a person do not end");
    await enter(page, asks.first());
    await recordResult(page);
    const before = left;
    await until("the result is recorded", async () => (await asks.count()) < before);
    left = await asks.count();
    await focusIsKept(page, "recording a result");
  }
  await tick(page, approve);
  await typeInto(page, page.locator("textarea[name=conclusion]"), "Complete and plausible.");
  await enter(page, page.getByRole("button", { name: /^Conclude: approve/ }));
  await page.getByText("You concluded this case").first().waitFor();
  await focusIsKept(page, "concluding");
  return new URL(page.url()).pathname;
}

/** Another person decides the open case with the keyboard alone, in a fresh sign-in where one is asked for. */
export async function decideByKeys(page: Page, name: string): Promise<void> {
  await enter(page, page.getByRole("button", { name: /^Decide: approve/ }));
  const stepUp = page.getByRole("link", { name: "Sign in again in a new window" });
  const told = page.locator("#told-title");
  await stepUp.or(told).first().waitFor();
  if ((await stepUp.count()) > 0) {
    const popup = page.waitForEvent("popup");
    await enter(page, stepUp);
    await passSignInByKeys(await popup, name);
    await (await popup).getByRole("heading").first().waitFor();
    await (await popup).close();
    await enter(page, page.getByRole("button", { name: "I have signed in; go on" }));
    await told.waitFor();
  }
  await focusIsKept(page, "deciding");
}
