import { append } from "../audit/event.ts";
import type { Json } from "../kernel/canonical-json.ts";
import type { Instant } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Key, Store, StoredItem, Write, Writes } from "../kernel/store.ts";
import { dueAttributes } from "../work/due.ts";
import {
  dormancyOf,
  isFailed,
  REFUND_TRANSITIONS,
  type Refund,
  type RefundId,
  refundSchema,
} from "./refund.ts";

const refundKey = (id: RefundId): Key => ({ pk: `REFUND#${id}`, sk: "STATE" });

const parseRefund = (item: StoredItem): Refund => {
  const { pk: _pk, sk: _sk, duePk: _duePk, dueSk: _dueSk, ...refund } = item;
  return refundSchema.parse(refund);
};

/** The refund, read strongly. */
export async function loadRefund(store: Store, id: RefundId): Promise<Refund | undefined> {
  const item = await store.get(refundKey(id));
  return item === undefined ? undefined : parseRefund(item);
}

/** A failed refund is due when its money becomes dormant; the item carries that itself. */
function putRefund(next: Refund, previous: Refund | undefined): Write {
  const key = refundKey(next.id);
  const due = isFailed(next) ? dueAttributes(key.pk, dormancyOf(next)) : {};
  const Item = { ...key, ...next, ...due };
  if (previous === undefined) return { Put: { Item, ConditionExpression: "attribute_not_exists(pk)" } };
  return {
    Put: {
      Item,
      ConditionExpression: "version = :previous",
      ExpressionAttributeValues: { ":previous": previous.version },
    },
  };
}

/** For a commit that relies on a refund as it was read. */
export const refundUnchanged = ({ id, version }: Pick<Refund, "id" | "version">): Write => ({
  ConditionCheck: {
    Key: refundKey(id),
    ConditionExpression: "version = :read",
    ExpressionAttributeValues: { ":read": version },
  },
});

/** Records one change of a refund: the item and its event. Events hold no account and no name. */
export function refundChange(change: {
  previous: Refund | undefined;
  next: Refund;
  kind: string;
  actor: string;
  at: Instant;
  data?: Readonly<Record<string, Json>>;
}): { refund: Refund; writes: Writes } {
  const { previous, next, kind, actor, at, data = {} } = change;
  invariant(
    previous === undefined || REFUND_TRANSITIONS[previous.status].includes(next.status),
    `no transition of a refund from ${previous?.status} to ${next.status}`,
  );
  const { pledgeId, campaignId, backerId, amount, reason } = next;
  const about = {
    pledgeId,
    campaignId,
    backerId,
    amountMinor: amount.minor,
    currency: amount.currency,
    reason,
  };
  const { version, eventHash, write } = append({
    id: next.id,
    previous,
    happening: { kind, actor, at, data: { ...about, ...data } },
  });
  const refund: Refund = { ...next, version, eventHash };
  return {
    refund,
    writes: { [`refund:${next.id}`]: putRefund(refund, previous), [`event:${next.id}`]: write },
  };
}
