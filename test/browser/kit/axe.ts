import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds on the page as it is: rule, where, and why. Empty when it is clean. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const findings: { id: string; nodes: { target: unknown; summary: string | undefined }[] }[] =
    await page.evaluate(`axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
      violations.map(({ id, nodes }) => ({
        id,
        nodes: nodes.map(({ target, failureSummary }) => ({ target, summary: failureSummary })),
      })))`);
  return findings.flatMap(({ id, nodes }) =>
    nodes.map(({ target, summary }) => `${id} ${JSON.stringify(target)} ${summary ?? ""}`),
  );
}
