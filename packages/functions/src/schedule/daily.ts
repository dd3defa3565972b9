import { auditDayOf } from "@firstlot/core/audit/audit-chunk";
import { closeDays, readRoot } from "@firstlot/core/audit/daily-root";
import { type AuditFinding, type DayVerification, verifyDay } from "@firstlot/core/audit/verify-day";
import { listPartners } from "@firstlot/core/bank/partner-store";
import { PUBLIC_STATUSES } from "@firstlot/core/campaign/campaign";
import { listCampaignsByStatus } from "@firstlot/core/campaign/campaign-store";
import { addMs, DAY_MS, type Instant } from "@firstlot/core/kernel/instant";
import { type BookCheck, checkBook } from "@firstlot/core/ledger/check-book";
import type { Platform } from "../platform.ts";

/** Days whose events are held against their root again, one a day in turn: nothing is edited unseen for longer. */
const RECHECKED_DAYS = 90;

/** What a daily run did and found; both lists are empty on a good day. */
export interface DailyOutcome {
  readonly roots: number;
  readonly findings: readonly AuditFinding[];
  readonly unbalanced: readonly BookCheck[];
}

type DailyDeps = Pick<Platform, "store" | "blobs" | "clock" | "log">;

/**
 * Each day: publishes the roots of the days that are over, holds the table against them and against one earlier root,
 * and looks whether every book balances; books in which something moved are replayed from their journal.
 */
export const createDailyHandler = (deps: DailyDeps) => async (): Promise<DailyOutcome> => {
  const now = deps.clock.business();
  const roots = await closeDays(deps, now);
  const verified = await Promise.all(roots.map(({ day }) => verifyDay(deps, day)));
  const again = await recheck(deps, now);
  const findings = [...verified, ...again].flatMap((day) => day.findings);
  for (const finding of findings) logFinding(deps, finding);
  const unbalanced = await checkBooks(deps, verified);
  return { roots: roots.length, findings, unbalanced };
};

/** One of the last days in turn; a day without a root had no events. */
async function recheck(deps: DailyDeps, now: Instant): Promise<readonly DayVerification[]> {
  const turn = Math.floor(Date.parse(now) / DAY_MS) % RECHECKED_DAYS;
  const day = auditDayOf(addMs(now, -(turn + 2) * DAY_MS));
  return (await readRoot(deps.blobs, day)) === undefined ? [] : [await verifyDay(deps, day)];
}

async function checkBooks(
  { store, log }: DailyDeps,
  verified: readonly DayVerification[],
): Promise<readonly BookCheck[]> {
  const moved = new Set(
    verified.flatMap(({ streams }) => [...streams].map((stream) => stream.split("#")[0])),
  );
  const unbalanced: BookCheck[] = [];
  for await (const book of booksOf(store)) {
    const isCampaign = book.startsWith("cmp_");
    const checked = await checkBook(store, { book, replay: !isCampaign || moved.has(book) });
    if (checked.status === "unbalanced") unbalanced.push(checked);
    if (checked.status !== "balanced")
      log({
        level: checked.status === "unbalanced" ? "error" : "warn",
        event: `books.${checked.status}`,
        ref: book,
        code: [...checked.sums.map(({ currency }) => currency), ...checked.accounts].join(" "),
      });
  }
  return unbalanced;
}

const CAMPAIGNS_PAGE = 100;

/** Every book: the platform's own, each bank's, and each campaign's that was ever published. */
async function* booksOf(store: Platform["store"]): AsyncGenerator<string> {
  yield "platform";
  for (const { id } of await listPartners(store)) yield id;
  for (const status of PUBLIC_STATUSES) {
    let after: string | undefined;
    do {
      const page = await listCampaignsByStatus(store, { status, limit: CAMPAIGNS_PAGE, after });
      for (const { id } of page.items) yield id;
      after = page.next;
    } while (after !== undefined);
  }
}

function logFinding({ log }: DailyDeps, finding: AuditFinding): void {
  const where =
    "key" in finding
      ? finding.key
      : "day" in finding
        ? finding.day
        : `${finding.stream}#${finding.aggregate}#${finding.version}`;
  log({ level: "error", event: "audit.finding", code: finding.kind, ref: where });
}
