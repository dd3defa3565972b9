import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StartedPlatform } from "../kit/started-platform.ts";
import { openBrowser } from "./kit/browser.ts";
import { enter } from "./kit/keys.ts";
import { keepPicture, type Look, pageWith, setLanguage } from "./kit/look.ts";
import { windowOf } from "./kit/people.ts";
import { findingsOf, walk } from "./kit/walk.ts";
import { archive, copy, giveUp, openCampaign, schedule, takeBack } from "./story/campaign-acts.ts";
import { helpAndBack, pledgeByKeys, signInByKeys } from "./story/keyboard-acts.ts";
import { signedIn, visit } from "./story/person.ts";
import { concludeByKeys, decideByKeys, openCaseByKeys } from "./story/review-keyboard-acts.ts";
import { STATES } from "./story/states.ts";

const PICTURES = join("artefacts", "screens");
const DESK: Look = { width: 1280, theme: "light", language: "en" };
const PHONE: Look = { width: 390, theme: "dark", language: "en" };
/** How every screen is seen: in English by day, in Chinese by night; on a phone at last, where most can go wrong. */
const SEEN: readonly Look[] = [
  DESK,
  { ...DESK, width: 390 },
  { ...PHONE, width: 1280, language: "zh-CN" },
  { ...PHONE, language: "zh-CN" },
];
/**
 * Where a walk goes (`/docs` is Swagger's own page), and at least how far: a menu that lost its entries must not pass as
 * a clean one.
 */
const WALKS = [
  { who: "visitor", from: ["/"], leads: /^\/(?!app|api|docs|dev|signin|signup|signout)/, screensMin: 6 },
  {
    who: "bo",
    from: ["/portfolio", "/notices", "/account"],
    leads: /^\/(pledges|portfolio|notices|account|refunds)/,
    screensMin: 5,
  },
  { who: "emma", from: ["/app/enterprise"], leads: /^\/app\/enterprise/, screensMin: 6 },
  { who: "claire", from: ["/app/enterprise"], leads: /^\/app\/enterprise/, screensMin: 3 },
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
] as const;

/** A campaign of the demo that waits for its approver. */
const IN_REVIEW = "Cold-brew bottles";
const DAY_MS = 86_400_000;

let platform: StartedPlatform;
let browser: Browser;

beforeAll(async () => {
  [platform, browser] = await Promise.all([StartedPlatform.withDemo("screens"), openBrowser()]);
}, 400_000);

afterAll(async () => {
  await browser?.close();
  await platform?.remove();
});

describe("every screen is sound: axe, width, headings, language, no script errors", () => {
  it.each(WALKS)("$who from $from.0", async ({ who, from, leads, screensMin }) => {
    const { origin } = platform.place;
    const page =
      who === "visitor"
        ? await pageWith(browser, { look: DESK, origin })
        : await windowOf(browser, { look: DESK, origin, name: who });
    const { seen, findings } = await walk(page, {
      ...{ origin, from, looks: SEEN, leads: (path) => leads.test(path), screensMax: 60 },
      pictures: join(PICTURES, who),
    });
    await page.context().close();
    process.stdout.write(`${who}: ${seen.length} kinds of screens\n`);
    expect(findings).toEqual([]);
    expect(seen.length).toBeGreaterThanOrEqual(screensMin);
  });
});

describe("states that no link leads to are sound too", () => {
  it.each(["visitor", "bo", "anna", "emma"] as const)("of what %s sees", async (who) => {
    const { origin } = platform.place;
    const page =
      who === "visitor"
        ? await pageWith(browser, { look: PHONE, origin })
        : await windowOf(browser, { look: PHONE, origin, name: who });
    const findings: string[] = [];
    for (const state of STATES.filter((one) => one.who === who)) {
      await setLanguage(page, origin, "en");
      await state.prepare?.(page, origin);
      const address = state.path === undefined ? page.url() : `${origin}${state.path}`;
      for (const language of state.languages ?? ["en"]) {
        const look = { ...PHONE, language };
        await setLanguage(page, origin, language);
        await page.goto(address);
        await state.act?.(page);
        await page.locator(state.shows).first().waitFor();
        const name = state.what.replaceAll(" ", "_");
        await keepPicture(page, { folder: join(PICTURES, "states"), name, look });
        findings.push(...(await findingsOf(page, look, true)).map((finding) => `${state.what}: ${finding}`));
      }
    }
    await page.context().close();
    expect(findings).toEqual([]);
  });
});

describe("the keyboard is enough", () => {
  const freshWindow = () => pageWith(browser, { look: DESK, origin: platform.place.origin });

  it("to sign in, pledge, pay at the bank's page and come back", async () => {
    const { origin } = platform.place;
    const page = await freshWindow();
    await signInByKeys(page, { origin, name: "bo", path: "/explore" });
    const pledge = await pledgeByKeys(page, page.locator("main a[href*='/campaigns/cmp_']").first());
    expect(new URL(page.url()).pathname).toBe(new URL(pledge).pathname);
    await page.context().close();
  });

  it("to sign in with a second factor, review a case to its end, and give the focus back from a dialog", async () => {
    const { origin } = platform.place;
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
    const haru = await signedIn(browser, { origin: platform.place.origin, name: "haru", trouble });
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
