import { append } from "../audit/event.ts";
import type { Json } from "../kernel/canonical-json.ts";
import type { Instant } from "../kernel/instant.ts";
import { listSharded, listShardOf, listShardsOf } from "../kernel/sharded-list.ts";
import type { Key, Store, StoredItem, Write, Writes } from "../kernel/store.ts";
import { type Break, type BreakId, type BreakStatus, breakSchema } from "./break.ts";
import type { AccountAddress } from "./statement-record.ts";

const LIST_SHARDS = 2;
const listBase = (status: BreakStatus): string => `BREAK#${status}`;

export const breakKey = (id: BreakId): Key => ({ pk: `BREAK#${id}`, sk: "STATE" });

const parseBreak = (item: StoredItem): Break => {
  const { pk: _pk, sk: _sk, listPk: _listPk, listSk: _listSk, ...found } = item;
  return breakSchema.parse(found);
};

/** The break, read strongly. */
export async function loadBreak(store: Store, id: BreakId): Promise<Break | undefined> {
  const item = await store.get(breakKey(id));
  return item && parseBreak(item);
}

function putBreak(next: Break, previous?: Break): Write {
  const Item = {
    ...breakKey(next.id),
    ...next,
    listPk: listShardOf(listBase(next.status), LIST_SHARDS, next.id),
    listSk: `${next.partnerId}/${next.account}#${next.at}#${next.id}`,
  };
  if (!previous) return { Put: { Item, ConditionExpression: "attribute_not_exists(pk)" } };
  return {
    Put: {
      Item,
      ConditionExpression: "version = :previous",
      ExpressionAttributeValues: { ":previous": previous.version },
    },
  };
}

/** The writes of a break's change, with its event. */
export function changeBreak<T extends Break>(options: {
  previous: Break | undefined;
  next: T;
  kind: string;
  actor: string;
  at: Instant;
  data?: Readonly<Record<string, Json>>;
}): { next: T; writes: Writes } {
  const { previous, kind, actor, at, data = {} } = options;
  const { id, line, unpostedMinor, suspenseMinor } = options.next;
  const { version, eventHash, write } = append({
    id,
    previous,
    happening: {
      kind,
      actor,
      at,
      data: { break: options.next.kind, line, unpostedMinor, suspenseMinor, ...data },
    },
  });
  const next = { ...options.next, version, eventHash };
  return { next, writes: { [`break:${id}`]: putBreak(next, previous), [`event:${id}:${version}`]: write } };
}

type OpenDraft = Omit<Extract<Break, { status: "open" }>, "version" | "eventHash" | "status" | "proposal">;

/** Opens a break; the same cause again fails on `break:<id>`. */
export const openBreak = (draft: OpenDraft, actor: string): { next: Break; writes: Writes } =>
  changeBreak({
    previous: undefined,
    next: { ...draft, version: 1, eventHash: "", status: "open" },
    kind: "break.opened",
    actor,
    at: draft.at,
  });

/** Breaks in one status, of all accounts or of one. From an index: a decision reads the break again. */
export async function listBreaks(
  store: Store,
  options: {
    status: BreakStatus;
    account?: AccountAddress;
    limit: number;
    after?: string | undefined;
  },
): Promise<{ breaks: readonly Break[]; next?: string | undefined }> {
  const { status, account, ...page } = options;
  const { items, next } = await listSharded(store, {
    partitions: listShardsOf(listBase(status), LIST_SHARDS),
    ...(account === undefined ? {} : { beginsWith: `${account.partnerId}/${account.account}#` }),
    ...page,
  });
  return { breaks: items.map(parseBreak), next };
}
