import { z } from "zod";
import { type Campaign, isIn } from "../campaign/campaign.ts";
import { listCampaignsByEnterprise, loadCampaign } from "../campaign/campaign-store.ts";
import { type PresaleTerms, presaleTermsSchema } from "../campaign/presale-terms.ts";
import { type IsoDay, isoDaySchema } from "../evidence/day-text.ts";
import { documentsOf, loadEvidence } from "../evidence/evidence-store.ts";
import type { EnterpriseId } from "../identity/actor.ts";
import { DAY_MS, type Instant } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Store } from "../kernel/store.ts";
import type { Currency } from "../money/currency.ts";
import { type Money, money, moneySchema } from "../money/money.ts";
import {
  type CampaignPlausibilityInput,
  checkCampaignPlausibility,
} from "../review/checks/campaign-plausibility-check.ts";
import type { StepRunner } from "../review/run-step.ts";
import type { EvidenceRef } from "../review/step.ts";
import { awaitFiles, dayOf, type ScreeningDeps } from "./screening-deps.ts";
import { stepOf } from "./step-of.ts";

const SALES_FILES_MAX = 24;
const PAST_CAMPAIGNS_MAX = 50;

const pastSchema = z.strictObject({
  outcome: z.enum(["completed", "undelivered", "failed", "cancelled"]),
  lateDays: z.int().min(0),
});
const factsSchema = z.strictObject({
  goal: moneySchema,
  deadline: isoDaySchema,
  tiers: z.array(
    z.strictObject({
      key: z.string(),
      price: moneySchema,
      stock: z.int(),
      unitCost: moneySchema.nullable(),
      deliverBy: isoDaySchema,
    }),
  ),
  unitsPerMonth: z.int().nullable(),
  /** The purpose of a line is its id here: texts of applicants are no facts to keep. */
  spendingPlan: z.array(z.strictObject({ purpose: z.string(), amount: moneySchema, ownCosts: z.boolean() })),
  netSales: moneySchema.nullable(),
  pastCampaigns: z.array(pastSchema),
});
type Past = z.infer<typeof pastSchema>;

