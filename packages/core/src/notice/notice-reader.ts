import { z } from "zod";
import { type UserId, userIdSchema } from "../identity/actor.ts";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import type { Key, Store } from "../kernel/store.ts";
import type { NoticeTemplate } from "./notice-texts.ts";

/**
 * What mails can be about. Those about one's own money and account always go out: somebody who does not know that a
 * refund has failed cannot act.
 */
export const NOTICE_KINDS = ["money", "account", "campaigns", "reviews", "tranches", "endpoints"] as const;
export const noticeKindSchema = z.enum(NOTICE_KINDS);
export type NoticeKind = z.infer<typeof noticeKindSchema>;

/** The kinds whose mails can be switched off. */
export const OPTIONAL_KINDS = ["campaigns", "reviews", "tranches", "endpoints"] as const;
export const optionalKindSchema = z.enum(OPTIONAL_KINDS);
export type OptionalKind = z.infer<typeof optionalKindSchema>;

const KIND_OF = {
  change_requested: "reviews",
  review_approved: "reviews",
  review_rejected: "reviews",
  pledge_receipt: "money",
  payment_received: "money",
  payment_short: "money",
  payment_over: "money",
  payment_late: "money",
  pledge_expired: "money",
  campaign_funded_backer: "campaigns",
  refund_started: "money",
  refund_sent: "money",
  refund_failed: "money",
  campaign_funded: "campaigns",
  campaign_failed: "campaigns",
  campaign_cancelled: "campaigns",
  tranche_approved: "tranches",
  tranche_refused: "tranches",
  payout_account_changed: "account",
  endpoint_failing: "endpoints",
  endpoint_disabled: "endpoints",
} as const satisfies Record<NoticeTemplate, NoticeKind>;

/** What a notice is about. */
export const kindOfNotice = (template: NoticeTemplate): NoticeKind => KIND_OF[template];

/** A person as a reader of notices: kinds that are not mailed, and up to when everything counts as read. */
const noticeReaderSchema = z.strictObject({
  userId: userIdSchema,
  muted: z.array(optionalKindSchema).max(OPTIONAL_KINDS.length),
  readUpTo: instantSchema.optional(),
});
export type NoticeReader = Readonly<z.infer<typeof noticeReaderSchema>>;

const readerKey = (userId: UserId): Key => ({ pk: `NOTICE_READER#${userId}`, sk: "STATE" });

/** What somebody has chosen; nothing is muted and nothing read before they did. */
export async function loadNoticeReader(store: Store, userId: UserId): Promise<NoticeReader> {
  const item = await store.get(readerKey(userId));
  if (item === undefined) return { userId, muted: [] };
  const { pk: _pk, sk: _sk, ...reader } = item;
  return noticeReaderSchema.parse({ muted: [], ...reader });
}

/** Chooses the kinds that are not mailed. The person's own last word counts, whatever came before it. */
export async function muteKinds(
  store: Store,
  { userId, muted }: { userId: UserId; muted: readonly OptionalKind[] },
): Promise<void> {
  await store.commit({
    reader: {
      Update: {
        Key: readerKey(userId),
        UpdateExpression: "SET muted = :muted, userId = :userId",
        ConditionExpression: "attribute_not_exists(pk) OR userId = :userId",
        ExpressionAttributeValues: { ":muted": [...new Set(muted)], ":userId": userId },
      },
    },
  });
}

/** Everything up to `upTo` counts as read; an earlier moment than before changes nothing. */
export async function markAllRead(
  store: Store,
  { userId, upTo }: { userId: UserId; upTo: Instant },
): Promise<void> {
  await store.commit({
    reader: {
      Update: {
        Key: readerKey(userId),
        UpdateExpression: "SET readUpTo = :upTo, userId = :userId",
        ConditionExpression: "attribute_not_exists(readUpTo) OR readUpTo < :upTo",
        ExpressionAttributeValues: { ":upTo": upTo, ":userId": userId },
      },
    },
  });
}

/** When a notice was read: by itself, or by all of its time. */
export const readAtOf = (
  notice: { readonly at: Instant; readonly readAt?: Instant | undefined },
  { readUpTo }: NoticeReader,
): Instant | undefined =>
  notice.readAt ?? (readUpTo !== undefined && notice.at <= readUpTo ? readUpTo : undefined);

/** Whether a mail goes out: the account's and the money's always. */
export const isMailed = (template: NoticeTemplate, { muted }: NoticeReader): boolean =>
  !muted.some((kind) => kind === kindOfNotice(template));
