import type { UserId } from "../identity/actor.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Key, Page, Store, StoredItem, Write } from "../kernel/store.ts";
import { type Notice, type NoticeId, noticeSchema } from "./notice.ts";

/** A person's notices share their partition, newest last; the time leads the sort key. */
const noticeKey = ({ userId, at, id }: Pick<Notice, "userId" | "at" | "id">): Key => ({
  pk: `NOTICE#${userId}`,
  sk: `${at}#${id}`,
});

const parseNotice = ({ pk: _pk, sk: _sk, ...notice }: StoredItem): Notice => noticeSchema.parse(notice);

/** The write of a new notice; a notice that exists is left as it is. */
export const putNotice = (notice: Notice): Write => ({
  Put: { Item: { ...noticeKey(notice), ...notice }, ConditionExpression: "attribute_not_exists(pk)" },
});

/** The place of a notice, as a work item's reference can carry it. */
export const noticeRef = (notice: Pick<Notice, "userId" | "at" | "id">): string =>
  `${notice.userId}/${notice.at}/${notice.id}`;

/** The notice that a reference names. */
export async function loadNotice(store: Store, ref: string): Promise<Notice | undefined> {
  const [userId = "", at = "", id = ""] = ref.split("/");
  const item = await store.get({ pk: `NOTICE#${userId}`, sk: `${at}#${id}` });
  return item === undefined ? undefined : parseNotice(item);
}

/** A person's notices, newest first. */
export async function listNotices(
  store: Store,
  options: { userId: UserId; limit: number; after?: StoredItem | undefined },
): Promise<Page<Notice>> {
  const { userId, limit, after } = options;
  const page = await store.query({ pk: `NOTICE#${userId}`, newestFirst: true, limit, after });
  return { items: page.items.map(parseNotice), next: page.next };
}

/** Marks a notice as read; harmless when it is already. @returns whether there is such a notice */
export async function markRead(
  store: Store,
  notice: { userId: UserId; at: Instant; id: NoticeId; readAt: Instant },
): Promise<boolean> {
  const committed = await store.commit({
    notice: {
      Update: {
        Key: noticeKey(notice),
        UpdateExpression: "SET readAt = if_not_exists(readAt, :at)",
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeValues: { ":at": notice.readAt },
      },
    },
  });
  return committed.ok;
}
