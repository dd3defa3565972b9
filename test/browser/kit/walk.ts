import type { Page } from "playwright-core";
import { axeFindings } from "./axe.ts";
import { isTooWide, keepPicture, type Look, setLanguage, setLook } from "./look.ts";

/** One of each kind is looked at: ids are left out, and questions too, but for the part of a form. */
function kindOf({ pathname, searchParams }: URL): string {
  const kind = pathname
    .replace(/(?<=.)\/$/, "")
    .replaceAll(/[a-z]{2,4}_[0-9A-Z]{20}/g, ":id")
    .replaceAll(/\/\d[\w.-]*/g, "/:n");
  const section = searchParams.get("section");
  return section === null ? kind : `${kind}?section=${section}`;
}

const READY_MS_MAX = 15_000;

async function untilReady(page: Page): Promise<void> {
  await page.waitForSelector("h1", { timeout: READY_MS_MAX });
  await page.waitForSelector("[aria-busy=true]", { state: "detached", timeout: READY_MS_MAX });
}

/** Opens a page of the site and waits until it shows what it is about. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await untilReady(page);
}

const isWorkspace = (address: string): boolean => new URL(address).pathname.startsWith("/app");
const MARK = `document.querySelectorAll("main *").forEach((one) => one.setAttribute("data-before", ""))`;

/** Goes to a screen as a link does: inside a workspace without loading the application again. */
async function turnTo(page: Page, address: string): Promise<void> {
  const isHere = kindOf(new URL(page.url())) === kindOf(new URL(address));
  if (isHere || !isWorkspace(address) || !isWorkspace(page.url())) return open(page, address);
  await page.evaluate(`${MARK}; history.pushState({}, "", ${JSON.stringify(address)})`);
  await page.waitForSelector("main :not([data-before])", { state: "attached", timeout: READY_MS_MAX });
  await untilReady(page);
}

/** Everything of the same site that a page links to. */
const linksOf = (page: Page): Promise<string[]> =>
  page
    .locator("a[href]:not([download])")
    .evaluateAll((all: { href: string }[]) => all.map(({ href }) => href));

/** Texts that name a thing as machines do: a word is missing. Files, addresses and what stands in `code` may. */
const UNTRANSLATED = `(() => {
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let one = texts.nextNode(); one !== null; one = texts.nextNode()) {
    if (one.parentElement.closest("code, pre, kbd, textarea, script, style") !== null) continue;
    found.push(...(one.data.match(/(?<![\\w.@/:-])[a-z]+(?:_[a-z]+)+(?![\\w.@/:-])/g) ?? []));
  }
  return found;
})()`;

/** What is looked for on every screen, whoever looks at it. */
export async function findingsOf(page: Page, look: Look, withAxe: boolean): Promise<string[]> {
  const heads = await page.locator("h1").count();
  const text = await page.locator("body").textContent();
  const language = await page.locator("html").getAttribute("lang");
  return [
    ...(heads === 1 ? [] : [`has ${heads} main headings`]),
    ...(language === look.language ? [] : [`is in ${language}`]),
    ...((await isTooWide(page)) ? ["is wider than its window"] : []),
    ...(/\b(undefined|NaN|\[object)\b/.test(text ?? "") ? ["shows a value that is none"] : []),
    ...(await page.evaluate<string[]>(UNTRANSLATED)).map((word) => `says ${word}`),
    ...(withAxe ? await axeFindings(page) : []),
  ].map((finding) => `${look.width} ${look.theme} ${look.language}: ${finding}`);
}

/** A walk over every kind of screen that can be reached by links. */
export interface Walk {
  readonly seen: readonly string[];
  /** What is wrong, with the screen where it is. */
  readonly findings: readonly string[];
}

interface WalkOptions {
  readonly origin: string;
  readonly from: readonly string[];
  /** Whether a path belongs to the walk. */
  readonly leads: (path: string) => boolean;
  /** How each screen is looked at; axe looks in the last. */
  readonly looks: readonly Look[];
  readonly pictures: string;
  /** A walk that is longer than this fails: something makes addresses without end. */
  readonly screensMax: number;
}

interface Visit {
  readonly language: Look["language"];
  readonly go: (page: Page, address: string) => Promise<void>;
}

/** Looks at the open screen in every look of its language; axe in the last of all. */
async function look(
  page: Page,
  here: string,
  options: WalkOptions,
  language: Look["language"],
): Promise<string[]> {
  const { looks, pictures } = options;
  const findings: string[] = [];
  for (const one of looks.filter((each) => each.language === language)) {
    await setLook(page, one);
    await keepPicture(page, { folder: pictures, name: here.replaceAll(/[^\w]+/g, "_"), look: one });
    findings.push(...(await findingsOf(page, one, one === looks.at(-1))));
  }
  return findings;
}

/**
 * Follows links from `from` in the language of the first look, then goes to the same screens in the other languages:
 * one screen of each kind is looked at in every look, keeping pictures.
 */
export async function walk(page: Page, options: WalkOptions): Promise<Walk> {
  const { origin, from, leads, looks, screensMax } = options;
  const waiting = from.map((path) => new URL(path, origin));
  const known = new Set(waiting.map(kindOf));
  const seen: URL[] = [];
  const findings: string[] = [];
  let here = "";
  page.on("pageerror", (error) => findings.push(`${here}: script error: ${error.message}`));
  page.on("console", (message) => {
    // that there is no such thing is an answer like others; a screen that cannot bear it is found by its heading
    const isAnswer = message.text().includes("status of 404");
    if (message.type() === "error" && !isAnswer) findings.push(`${here}: console: ${message.text()}`);
  });
  const visit = async (url: URL, { language, go }: Visit): Promise<boolean> => {
    here = kindOf(url);
    try {
      await go(page, url.href);
    } catch (error) {
      const why = error instanceof Error ? error.message.split("\n")[0] : "";
      findings.push(`${here} ${language}: does not get ready: ${why}`);
      return false;
    }
    findings.push(...(await look(page, here, options, language)).map((one) => `${url.pathname}: ${one}`));
    return true;
  };
  const [first = "en", ...others] = new Set(looks.map(({ language }) => language));
  await setLanguage(page, origin, first);
  for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
    if (seen.push(url) > screensMax)
      throw new Error(`more than ${screensMax} kinds of screens: ${seen.map(kindOf).join(" ")}`);
    if (!(await visit(url, { language: first, go: open }))) continue;
    for (const href of await linksOf(page)) {
      const next = new URL(href);
      if (next.origin !== origin || !leads(next.pathname) || known.has(kindOf(next))) continue;
      known.add(kindOf(next));
      waiting.push(next);
    }
  }
  for (const language of others) {
    await setLanguage(page, origin, language);
    for (const [at, url] of seen.entries()) await visit(url, { language, go: at === 0 ? open : turnTo });
  }
  return { seen: seen.map(kindOf), findings };
}
