import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StartedPlatform } from "../kit/started-platform.ts";
import { openBrowser } from "./kit/browser.ts";
import { enter } from "./kit/keys.ts";
import { keepPicture, LOOKS, pageWith } from "./kit/look.ts";
import { signInAs } from "./kit/people.ts";
import { findingsOf, walk } from "./kit/walk.ts";
import { archive, copy, giveUp, openCampaign, schedule, takeBack } from "./story/campaign-acts.ts";
import { helpAndBack, pledgeByKeys, signInByKeys } from "./story/keyboard-acts.ts";
import { signedIn, visit } from "./story/person.ts";
import { concludeByKeys, decideByKeys, openCaseByKeys } from "./story/review-keyboard-acts.ts";
import { STATES } from "./story/states.ts";

const PICTURES = join("artefacts", "screens");
/**
 * Where a walk goes (`/docs` is Swagger's own page), and at least how far: a menu that lost its entries must not pass as
 * a clean one. Both languages have the same screens: what everybody sees is walked in both, the workspaces in English
 * unless FIRSTLOT_WALK=all.
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

const JOURNEYS = WALKS.flatMap((one) =>
  (["en", "zh-CN"] as const).map((language) => ({ ...one, language })),
).filter(
  ({ who, language }) =>
    language === "en" || who === "visitor" || who === "bo" || process.env.FIRSTLOT_WALK === "all",
);

describe("every screen is sound: axe, width, headings, no script errors", () => {
  it.each(JOURNEYS)("$who from $from.0 in $language", async ({ who, from, leads, screensMin, language }) => {
    const looks = LOOKS.filter((look) => look.language === language);
    const [look] = looks;
    if (look === undefined) throw new Error("every language has looks");
    const { origin } = platform.place;
    const page = await pageWith(browser, { look, origin });
    if (who !== "visitor") await signInAs(page, { origin, name: who, path: from[0] });
    const { seen, findings } = await walk(page, {
      ...{ origin, from, looks, withAxe: language === "en" }, // axe looks for the same in every language
      leads: (path) => leads.test(path),
      pictures: join(PICTURES, who),
      screensMax: 60,
    });
    await page.context().close();
    process.stdout.write(`${who} ${language}: ${seen.length} kinds of screens\n`);
    expect(findings).toEqual([]);
    expect(seen.length).toBeGreaterThanOrEqual(screensMin);
  });
});

describe("states that no link leads to are sound too", () => {
  it.each(["visitor", "bo", "anna"] as const)("of what %s sees", async (who) => {
    const look = LOOKS.at(-1);
    if (look === undefined) throw new Error("there are looks");
    const { origin } = platform.place;
    const page = await pageWith(browser, { look, origin });
    if (who !== "visitor") await signInAs(page, { origin, name: who, path: "/account" });
    const findings: string[] = [];
    for (const state of STATES.filter((one) => one.who === who)) {
      await state.prepare?.(page);
      await page.goto(`${origin}${state.path}`);
      await state.act?.(page);
      await page.locator(state.shows).first().waitFor();
      const name = state.what.replaceAll(" ", "_");
      await keepPicture(page, { folder: join(PICTURES, "states"), name, look });
      findings.push(...(await findingsOf(page, look, true)).map((finding) => `${state.what}: ${finding}`));
    }
    await page.context().close();
    expect(findings).toEqual([]);
  });
});

describe("the keyboard is enough", () => {
  const windowOf = async () => {
    const [look] = LOOKS;
    if (look === undefined) throw new Error("there are looks");
    return pageWith(browser, { look, origin: platform.place.origin });
  };

  it("to sign in, pledge, pay at the bank's page and come back", async () => {
    const { origin } = platform.place;
    const page = await windowOf();
    await signInByKeys(page, { origin, name: "bo", path: "/explore" });
    const pledge = await pledgeByKeys(page, page.locator("main a[href*='/campaigns/cmp_']").first());
    expect(new URL(page.url()).pathname).toBe(new URL(pledge).pathname);
    await page.context().close();
  });

  it("to sign in with a second factor, review a case to its end, and give the focus back from a dialog", async () => {
    const { origin } = platform.place;
    const [anna, adam] = [await windowOf(), await windowOf()];
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