/** The last day of a month like `2027-03`. */
export function lastDayOf(month: string): IsoDay {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

/** The twelve calendar months that ended before the month of `now`, as `from` (inclusive) and `to` (exclusive). */
export const yearBefore = (now: Instant): { from: string; to: string } => {
  const to = now.slice(0, 7);
  return { from: `${Number(to.slice(0, 4)) - 1}${to.slice(4)}`, to };
};

/** What the terms promise, in figures and codes. */
export function promiseOf(
  terms: PresaleTerms,
): Pick<z.infer<typeof factsSchema>, "goal" | "deadline" | "tiers" | "spendingPlan"> {
  const { minGoal, deadline, tiers, unitCosts, spendingPlan } = terms;
  return {
    goal: minGoal,
    deadline: dayOf(deadline),
    tiers: tiers.map(({ id, price, units, deliverBy }) => ({
      key: id,
      price,
      stock: units,
      unitCost: unitCosts.find(({ tierId }) => tierId === id)?.cost ?? null,
      deliverBy: lastDayOf(deliverBy),
    })),
    spendingPlan: spendingPlan.map(({ id, purpose, amount, payee }) => ({
      purpose: Object.values(purpose).some((text) => text !== undefined && text.trim() !== "") ? id : "",
      amount,
      ownCosts: payee === "own_costs",
    })),
  };
}

async function salesOf(
  store: Store,
  about: { enterpriseId: EnterpriseId; currency: Currency; now: Instant },
): Promise<{ netSales: Money | null; evidence: EvidenceRef[] }> {
  const { from, to } = yearBefore(about.now);
  const evidence: EvidenceRef[] = [];
  const seen = new Set<string>();
  let minor: number | undefined;
  const handedIn = await documentsOf(store, about.enterpriseId);
  awaitFiles(handedIn, ["invoices_sales"]);
  const rows = handedIn.filter(({ type, status }) => type === "invoices_sales" && status === "read");
  for (const row of rows.slice(0, SALES_FILES_MAX)) {
    const file = await loadEvidence(store, row.id);
    if (file?.status !== "read" || file.reading.kind !== "invoices") continue;
    if (file.reading.currency !== about.currency || seen.has(file.sha256)) continue;
    const months = file.reading.months.filter(({ month }) => from <= month && month < to);
    if (months.length === 0) continue;
    seen.add(file.sha256);
    evidence.push({ id: file.id, sha256: file.sha256 });
    minor = months.reduce((sum, { netMinor }) => sum + netMinor, minor ?? 0);
  }
  return { netSales: minor === undefined ? null : money(minor, about.currency), evidence };
}

/** How an earlier campaign ended; `undefined` while it has not, or never began. */
export function pastOf(campaign: Campaign): Past | undefined {
  switch (campaign.status) {
    case "completed": {
      const promised = campaign.terms.tiers
        .map(({ deliverBy }) => lastDayOf(deliverBy))
        .sort()
        .at(-1);
      if (promised === undefined) return { outcome: "completed", lateDays: 0 };
      const late = Date.parse(dayOf(campaign.completedAt)) - Date.parse(promised);
      return { outcome: "completed", lateDays: Math.max(0, Math.floor(late / DAY_MS)) };
    }
    case "refunding":
    case "refunded":
      return { outcome: campaign.cause, lateDays: 0 };
    case "undelivered":
    case "failed":
    case "cancelled":
      return { outcome: campaign.status, lateDays: 0 };
    case "draft":
    case "submitted":
    case "in_review":
    case "changes_requested":
    case "approved":
    case "rejected":
    case "scheduled":
    case "live":
    case "paused":
    case "closing":
    case "funded":
    case "delivering":
    case "archived":
      return undefined;
  }
}

const ENDED: ReadonlySet<string> = new Set([
  "completed",
  "refunding",
  "refunded",
  "undelivered",
  "failed",
  "cancelled",
]);

async function pastCampaigns(store: Store, enterpriseId: string): Promise<Past[]> {
  const { items } = await listCampaignsByEnterprise(store, { enterpriseId, limit: PAST_CAMPAIGNS_MAX });
  const past: Past[] = [];
  for (const { id, status } of items) {
    if (!ENDED.has(status)) continue;
    const campaign = await loadCampaign(store, id);
    const ended = campaign === undefined ? undefined : pastOf(campaign);
    if (ended !== undefined) past.push(ended);
  }
  return past;
}

/** Campaign plausibility: can what is promised be made, by this plan, by somebody with this record? */
export const campaignPlausibilityStep = ({ store, now }: Pick<ScreeningDeps, "store" | "now">): StepRunner =>
  stepOf({
    facts: factsSchema,
    gather: async ({ subject }) => {
      const campaign = await loadCampaign(store, subject.id);
      invariant(campaign !== undefined && !isIn(campaign, ["draft"]), "a case is about a submitted campaign");
      const terms = presaleTermsSchema.parse(campaign.terms);
      const { enterpriseId } = subject;
      const sales = await salesOf(store, { enterpriseId, currency: terms.currency, now: now() });
      return {
        facts: {
          ...promiseOf(terms),
          // the terms of a pre-sale do not ask for it yet: a person looks
          unitsPerMonth: null,
          netSales: sales.netSales,
          pastCampaigns: await pastCampaigns(store, enterpriseId),
        },
        evidence: sales.evidence,
      };
    },
    evaluate: async ({ facts, evidence }, _policy, read) => {
      for (const ref of evidence) await read(ref); // the sales are those of exactly these bytes
      const input: CampaignPlausibilityInput = facts;
      return checkCampaignPlausibility(input);
    },
  });
