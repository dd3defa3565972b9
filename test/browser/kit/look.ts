import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";

/** How a screen is looked at: width, theme, language. */
export interface Look {
  readonly width: 1280 | 390;
  readonly theme: "light" | "dark";
  readonly language: "en" | "zh-CN";
}

/** Desktop and phone, light and dark, both languages: each of the six pairs that differ in what can break. */
export const LOOKS: readonly Look[] = [
  { width: 1280, theme: "light", language: "en" },
  { width: 1280, theme: "dark", language: "zh-CN" },
  { width: 390, theme: "light", language: "zh-CN" },
  { width: 390, theme: "dark", language: "en" },
];

const HEIGHT = { 1280: 900, 390: 844 } as const;

/** A page in a browser of its own that looks so. */
export async function pageWith(
  browser: Browser,
  options: { look: Look; origin: string; zone?: string },
): Promise<Page> {
  const { look, origin, zone = "Europe/Berlin" } = options;
  const context = await browser.newContext({
    viewport: { width: look.width, height: HEIGHT[look.width] },
    colorScheme: look.theme,
    locale: look.language,
    timezoneId: zone,
    reducedMotion: "reduce",
  });
  await context.addCookies([
    { name: "language", value: look.language, url: origin },
    { name: "zone", value: zone, url: origin },
  ]);
  return context.newPage();
}

/** Has the pages that are opened from now on speak a language. */
export async function setLanguage(page: Page, origin: string, language: Look["language"]): Promise<void> {
  await page.context().addCookies([{ name: "language", value: language, url: origin }]);
}

/** Makes a page that is open look so; its language stays. */
export async function setLook(page: Page, { width, theme }: Look): Promise<void> {
  await page.setViewportSize({ width, height: HEIGHT[width] });
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
}

/** Keeps a picture of the whole page as an artefact of the run. */
export async function keepPicture(
  page: Page,
  options: { folder: string; name: string; look: Look },
): Promise<void> {
  const { folder, name, look } = options;
  mkdirSync(folder, { recursive: true });
  const file = `${name}-${look.width}-${look.theme}-${look.language}.jpg`;
  await page.screenshot({ path: join(folder, file), fullPage: true, type: "jpeg", quality: 80 });
}

/** Whether anything of the page is wider than its window: a page scrolls down only. */
export const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1");
