import type { Page, Route } from "playwright-core";
import { sliceApplicant } from "../../../packages/local/src/story/slice-data.ts";
import type { Look } from "../kit/look.ts";

const QUEUE = "**/api/backoffice/v1/review/cases?*";

const broken = (route: Route): Promise<void> =>
  route.fulfill({
    status: 500,
    contentType: "application/problem+json",
    body: JSON.stringify({
      type: "/problems/internal_error",
      title: "Broken",
      status: 500,
      code: "internal_error",
    }),
  });

const BOTH = ["en", "zh-CN"] as const;
/** The first rows of a table, as they are understood. */
const MAPPING = "main form table";

/** Opens the enterprise that somebody is an owner of. @returns its address */
async function ownEnterprise(page: Page, origin: string): Promise<string> {
  await page.goto(`${origin}/app/enterprise`);
  await page.waitForURL(/\/app\/enterprise\/ent_/);
  return page.url();
}

/** Hands a table in and waits until its columns can be confirmed. */
async function handInTable(page: Page, origin: string): Promise<void> {
  const [table] = sliceApplicant().tables;
  if (table === undefined) throw new Error("the applicant has tables");
  await page.goto(`${await ownEnterprise(page, origin)}/evidence`);
  await page.locator("#type").selectOption(table.type);
  await page
    .locator("#file")
    .setInputFiles({ name: "sales.csv", mimeType: "text/csv", buffer: Buffer.from(table.content) });
  await page.getByRole("button", { name: "Hand in sales.csv" }).click();
  await page.waitForURL(/\/evidence\/[a-z]+_/);
  await page.locator(MAPPING).first().waitFor();
}

/** Opens the money of a campaign that writes payment requests. */
async function openMoney(page: Page, origin: string): Promise<void> {
  await page.goto(`${await ownEnterprise(page, origin)}/campaigns`);
  await page.getByRole("link", { name: /^Quiet rooms/ }).click();
  await page.waitForURL(/\/campaigns\/cmp_/);
  await page.goto(`${page.url()}/money`);
}

async function openDraft(page: Page, origin: string): Promise<void> {
  await openMoney(page, origin);
  await page.getByRole("row", { name: /Draft/ }).getByRole("link").first().click();
  await page.waitForURL(/\/payments\/pay_/);
}

/** A state of a screen that no link leads to. */
interface State {
  readonly what: string;
  readonly who: "visitor" | "bo" | "anna" | "emma";
  /** Absent: where `prepare` leads to. */
  readonly path?: string;
  /** In which it is looked at; English, unless it says more. */
  readonly languages?: readonly Look["language"][];
  /** Brings it about before the page is opened. */
  readonly prepare?: (page: Page, origin: string) => Promise<unknown>;
  /** Brings it about on the open page. */
  readonly act?: (page: Page) => Promise<void>;
  /** What is there only in this state. */
  readonly shows: string;
}

/** Nothing found, nothing there, not allowed, wrong, failed, and not there yet. */
export const STATES: readonly State[] = [
  { what: "nothing found", who: "visitor", path: "/explore?q=zzzzzzzz", shows: ".empty" },
  {
    what: "three campaigns side by side",
    who: "visitor",
    path: "/explore",
    act: async (page) => {
      for (const at of [0, 1, 2]) await page.locator(".choose input").nth(at).check();
      await page.locator("form[action='/compare'] button").click();
    },
    shows: "table.of-3",
  },
  { what: "nothing to compare", who: "visitor", path: "/compare?id=cmp_1", shows: ".empty" },
  { what: "no such page", who: "visitor", path: "/no-such-page", shows: "h1" },
  {
    what: "a form with a mistake",
    who: "visitor",
    path: "/explore",
    act: async (page) => {
      await page.locator("main a[href*='/campaigns/cmp_']").first().click();
      await page.locator("main a.button[href*='/back']").first().click();
      await page.locator("main form[method=post] button.button").first().click();
    },
    shows: "#error-summary",
  },
  { what: "not allowed", who: "bo", path: "/app/review", shows: ".workspace > main:only-child .empty" },
  {
    what: "still loading",
    who: "anna",
    path: "/app/review",
    prepare: (page) => page.route(QUEUE, () => undefined),
    shows: "[aria-busy=true]",
  },
  {
    what: "failed to load",
    who: "anna",
    path: "/app/review",
    prepare: async (page) => {
      await page.unroute(QUEUE);
      await page.route(QUEUE, broken);
    },
    shows: "main .empty button",
  },
  {
    what: "columns to be confirmed",
    ...{ who: "emma", languages: BOTH, prepare: handInTable, shows: MAPPING },
  },
  {
    what: "a payment request with mistakes",
    ...{ who: "emma", languages: BOTH },
    prepare: async (page, origin) => {
      await openMoney(page, origin);
      await page.getByRole("link", { name: "Write a payment request" }).click();
      await page.waitForURL(/\/payments\/new/);
    },
    act: (page) => page.locator("main form button[type=submit]").first().click(),
    shows: "#error-summary",
  },
  {
    what: "a draft of a payment about to be discarded",
    ...{ who: "emma", languages: BOTH, prepare: openDraft },
    act: (page) => page.locator("main details summary").click(),
    shows: "main details[open] button.danger",
  },
  {
    what: "a draft of a payment being changed",
    ...{ who: "emma", languages: BOTH },
    prepare: async (page, origin) => {
      await openDraft(page, origin);
      await page.goto(`${page.url()}/edit`);
    },
    shows: "#amount",
  },
];
