import type { IsoDay } from "../../evidence/day-text.ts";
import { formatAmount, type Money, sum } from "../../money/money.ts";
import type { CheckResult } from "../finding.ts";
import { conclude, type KnownFinding } from "./conclude.ts";

/** A pre-sale as far as its promise can be judged by arithmetic. All amounts in the currency of `goal`. */
export type CampaignPlausibilityInput = Readonly<{
  goal: Money;
  deadline: IsoDay;
  tiers: readonly Readonly<{
    key: string;
    price: Money;
    stock: number;
    /** What making and sending one unit costs, by the enterprise's own plan; null: not given. */
    unitCost: Money | null;
    deliverBy: IsoDay;
  }>[];
  /** Units a month that the enterprise can make, by its own evidence; null: not given. */
  unitsPerMonth: number | null;
  spendingPlan: readonly Readonly<{ purpose: string; amount: Money; ownCosts: boolean }>[];
  /** Net sales of the last twelve months from its invoices; null: unknown. */
  netSales: Money | null;
  pastCampaigns: readonly Readonly<{
    outcome: "completed" | "undelivered" | "failed" | "cancelled";
    lateDays: number;
  }>[];
}>;

/** Limits of the plausibility step: a part of the review policy. Shares in basis points. */
export type CampaignPlausibilityPolicy = Readonly<{
  goalToSalesBpsMax: number;
  ownCostsBpsMax: number;
  lateDaysMax: number;
}>;
export const CAMPAIGN_PLAUSIBILITY_START_POLICY: CampaignPlausibilityPolicy = {
  goalToSalesBpsMax: 10_000,
  ownCostsBpsMax: 3_000,
  lateDaysMax: 30,
};

const DAYS_PER_MONTH = 30;
const DAY_MS = 86_400_000;

