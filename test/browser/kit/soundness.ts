import { join } from "node:path";
import type { Browser } from "playwright-core";
import { expect } from "vitest";
import { STATES } from "../story/states.ts";
import { keepPicture, type Look, pageWith, setLanguage } from "./look.ts";
import { windowOf } from "./people.ts";
import { findingsOf, walk } from "./walk.ts";

const PICTURES = join("artefacts", "screens");
export const DESK: Look = { width: 1280, theme: "light", language: "en" };
const PHONE: Look = { width: 390, theme: "dark", language: "en" };
/** How every screen is seen: in English by day, in Chinese by night; on a phone at last, where most can go wrong. */
const SEEN: readonly Look[] = [
  DESK,
  { ...DESK, width: 390 },
  { ...PHONE, width: 1280, language: "zh-CN" },
  { ...PHONE, language: "zh-CN" },
];

/** Where somebody walks, and at least how far: a menu that lost its entries must not pass as a clean one. */
export interface Way {
  readonly who: string;
  readonly from: readonly string[];
  readonly leads: RegExp;
  readonly screensMin: number;
}

/** Somebody's window; a visitor's is signed in to nothing. */
const opened = (browser: Browser, { who, look, origin }: { who: string; look: Look; origin: string }) =>
  who === "visitor" ? pageWith(browser, { look, origin }) : windowOf(browser, { look, origin, name: who });

/** Walks over every kind of screen: axe, width, headings, language, no script errors. */
export async function expectSoundScreens(
  browser: Browser,
  origin: string,
  { who, from, leads, screensMin }: Way,
): Promise<void> {
  const page = await opened(browser, { who, look: DESK, origin });
  const { seen, findings } = await walk(page, {
    ...{ origin, from, looks: SEEN, leads: (path) => leads.test(path), screensMax: 60 },
    pictures: join(PICTURES, who),
  });
  await page.context().close();
  process.stdout.write(`${who}: ${seen.length} kinds of screens\n`);
  expect(findings).toEqual([]);
  expect(seen.length).toBeGreaterThanOrEqual(screensMin);
}

/** Looks at the states that no link leads to, of what somebody sees. */
export async function expectSoundStates(browser: Browser, origin: string, who: string): Promise<void> {
  const page = await opened(browser, { who, look: PHONE, origin });
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
}
