import type { DeskCase, Verdict } from "./review-data.ts";

type Block = "steps_open" | "steps_failed" | "reasons";

/** What stands in the way of a conclusion, as the platform will refuse it (docs/rules/review.md). */
export function blockOf(
  { steps }: Pick<DeskCase, "steps">,
  { verdict, codes }: { verdict: Verdict; codes: readonly string[] },
): { block: Block; steps: readonly string[] } | undefined {
  const running = steps.filter(({ status }) => status === "pending" || status === "running");
  const asking = steps.filter(({ status }) => status === "needs_human");
  const open = verdict === "approve" ? [...running, ...asking] : running;
  if (open.length > 0) return { block: "steps_open", steps: open.map(({ kind }) => kind) };
  const failed = steps.filter(({ status }) => status === "failed").map(({ kind }) => kind);
  if (verdict === "approve" && failed.length > 0) return { block: "steps_failed", steps: failed };
  return verdict === "reject" && failed.length === 0 && codes.length === 0
    ? { block: "reasons", steps: [] }
    : undefined;
}
