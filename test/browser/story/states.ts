import type { Page, Route } from "playwright-core";

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

/** A state of a screen that no link leads to. */
interface State {
  readonly what: string;
  readonly who: "visitor" | "bo" | "anna";
  readonly path: string;
  /** Brings it about before the page is opened. */
  readonly prepare?: (page: Page) => Promise<unknown>;
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
  { what: "not allowed", who: "bo", path: "/app/review", shows: "main .empty" },
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
];
