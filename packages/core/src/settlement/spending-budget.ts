import { z } from "zod";
import type { PresaleTerms } from "../campaign/presale-terms.ts";
import { spendingLineIdSchema } from "../campaign/presale-terms.ts";
import type { Key, Store, StoredItem, Write, Writes } from "../kernel/store.ts";
import { currencySchema } from "../money/currency.ts";

const partition = (campaignId: string): string => `BUDGET#${campaignId}`;
const lineKey = (campaignId: string, lineId: string): Key => ({
  pk: partition(campaignId),
  sk: `LINE#${lineId}`,
});
const accountKey = (campaignId: string): Key => ({ pk: partition(campaignId), sk: "ACCOUNT" });

const lineSchema = z.strictObject({
  lineId: spendingLineIdSchema,
  currency: currencySchema,
  payee: z.enum(["supplier", "own_costs"]),
  plannedMinor: z.int().min(0),
  /** Not yet asked for by any open or paid request. */
  remainingMinor: z.int().min(0),
});
export type BudgetLine = Readonly<z.infer<typeof lineSchema>>;

const accountSchema = z.strictObject({
  /** Paid tranches less open and paid requests: what requests may still ask of the campaign account. */
  freeMinor: z.int(),
});

/** The spending plan as a budget: one line per purpose, and what is on the campaign account for requests. */
export interface Budget {
  readonly lines: readonly BudgetLine[];
  readonly freeMinor: number;
}

const opened = (key: Key, item: object): Write => ({
  Put: { Item: { ...key, ...item }, ConditionExpression: "attribute_not_exists(pk)" },
});

/** Makes the approved spending plan the budget of a funded campaign. */
export const budgetWrites = (campaign: {
  id: string;
  terms: Pick<PresaleTerms, "spendingPlan">;
}): Writes => ({
  "budget:account": opened(accountKey(campaign.id), { freeMinor: 0 }),
  ...Object.fromEntries(
    campaign.terms.spendingPlan.map(({ id, amount, payee }) => [
      `budget:${id}`,
      opened(lineKey(campaign.id, id), {
        lineId: id,
        currency: amount.currency,
        payee,
        plannedMinor: amount.minor,
        remainingMinor: amount.minor,
      }),
    ]),
  ),
});

/** A paid tranche can be asked for; a returned one no longer (`minor` negative), which may leave less than nothing. */
export const addToCampaignAccount = (campaignId: string, minor: number): Write => ({
  Update: {
    Key: accountKey(campaignId),
    UpdateExpression: "ADD freeMinor :minor",
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeValues: { ":minor": minor },
  },
});

/** Takes a request's amount from its line and from the account; refused where either has less. */
export const takeFromBudget = (campaignId: string, lineId: string, minor: number): Writes => ({
  "budget:line": {
    Update: {
      Key: lineKey(campaignId, lineId),
      UpdateExpression: "SET remainingMinor = remainingMinor - :minor",
      ConditionExpression: "remainingMinor >= :minor",
      ExpressionAttributeValues: { ":minor": minor },
    },
  },
  "budget:account": {
    Update: {
      Key: accountKey(campaignId),
      UpdateExpression: "SET freeMinor = freeMinor - :minor",
      ConditionExpression: "freeMinor >= :minor",
      ExpressionAttributeValues: { ":minor": minor },
    },
  },
});

/** Gives a refused or returned request's amount back to its line and the account. */
export const returnToBudget = (campaignId: string, lineId: string, minor: number): Writes => ({
  "budget:line": {
    Update: {
      Key: lineKey(campaignId, lineId),
      UpdateExpression: "ADD remainingMinor :minor",
      ConditionExpression: "attribute_exists(pk)",
      ExpressionAttributeValues: { ":minor": minor },
    },
  },
  "budget:account": addToCampaignAccount(campaignId, minor),
});

const stripped = ({ pk: _pk, sk: _sk, ...rest }: StoredItem): StoredItem => rest;
const LINES_MAX = 50;

/** The budget of a campaign; `undefined` before it is funded. */
export async function loadBudget(store: Store, campaignId: string): Promise<Budget | undefined> {
  const { items } = await store.query({ pk: partition(campaignId), limit: LINES_MAX });
  const account = items.find(({ sk }) => sk === "ACCOUNT");
  if (account === undefined) return undefined;
  const lines = items.filter(({ sk }) => sk !== "ACCOUNT").map((item) => lineSchema.parse(stripped(item)));
  return { lines, freeMinor: accountSchema.parse(stripped(account)).freeMinor };
}
