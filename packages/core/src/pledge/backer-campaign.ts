import { z } from "zod";
import type { Key, Page, Store, StoredItem, Write } from "../kernel/store.ts";
import { type PledgeId, pledgeIdSchema } from "./pledge.ts";

/** Pledges that one backer may make in one campaign, expired and cancelled ones included. */
export const PLEDGES_PER_BACKER_MAX = 30;

const COUNT_PREFIX = "u_";

/** What one backer holds of one campaign: units by tier for the limit, and all pledges for the backer's list. */
export interface BackerCampaign {
  readonly campaignId: string;
  readonly pledgeIds: readonly PledgeId[];
  readonly units: Readonly<Record<string, number>>;
}

const headSchema = z.looseObject({ sk: z.string(), pledgeIds: z.array(pledgeIdSchema) });

const backerCampaignKey = (of: { backerId: string; campaignId: string }): Key => ({
  pk: `BACKER#${of.backerId}`,
  sk: `CAMPAIGN#${of.campaignId}`,
});

/** A backer's item as stored. */
export function parseBackerCampaign(item: StoredItem): BackerCampaign {
  const { sk, pledgeIds, ...rest } = headSchema.parse(item);
  const units = Object.entries(rest)
    .filter(([name]) => name.startsWith(COUNT_PREFIX))
    .map(([name, held]) => [name.slice(COUNT_PREFIX.length), z.int().parse(held)]);
  return { campaignId: sk.slice("CAMPAIGN#".length), pledgeIds, units: Object.fromEntries(units) };
}

/** Counts a new pledge for its backer: refused when a tier's limit or the number of pledges would be passed. */
export function countPledge(options: {
  backerId: string;
  campaignId: string;
  pledgeId: PledgeId;
  lines: readonly { itemId: string; quantity: number; perBacker: number }[];
}): Write {
  const names: Record<string, string> = { "#ids": "pledgeIds" };
  const values: Record<string, unknown> = {
    ":none": [],
    ":zero": 0,
    ":id": [options.pledgeId],
    ":idsMax": PLEDGES_PER_BACKER_MAX,
  };
  const sets = ["#ids = list_append(if_not_exists(#ids, :none), :id)"];
  const conditions = ["(attribute_not_exists(#ids) OR size(#ids) < :idsMax)"];
  for (const [i, { itemId, quantity, perBacker }] of options.lines.entries()) {
    names[`#u${i}`] = COUNT_PREFIX + itemId;
    values[`:q${i}`] = quantity;
    values[`:room${i}`] = perBacker - quantity;
    sets.push(`#u${i} = if_not_exists(#u${i}, :zero) + :q${i}`);
    conditions.push(`(attribute_not_exists(#u${i}) OR #u${i} <= :room${i})`);
  }
  return {
    Update: {
      Key: backerCampaignKey(options),
      UpdateExpression: `SET ${sets.join(", ")}`,
      ConditionExpression: conditions.join(" AND "),
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    },
  };
}

/**
 * Counts the units of an ended pledge off its backer's limits (it stays in the list), or on again when late money
 * revives it: a fact of the bank is not refused by a limit.
 */
export function recountPledge(
  pledge: { backerId: string; campaignId: string; lines: readonly { itemId: string; quantity: number }[] },
  direction: "off" | "on",
): Write {
  const names: Record<string, string> = {};
  const values: Record<string, number> = {};
  const sets: string[] = [];
  const conditions = ["attribute_exists(pk)"];
  for (const [i, { itemId, quantity }] of pledge.lines.entries()) {
    names[`#u${i}`] = COUNT_PREFIX + itemId;
    values[`:q${i}`] = quantity;
    sets.push(`#u${i} = #u${i} ${direction === "off" ? "-" : "+"} :q${i}`);
    if (direction === "off") conditions.push(`#u${i} >= :q${i}`);
  }
  return {
    Update: {
      Key: backerCampaignKey(pledge),
      UpdateExpression: `SET ${sets.join(", ")}`,
      ConditionExpression: conditions.join(" AND "),
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    },
  };
}

/** What a backer holds of a campaign; `undefined` before the first pledge. */
export async function loadBackerCampaign(
  store: Store,
  of: { backerId: string; campaignId: string },
): Promise<BackerCampaign | undefined> {
  const item = await store.get(backerCampaignKey(of));
  return item === undefined ? undefined : parseBackerCampaign(item);
}

const PAGE_MAX = 50;

/** One page of the campaigns that a backer has pledged in, strongly read. */
export async function listBackerCampaigns(
  store: Store,
  options: { backerId: string; limit: number; after?: StoredItem | undefined },
): Promise<Page<BackerCampaign>> {
  const page = await store.query({
    pk: `BACKER#${options.backerId}`,
    beginsWith: "CAMPAIGN#",
    limit: Math.min(options.limit, PAGE_MAX),
    after: options.after,
  });
  return { items: page.items.map(parseBackerCampaign), next: page.next };
}
