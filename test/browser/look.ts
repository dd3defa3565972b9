// Looks at screens of a running platform: pictures of each path in four looks, with what axe finds.
//   npx tsx --conditions firstlot:source test/browser/look.ts --origin http://localhost:3000 --as emma --out artefacts/look /app /explore
import { parseArgs } from "node:util";
import type { BrowserContext } from "playwright-core";
import { axeFindings } from "./kit/axe.ts";
import { openBrowser } from "./kit/browser.ts";
import { isTooWide, keepPicture, LOOKS, pageWith } from "./kit/look.ts";
import { signInAs } from "./kit/people.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    origin: { type: "string", default: "http://localhost:3000" },
    as: { type: "string" },
    out: { type: "string", default: "artefacts/look" },
  },
});
const SETTLE_MS = 800;

const browser = await openBrowser();
let first: BrowserContext | undefined;
for (const look of LOOKS) {
  const page = await pageWith(browser, { look, origin: values.origin });
  page.on("pageerror", (error) => process.stdout.write(`  script error: ${error.message}\n`));
  page.on("console", (message) => {
    if (message.type() === "error") process.stdout.write(`  console: ${message.text()}\n`);
  });
  if (values.as !== undefined) {
    // one sign-in for all looks: codes of an authenticator work once
    if (first === undefined) {
      await signInAs(page, { origin: values.origin, name: values.as, path: "/docs" });
      first = page.context();
    } else {
      const cookies = await first.cookies(values.origin);
      await page.context().addCookies(cookies.filter(({ name }) => name === "__Host-session"));
    }
  }
  for (const path of positionals) {
    await page.goto(`${values.origin}${path}`);
    await page.waitForLoadState("networkidle");
    await page.waitForTimeout(SETTLE_MS);
    const name = path.replaceAll(/[^\w]+/g, "_").replace(/^_/, "") || "home";
    await keepPicture(page, { folder: values.out, name, look });
    const findings = await axeFindings(page);
    const wide = await isTooWide(page);
    process.stdout.write(
      `${name} ${look.width} ${look.theme} ${look.language}: ${findings.length} axe findings${wide ? ", TOO WIDE" : ""}\n`,
    );
    for (const finding of findings.slice(0, 10)) process.stdout.write(`  ${finding}\n`);
  }
}
await browser.close();
