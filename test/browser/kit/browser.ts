import chromium from "@sparticuz/chromium";
import { type Browser, chromium as engine } from "playwright-core";

/**
 * Switches of that package that make it a browser nobody has: without the rules between origins it sends no `Origin`,
 * in a single process several people are not kept apart, and a graphics card that software pretends to be paints half
 * as fast as software that does not.
 */
const UNREAL = new Set([
  "--disable-web-security",
  "--allow-running-insecure-content",
  "--single-process",
  "--no-zygote",
  "--ignore-gpu-blocklist",
  "--in-process-gpu",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
]);
const NO_CARD = "--disable-gpu";

/**
 * A real browser without a window. Its executable comes with an npm package (linux-x64); another one is named by
 * `FIRSTLOT_CHROMIUM`.
 */
export async function openBrowser(): Promise<Browser> {
  const named = process.env.FIRSTLOT_CHROMIUM;
  return engine.launch({
    executablePath: named ?? (await chromium.executablePath()),
    args: [
      NO_CARD,
      ...(named === undefined ? chromium.args.filter((arg) => !UNREAL.has(arg)) : ["--no-sandbox"]),
    ],
    headless: true,
  });
}
