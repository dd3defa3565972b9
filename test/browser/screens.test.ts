import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { openBrowser } from "./kit/browser.ts";
import { demoOrigin } from "./kit/demo-origin.ts";
import { expectSoundScreens, expectSoundStates, type Way } from "./kit/soundness.ts";

/** Where those walk who need no desk (`/docs` is Swagger's own page). */
const WAYS: readonly Way[] = [
  { who: "visitor", from: ["/"], leads: /^\/(?!app|api|docs|dev|signin|signup|signout)/, screensMin: 6 },
  {
    who: "bo",
    from: ["/portfolio", "/notices", "/account"],
    leads: /^\/(pledges|portfolio|notices|account|refunds)/,
    screensMin: 5,
  },
  { who: "emma", from: ["/app/enterprise"], leads: /^\/app\/enterprise/, screensMin: 6 },
  { who: "claire", from: ["/app/enterprise"], leads: /^\/app\/enterprise/, screensMin: 3 },
];

let origin: string;
let browser: Browser;

beforeAll(async () => {
  [origin, browser] = await Promise.all([demoOrigin(), openBrowser()]);
}, 400_000);

afterAll(() => browser?.close());

describe("every screen of backers and enterprises is sound", () => {
  it.each(WAYS)("$who from $from.0", (way) => expectSoundScreens(browser, origin, way));
});

describe("states that no link leads to are sound too", () => {
  it.each(["visitor", "bo", "emma"])("of what %s sees", (who) => expectSoundStates(browser, origin, who));
});
