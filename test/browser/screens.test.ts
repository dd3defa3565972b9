import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StartedPlatform } from "../kit/started-platform.ts";
import { openBrowser } from "./kit/browser.ts";
import { LOOKS, pageWith } from "./kit/look.ts";
import { signInAs } from "./kit/people.ts";
import { walk } from "./kit/walk.ts";

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
