import {
  addDays,
  type BankCalendar,
  type BankDate,
  bankDateAt,
  cutOffOf,
  isBankDay,
} from "../bank/calendar.ts";
import { listInstructions } from "../bank/instruction-store.ts";
import type { Partner } from "../bank/partner.ts";
import { listPartners } from "../bank/partner-store.ts";
import type { Instant } from "../kernel/instant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import type { Currency } from "../money/currency.ts";
import { putWork } from "../work/work-item.ts";
import { settlementCommand } from "./settlement-command.ts";
import type { SettlementDeps } from "./settlement-deps.ts";
import { type RunId, runIdOf, type SettlementRun } from "./settlement-run.ts";
import { loadRun, runChange } from "./settlement-run-store.ts";

/** The longest row of days without business that a missed run is looked for in. */
const LOOK_BACK_DAYS = 31;

/** The last cut-off at or before `now`; `undefined` where a calendar has none within a month. */
export function lastCutOff(
  calendar: BankCalendar,
  now: Instant,
): { bankDay: BankDate; cutOff: Instant } | undefined {
  const today = bankDateAt(calendar, now);
  for (let back = 0; back < LOOK_BACK_DAYS; back++) {
    const bankDay = addDays(today, -back);
    if (!isBankDay(calendar, bankDay)) continue;
    const cutOff = cutOffOf(calendar, bankDay);
    if (cutOff <= now) return { bankDay, cutOff };
  }
  return undefined;
}

/**
 * Opens the run of every partner and currency whose last cut-off has passed and that has something to send; called
 * each minute. Runs missed meanwhile are not made up for one by one: the last cut-off gathers all that is due.
 * @returns the runs opened by this call
 */
export async function openDueRuns(deps: SettlementDeps): Promise<readonly RunId[]> {
  const opened: RunId[] = [];
  for (const partner of await listPartners(deps.store)) {
    const last = lastCutOff(partner.calendar, deps.now());
    if (last === undefined) continue;
    for (const currency of partner.currencies) {
      if (!(await hasDue(deps, { partner, currency, cutOff: last.cutOff }))) continue;
      const id = await openRun(deps, { partnerId: partner.id, currency, ...last });
      if (id !== undefined) opened.push(id);
    }
  }
  return opened;
}

/** Oldest first, so that one look tells whether anything is due at the cut-off. */
async function hasDue(
  deps: SettlementDeps,
  due: { partner: Partner; currency: Currency; cutOff: Instant },
): Promise<boolean> {
  const { instructions } = await listInstructions(deps.store, {
    partnerId: due.partner.id,
    status: "created",
    currency: due.currency,
    limit: 1,
  });
  return instructions.some(({ createdAt }) => createdAt <= due.cutOff);
}

type Due = Pick<SettlementRun, "partnerId" | "currency" | "bankDay" | "cutOff">;

async function openRun(deps: SettlementDeps, due: Due): Promise<RunId | undefined> {
  const id = runIdOf(due);
  if ((await loadRun(deps.store, id)) !== undefined) return undefined;
  const { now: at, actor } = settlementCommand(deps, [id, "open"]);
  const next: SettlementRun = { id, ...due, plannedAt: at, version: 1, eventHash: "", status: "planned" };
  const { writes } = runChange({ previous: undefined, next, kind: "settlement-run.planned", actor, at });
  const work = putWork({
    kind: "settlement.open-run",
    ref: id,
    dueAt: at,
    cause: [id],
    data: { step: "send" },
  });
  const committed = await deps.store.commit(mergeWrites(writes, { work }));
  killPoint("settlement-run.planned");
  return committed.ok ? id : undefined;
}
