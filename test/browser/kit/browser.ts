import chromium from "@sparticuz/chromium";
import { type Browser, chromium as engine } from "playwright-core";

/**
 * Switches of that package that make it a browser nobody has: without the rules between origins it sends no `Origin`,
 * and in a single process several people are not kept apart.
 */
const UNREAL = new Set([
  "--disable-web-security",
  "--allow-running-insecure-content",
  "--single-process",
  "--no-zygote",
]);

/**
 * A real browser without a window. Its executable comes with an npm package (linux-x64); another one is named by
 * `FIRSTLOT_CHROMIUM`.
 */
export async function openBrowser(): Promise<Browser> {
  const named = process.env.FIRSTLOT_CHROMIUM;
  return engine.launch({
    executablePath: named ?? (await chromium.executablePath()),
    args: named === undefined ? chromium.args.filter((arg) => !UNREAL.has(arg)) : ["--no-sandbox"],
    headless: true,
  });
}
