import chromium from "@sparticuz/chromium";
import { type Browser, chromium as engine } from "playwright-core";

/** The package's browser comes without the same-origin policy, and so without the `Origin` that our forms need. */
const UNSAFE = "--disable-web-security";

/**
 * A real browser without a window. Its executable comes with an npm package (linux-x64); another one is named by
 * `FIRSTLOT_CHROMIUM`.
 */
export async function openBrowser(): Promise<Browser> {
  const named = process.env.FIRSTLOT_CHROMIUM;
  return engine.launch({
    executablePath: named ?? (await chromium.executablePath()),
    args: named === undefined ? chromium.args.filter((arg) => arg !== UNSAFE) : ["--no-sandbox"],
    headless: true,
  });
}