const shown = (amount: Money): string => `${formatAmount(amount)} ${amount.currency}`;
const daysBetween = (from: IsoDay, to: IsoDay): number =>
  Math.floor((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
/** Whether `part` is more than `bps` of `whole`, exactly. */
const exceedsShare = (part: Money, whole: Money, bps: number): boolean =>
  BigInt(part.minor) * 10_000n > BigInt(whole.minor) * BigInt(bps);

function planFindings(input: CampaignPlausibilityInput, policy: CampaignPlausibilityPolicy): KnownFinding[] {
  const { goal, spendingPlan } = input;
  const findings: KnownFinding[] = [];
  const planned = sum(
    spendingPlan.map(({ amount }) => amount),
    goal.currency,
  );
  const remedyCode = "complete_spending_plan";
  if (planned.minor !== goal.minor) {
    findings.push({
      reasonCode: "plan_sum_wrong",
      severity: "error",
      observed: shown(planned),
      limit: shown(goal),
      remedyCode,
    });
  }
  const empty = spendingPlan.filter(
    ({ purpose, amount }) => purpose.trim() === "" || amount.minor <= 0,
  ).length;
  if (spendingPlan.length === 0 || empty > 0) {
    const observed = `${empty} of ${spendingPlan.length} lines incomplete`;
    findings.push({ reasonCode: "plan_incomplete", severity: "error", observed, limit: "0", remedyCode });
  }
  const own = sum(
    spendingPlan.filter(({ ownCosts }) => ownCosts).map(({ amount }) => amount),
    goal.currency,
  );
  if (exceedsShare(own, goal, policy.ownCostsBpsMax)) {
    const limit = `${policy.ownCostsBpsMax / 100} % of the goal`;
    findings.push({
      reasonCode: "own_costs_high",
      severity: "warning",
      observed: shown(own),
      limit,
      remedyCode,
    });
  }
  return findings;
}

function tierFindings(input: CampaignPlausibilityInput): KnownFinding[] {
  return input.tiers.flatMap(({ key, price, unitCost, deliverBy }): KnownFinding[] => {
    const findings: KnownFinding[] = [];
    if (unitCost === null) {
      const observed = `${key}: –`;
      findings.push({
        reasonCode: "unit_cost_missing",
        severity: "warning",
        observed,
        limit: "given",
        remedyCode: "give_unit_cost",
      });
    } else if (price.minor < unitCost.minor) {
      const observed = `${key}: ${shown(price)}`;
      const limit = shown(unitCost);
      findings.push({
        reasonCode: "price_below_cost",
        severity: "warning",
        observed,
        limit,
        remedyCode: "give_unit_cost",
      });
    }
    if (deliverBy <= input.deadline) {
      const observed = `${key}: ${deliverBy}`;
      const limit = `after ${input.deadline}`;
      findings.push({
        reasonCode: "delivery_before_deadline",
        severity: "error",
        observed,
        limit,
        remedyCode: "move_delivery_date",
      });
    }
    return findings;
  });
}

/** Units promised against units that can be made between the deadline and the last delivery date. */
function capacityFindings(input: CampaignPlausibilityInput): KnownFinding[] {
  const { tiers, goal, deadline, unitsPerMonth } = input;
  const findings: KnownFinding[] = [];
  const whole = tiers.reduce((total, { price, stock }) => total + BigInt(price.minor) * BigInt(stock), 0n);
  if (whole < BigInt(goal.minor)) {
    findings.push({
      reasonCode: "goal_beyond_stock",
      severity: "error",
      observed: `${whole} minor units`,
      limit: shown(goal),
      remedyCode: "align_goal_and_stock",
    });
  }
  const units = tiers.reduce((total, { stock }) => total + stock, 0);
  const days = Math.max(0, ...tiers.map(({ deliverBy }) => daysBetween(deadline, deliverBy)));
  if (unitsPerMonth === null || units * DAYS_PER_MONTH > unitsPerMonth * days) {
    findings.push({
      reasonCode: unitsPerMonth === null ? "capacity_unknown" : "capacity_too_small",
      severity: "warning",
      observed: `${units} units`,
      limit:
        unitsPerMonth === null
          ? "given"
          : `${Math.floor((unitsPerMonth * days) / DAYS_PER_MONTH)} units in ${days} days`,
      remedyCode: "prove_capacity",
    });
  }
  return findings;
}

function trackRecordFindings(
  input: CampaignPlausibilityInput,
  policy: CampaignPlausibilityPolicy,
): KnownFinding[] {
  const { goal, netSales, pastCampaigns } = input;
  const findings: KnownFinding[] = [];
  const sameCurrency = netSales?.currency === goal.currency;
  if (netSales && sameCurrency && exceedsShare(goal, netSales, policy.goalToSalesBpsMax)) {
    const limit = `${policy.goalToSalesBpsMax / 100} % of ${shown(netSales)}`;
    findings.push({
      reasonCode: "goal_large_for_sales",
      severity: "warning",
      observed: shown(goal),
      limit,
      remedyCode: "explain_goal",
    });
  }
  if (!netSales || !sameCurrency) {
    findings.push({
      reasonCode: "sales_unknown",
      severity: "info",
      observed: "–",
      limit: "known",
      remedyCode: "upload_more_invoices",
    });
  }
  const undelivered = pastCampaigns.filter(({ outcome }) => outcome === "undelivered").length;
  if (undelivered > 0) {
    const observed = String(undelivered);
    findings.push({
      reasonCode: "past_campaign_undelivered",
      severity: "error",
      observed,
      limit: "0",
      remedyCode: "settle_past_campaign",
    });
  }
  const latest = Math.max(0, ...pastCampaigns.map(({ lateDays }) => lateDays));
  if (latest > policy.lateDaysMax) {
    const limit = `${policy.lateDaysMax} days`;
    findings.push({
      reasonCode: "past_campaign_late",
      severity: "warning",
      observed: `${latest} days`,
      limit,
      remedyCode: "explain_goal",
    });
  }
  return findings;
}

/**
 * Campaign plausibility step: can what is promised be made, sold at this price, by that day, with this plan, by
 * somebody with this record? Contradictions fail; what is unusual is looked at by a person.
 */
export function checkCampaignPlausibility(
  input: CampaignPlausibilityInput,
  policy: CampaignPlausibilityPolicy = CAMPAIGN_PLAUSIBILITY_START_POLICY,
): CheckResult {
  return conclude([
    ...planFindings(input, policy),
    ...tierFindings(input),
    ...capacityFindings(input),
    ...trackRecordFindings(input, policy),
  ]);
}
