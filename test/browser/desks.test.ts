import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "./kit/browser.ts";
import { demoOrigin } from "./kit/demo-origin.ts";
import { enter } from "./kit/keys.ts";
import { pageWith } from "./kit/look.ts";
import { DESK, expectSoundScreens, expectSoundStates, type Way } from "./kit/soundness.ts";
import { archive, copy, giveUp, openCampaign, schedule, takeBack } from "./story/campaign-acts.ts";
import { helpAndBack, pledgeByKeys, signInByKeys } from "./story/keyboard-acts.ts";
import { signedIn, visit } from "./story/person.ts";
import { concludeByKeys, decideByKeys, openCaseByKeys } from "./story/review-keyboard-acts.ts";

const WAYS: readonly Way[] = [
  { who: "anna", from: ["/app/review"], leads: /^\/app\/review/, screensMin: 5 },
  { who: "olivia", from: ["/app/operations"], leads: /^\/app\/operations/, screensMin: 8 },
  { who: "bella", from: ["/app/bank"], leads: /^\/app\/bank/, screensMin: 7 },
  {
    who: "visitor",
    from: ["/mailbox", "/dev/clock", "/dev/codes"],
    leads: /^\/(mailbox$|mailbox\/mail\/ntc_|dev\/)/,
    screensMin: 4,
  },
  { who: "rita", from: ["/app/regulator"], leads: /^\/app\/regulator/, screensMin: 6 },
];

/** A campaign of the demo that waits for its approver. */
const IN_REVIEW = "Cold-brew bottles";
const DAY_MS = 86_400_000;

let origin: string;
let browser: Browser;

beforeAll(async () => {
  [origin, browser] = await Promise.all([demoOrigin(), openBrowser()]);
}, 400_000);

afterAll(() => browser?.close());

describe("every screen of the desks is sound", () => {
  it.each(WAYS)("$who from $from.0", (way) => expectSoundScreens(browser, origin, way));

  it("and the states that no link leads to", () => expectSoundStates(browser, origin, "anna"));
});

describe("the keyboard is enough", () => {
  const freshWindow = () => pageWith(browser, { look: DESK, origin });

  it("to sign in, pledge, pay at the bank's page and come back", async () => {
    const page = await freshWindow();
    await signInByKeys(page, { origin, name: "bo", path: "/explore" });
    const pledge = await pledgeByKeys(page, page.locator("main a[href*='/campaigns/cmp_']").first());
    expect(new URL(page.url()).pathname).toBe(new URL(pledge).pathname);
    await page.context().close();
  });

  it("to sign in with a second factor, review a case to its end, and give the focus back from a dialog", async () => {
    const [anna, adam] = [await freshWindow(), await freshWindow()];
    await signInByKeys(anna, { origin, name: "anna", path: "/app/review" });
    await helpAndBack(anna);
    const path = await concludeByKeys(anna, "Quiet rooms");
    await signInByKeys(adam, { origin, name: "adam", path });
    await decideByKeys(adam, "adam");
    await enter(adam, adam.locator("nav a[href='/app/review']").last());
    await openCaseByKeys(adam, IN_REVIEW);
    await decideByKeys(adam, "adam");
    await Promise.all([anna.context().close(), adam.context().close()]);
  });
});

describe("an owner has a campaign in hand", () => {
  it("sets its time, takes it back, copies it, archives it, and gives a live one up", async () => {
    const trouble: string[] = [];
    const haru = await signedIn(browser, { origin, name: "haru", trouble });
    await visit(haru, "/app/enterprise");
    await haru.page.waitForURL(/\/app\/enterprise\/ent_/);
    const enterprise = new URL(haru.page.url()).pathname;
    const campaign = await openCampaign(haru, enterprise, IN_REVIEW); // approved by keyboard before
    await schedule(haru, campaign, new Date(Date.now() + 2 * DAY_MS).toISOString().slice(0, 16));
    await takeBack(haru, campaign);
    await archive(haru, await copy(haru, campaign));
    await giveUp(haru, await openCampaign(haru, enterprise, "Roasted-tea ice cream"));
    await haru.page.context().close();
    expect(trouble).toEqual([]);
  });
});
