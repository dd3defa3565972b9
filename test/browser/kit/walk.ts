import type { Page } from "playwright-core";
import { axeFindings } from "./axe.ts";
import { isTooWide, keepPicture, type Look, setLook } from "./look.ts";

/** One of each kind is looked at: ids are left out, and questions too, but for the part of a form. */
function kindOf({ pathname, searchParams }: URL): string {
  const kind = pathname.replaceAll(/[a-z]{2,4}_[0-9A-Z]{20}/g, ":id").replaceAll(/\/\d[\w.-]*/g, "/:n");
  const section = searchParams.get("section");
  return section === null ? kind : `${kind}?section=${section}`;
}

const READY_MS_MAX = 15_000;

/** Opens a page of the site and waits until it shows what it is about. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForSelector("h1", { timeout: READY_MS_MAX });
  await page.waitForSelector("[aria-busy=true]", { state: "detached", timeout: READY_MS_MAX });
}

/** Everything of the same site that a page links to. */
const linksOf = (page: Page): Promise<string[]> =>
  page
    .locator("a[href]:not([download])")
    .evaluateAll((all: { href: string }[]) => all.map(({ href }) => href));

/** What is looked for on every screen, whoever looks at it. */
export async function findingsOf(page: Page, look: Look, withAxe: boolean): Promise<string[]> {
  const heads = await page.locator("h1").count();
  const text = await page.locator("body").textContent();
  return [
    ...(heads === 1 ? [] : [`has ${heads} main headings`]),
    ...((await isTooWide(page)) ? ["is wider than its window"] : []),
    ...(/\b(undefined|NaN|\[object)\b/.test(text ?? "") ? ["shows a value that is none"] : []),
    ...(withAxe ? await axeFindings(page) : []),
  ].map((finding) => `${look.width} ${look.theme}: ${finding}`);
}

/** A walk over every kind of screen that can be reached by links. */
export interface Walk {
  readonly seen: readonly string[];
  /** What is wrong, with the screen where it is. */
  readonly findings: readonly string[];
}

/**
 * Follows links from `from` and looks at one screen of each kind in every look, keeping pictures.
 * @param options.leads whether a path belongs to the walk
 * @param options.screensMax a walk that is longer than this fails: something makes addresses without end
 */
export async function walk(
  page: Page,
  options: {
    origin: string;
    from: readonly string[];
    leads: (path: string) => boolean;
    looks: readonly Look[];
    pictures: string;
    /** Whether axe looks too, in the last look: the narrow, dark one, where most can go wrong. */
    withAxe: boolean;
    screensMax: number;
  },
): Promise<Walk> {
  const { origin, from, leads, looks, pictures, withAxe, screensMax } = options;
  const waiting = from.map((path) => new URL(path, origin));
  const known = new Set(waiting.map(kindOf));
  const seen: string[] = [];
  const findings: string[] = [];
  let here = "";
  page.on("pageerror", (error) => findings.push(`${here}: script error: ${error.message}`));
  page.on("console", (message) => {
    // that there is no such thing is an answer like others; a screen that cannot bear it is found by its heading
    const isAnswer = message.text().includes("status of 404");
    if (message.type() === "error" && !isAnswer) findings.push(`${here}: console: ${message.text()}`);
  });
  for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
    here = kindOf(url);
    if (seen.push(here) > screensMax)
      throw new Error(`more than ${screensMax} kinds of screens: ${seen.join(" ")}`);
    try {
      await open(page, url.href);
    } catch (error) {
      findings.push(
        `${here}: does not get ready: ${error instanceof Error ? error.message.split("\n")[0] : ""}`,
      );
      continue;
    }
    for (const look of looks) {
      await setLook(page, look);
      await keepPicture(page, { folder: pictures, name: here.replaceAll(/[^\w]+/g, "_"), look });
      findings.push(
        ...(await findingsOf(page, look, withAxe && look === looks.at(-1))).map(
          (finding) => `${url.pathname}: ${finding}`,
        ),
      );
    }
    for (const href of await linksOf(page)) {
      const next = new URL(href);
      if (next.origin !== origin || !leads(next.pathname) || known.has(kindOf(next))) continue;
      known.add(kindOf(next));
      waiting.push(next);
    }
  }
  return { seen, findings };
}
