import chromium from "@sparticuz/chromium";
import { type Browser, chromium as engine } from "playwright-core";

/**
 * A real browser without a window. Its executable comes with an npm package (linux-x64); another one is named by
 * `FIRSTLOT_CHROMIUM`.
 */
export async function openBrowser(): Promise<Browser> {
  const named = process.env.FIRSTLOT_CHROMIUM;
  return engine.launch({
    executablePath: named ?? (await chromium.executablePath()),
    args: named === undefined ? chromium.args : ["--no-sandbox"],
    headless: true,
  });
}
