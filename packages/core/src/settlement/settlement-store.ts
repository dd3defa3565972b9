import { z } from "zod";
import { append } from "../audit/event.ts";
import type { Json } from "../kernel/canonical-json.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Key, Store, StoredItem, Write, Writes } from "../kernel/store.ts";
import { type Settlement, settlementSchema } from "./settlement.ts";

const partition = (campaignId: string): string => `SETTLEMENT#${campaignId}`;
const settlementKey = (campaignId: string): Key => ({ pk: partition(campaignId), sk: "STATE" });

const parseSettlement = (item: StoredItem): Settlement => {
  const { pk: _pk, sk: _sk, ...settlement } = item;
  return settlementSchema.parse(settlement);
};

/** The settlement of a campaign, read strongly; `undefined` before its verdict. */
export async function loadSettlement(store: Store, campaignId: string): Promise<Settlement | undefined> {
  const item = await store.get(settlementKey(campaignId));
  return item && parseSettlement(item);
}

/** The condition that a settlement is as it was read: nobody cancelled or moved on meanwhile. */
export const settlementUnchanged = ({ campaignId, version }: Settlement): Write => ({
  ConditionCheck: {
    Key: settlementKey(campaignId),
    ConditionExpression: "version = :version",
    ExpressionAttributeValues: { ":version": version },
  },
});

function putSettlement(next: Settlement, previous: Settlement | undefined): Write {
  const Item = { ...settlementKey(next.campaignId), ...next };
  if (previous === undefined) return { Put: { Item, ConditionExpression: "attribute_not_exists(pk)" } };
  return {
    Put: {
      Item,
      ConditionExpression: "version = :previous",
      ExpressionAttributeValues: { ":previous": previous.version },
    },
  };
}

/** Records one change of a settlement: the writes `settlement` and `settlement-event`. */
export function settlementChange(change: {
  previous: Settlement | undefined;
  next: Settlement;
  kind: string;
  actor: string;
  at: Instant;
  data?: Readonly<Record<string, Json>>;
}): { settlement: Settlement; writes: Writes } {
  const { previous, next, kind, actor, at, data = {} } = change;
  const { version, eventHash, write } = append({
    id: next.id,
    previous,
    happening: { kind, actor, at, data: { campaign: next.campaignId, ...data } },
  });
  const settlement = { ...next, version, eventHash };
  return {
    settlement,
    writes: { settlement: putSettlement(settlement, previous), "settlement-event": write },
  };
}

/** What the pledges of a campaign are settled to. */
export type Phase = "confirm" | "refund-early" | "refund";

const PHASE_ITEMS_MAX = 100;

/** States that one worker has settled all of its pledges; harmless to repeat. */
export const putFanDone = (fan: { campaignId: string; phase: Phase; fan: number; at: Instant }): Write => ({
  Put: {
    Item: { pk: partition(fan.campaignId), sk: `FAN#${fan.phase}#${fan.fan}`, at: fan.at },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});

/** How many workers of a phase have finished. */
export async function fansDone(store: Store, { campaignId, phase }: { campaignId: string; phase: Phase }) {
  const page = await store.query({
    pk: partition(campaignId),
    beginsWith: `FAN#${phase}#`,
    limit: PHASE_ITEMS_MAX,
  });
  return page.items.length;
}

const progressKey = (campaignId: string): Key => ({ pk: partition(campaignId), sk: "PROGRESS" });
const progressSchema = z.object({
  confirmed: z.int().min(0).default(0),
  refunding: z.int().min(0).default(0),
});

/** How far a settlement is, in pledges. Each pledge is counted in the transaction that settles it. */
export type Progress = Readonly<z.infer<typeof progressSchema>>;

/** Counts pledges on, in the transaction that settles them. It is never refused. */
export const countProgress = (campaignId: string, counter: keyof Progress, count: number): Write => ({
  Update: {
    Key: progressKey(campaignId),
    UpdateExpression: "ADD #counter :count",
    ConditionExpression: "attribute_not_exists(#counter) OR #counter >= :none",
    ExpressionAttributeNames: { "#counter": counter },
    ExpressionAttributeValues: { ":count": count, ":none": 0 },
  },
});

/** How many pledges have been confirmed, sent into refund. */
export async function loadProgress(store: Store, campaignId: string): Promise<Progress> {
  return progressSchema.parse((await store.get(progressKey(campaignId))) ?? {});
}
