import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const require = createRequire(import.meta.url);
/** As it is minified: a browser reads it in half the time. */
const SOURCE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds on the page as it is: rule, where, and why. Empty when it is clean. */
export async function axeFindings(page: Page): Promise<string[]> {
  if (await page.evaluate<boolean>("window.axe === undefined")) await page.evaluate(`${SOURCE}; undefined`);
  const findings: { id: string; nodes: { target: unknown; summary: string | undefined }[] }[] =
    await page.evaluate(`axe.run(document, { resultTypes: ["violations"], preload: false }).then(({ violations }) =>
      violations.map(({ id, nodes }) => ({
        id,
        nodes: nodes.map(({ target, failureSummary }) => ({ target, summary: failureSummary })),
      })))`);
  return findings.flatMap(({ id, nodes }) =>
    nodes.map(({ target, summary }) => `${id} ${JSON.stringify(target)} ${summary ?? ""}`),
  );
}
