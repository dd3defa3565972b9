import type { Browser, Page } from "playwright-core";
import { LOOKS, pageWith } from "../kit/look.ts";
import { passSignIn, signInAs } from "../kit/people.ts";

const [LOOK] = LOOKS;

/** Somebody at a browser of their own. What breaks in their pages is kept in `trouble`. */
export interface Person {
  readonly name: string;
  readonly page: Page;
  readonly origin: string;
}

interface Arrival {
  readonly origin: string;
  readonly name: string;
  readonly trouble: string[];
}

/** Opens a browser window for somebody who is not signed in. */
export async function arrive(browser: Browser, { origin, name, trouble }: Arrival): Promise<Person> {
  if (LOOK === undefined) throw new Error("there are looks");
  const page = await pageWith(browser, { look: LOOK, origin });
  page.on("pageerror", (error) => trouble.push(`${name}: ${page.url()}: ${error.message}`));
  return { name, page, origin };
}

/** Opens a browser window for a demo user and signs them in. */
export async function signedIn(browser: Browser, arrival: Arrival): Promise<Person> {
  const person = await arrive(browser, arrival);
  await signInAs(person.page, { origin: person.origin, name: person.name, path: "/account" });
  return person;
}

/** Opens a page of the site. */
export const visit = async ({ page, origin }: Person, path: string): Promise<void> => {
  await page.goto(`${origin}${path}`);
};

/** Presses a button; where the act wants a fresh second factor, gives it and goes on. */
export async function press({ page, name }: Person, button: string | RegExp): Promise<void> {
  const stepUp = page.getByRole("link", { name: "Sign in again in a new window" });
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("button", { name: button }).first().click();
  const answer = await answered;
  await answer.finished();
  // by what was answered: the page may not show it yet
  if (answer.status() !== 403 || !(await answer.text()).includes("step_up_required")) return;
  const [popup] = await Promise.all([page.waitForEvent("popup"), stepUp.click()]);
  await popup.waitForLoadState();
  await passSignIn(popup, name);
  await popup.close();
  await page.getByRole("button", { name: "I have signed in; go on" }).click();
}

/** Fills in fields by the address that each has in its form. */
export async function fill({ page }: Person, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(fields)) {
    const field = page.locator(`[id="${name}"]`);
    if ((await field.evaluate((one: { tagName: string }) => one.tagName)) === "SELECT")
      await field.selectOption(text);
    else await field.fill(text);
  }
}
