import { append } from "../audit/event.ts";
import type { PresaleTerms } from "../campaign/presale-terms.ts";
import type { Json } from "../kernel/canonical-json.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Key, Store, StoredItem, Write, Writes } from "../kernel/store.ts";
import { formatAmount } from "../money/money.ts";
import { type Tranche, type TrancheId, trancheIdOf, trancheSchema } from "./tranche.ts";

export const trancheKey = (id: TrancheId): Key => ({ pk: `TRANCHE#${id}`, sk: "STATE" });

const parseTranche = (item: StoredItem): Tranche => {
  const { pk: _pk, sk: _sk, ...tranche } = item;
  return trancheSchema.parse(tranche);
};

/** The tranche, read strongly. */
export async function loadTranche(store: Store, id: TrancheId): Promise<Tranche | undefined> {
  const item = await store.get(trancheKey(id));
  return item && parseTranche(item);
}

/** A campaign's tranches in the order of its plan, as of one moment; none before the campaign is funded. */
export async function listTranches(
  store: Store,
  campaign: { id: string; terms: Pick<PresaleTerms, "tranches"> },
): Promise<readonly Tranche[]> {
  const keys = campaign.terms.tranches.map(({ id }) => trancheKey(trancheIdOf(campaign.id, id)));
  const items = await store.getTogether(keys);
  return items.flatMap((item) => (item === undefined ? [] : [parseTranche(item)]));
}

function putTranche(next: Tranche, previous: Tranche | undefined): Write {
  const Item = { ...trancheKey(next.id), ...next };
  if (previous === undefined) return { Put: { Item, ConditionExpression: "attribute_not_exists(pk)" } };
  return {
    Put: {
      Item,
      ConditionExpression: "version = :previous",
      ExpressionAttributeValues: { ":previous": previous.version },
    },
  };
}

/** The name of the write that loses a version race. */
export const trancheWriteName = (id: TrancheId): string => `tranche:${id}`;

/** Records one change of a tranche: the item and its event. */
export function trancheChange(change: {
  previous: Tranche | undefined;
  /** The tranche as it is stored, where one commit records two changes. */
  stored?: Tranche | undefined;
  next: Tranche;
  kind: string;
  actor: string;
  at: Instant;
  data?: Readonly<Record<string, Json>>;
}): { tranche: Tranche; writes: Writes } {
  const { previous, next, kind, actor, at, data = {} } = change;
  const stored = "stored" in change ? change.stored : previous;
  const { campaignId, enterpriseId, planId, amount } = next;
  const about = { campaignId, enterpriseId, planId, amount: formatAmount(amount), currency: amount.currency };
  const { version, eventHash, write } = append({
    id: next.id,
    previous,
    happening: { kind, actor, at, data: { ...about, ...data } },
  });
  const tranche = { ...next, version, eventHash };
  return {
    tranche,
    writes: {
      [trancheWriteName(next.id)]: putTranche(tranche, stored),
      [`event:${next.id}:${version}`]: write,
    },
  };
}
