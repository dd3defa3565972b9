import { type UserId, userIdSchema } from "@firstlot/core/identity/actor";
import { type Locale, localeSchema } from "@firstlot/core/identity/user";
import { instantSchema } from "@firstlot/core/kernel/instant";
import type { Store } from "@firstlot/core/kernel/store";
import { type Notice, noticeIdSchema } from "@firstlot/core/notice/notice";
import {
  kindOfNotice,
  loadNoticeReader,
  markAllRead,
  muteKinds,
  type NoticeReader,
  noticeKindSchema,
  OPTIONAL_KINDS,
  optionalKindSchema,
  readAtOf,
} from "@firstlot/core/notice/notice-reader";
import { listNotices, loadNotice, markRead, noticeRef } from "@firstlot/core/notice/notice-store";
import { noticeWords } from "@firstlot/core/notice/notice-texts";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { body, json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { nextOf, positionOf, present } from "../respond.ts";
import { type ApiContext, actorOf, commandHeaders, declare, pageOf, pageQuery } from "../route.ts";

const noticeView = z
  .object({
    id: z.string(),
    /** When it was given; named again to mark it as read. */
    at: z.string(),
    template: z.string(),
    kind: noticeKindSchema,
    params: z.record(z.string(), z.string()),
    subject: z.string(),
    body: z.string(),
    ref: z.string(),
    readAt: z.string().optional(),
  })
  .openapi("Notice");

const preferencesView = z
  .object({
    /** Kinds that are not mailed; they stay in the list of notices. */
    muted: z.array(optionalKindSchema),
    /** Kinds that can be switched off: the others are about one's money or account. */
    optional: z.array(optionalKindSchema),
  })
  .openapi("NoticePreferences");

const unreadView = z
  .object({
    unread: z.int(),
    /** There may be more: only the newest are counted. */
    more: z.boolean(),
  })
  .openapi("UnreadNotices");

const language = z.object({ language: localeSchema.default("en") });

const listRoute = declare({
  method: "get",
  path: "/notices",
  operationId: "listOwnNotices",
  tags: ["notices"],
  summary: "One's own notices, newest first, in words of the language asked for",
  "x-permission": "notice.list-own",
  request: { query: pageQuery.extend(language.shape) },
  responses: { 200: json(pageOf(noticeView), "A page of notices"), ...problems },
});

const readRoute = declare({
  method: "post",
  path: "/notices/{noticeId}/read",
  operationId: "markNoticeRead",
  tags: ["notices"],
  summary: "Mark a notice as read; harmless when it is",
  "x-permission": "notice.mark-read",
  request: {
    params: z.object({ noticeId: noticeIdSchema }),
    query: language,
    headers: commandHeaders,
    body: body(z.strictObject({ at: instantSchema })),
  },
  responses: { 200: json(noticeView, "The notice"), ...problems },
});

const unreadRoute = declare({
  method: "get",
  path: "/notices/unread",
  operationId: "readUnreadCount",
  tags: ["notices"],
  summary: "How many of the newest notices are unread",
  "x-permission": "notice.list-own",
  responses: { 200: json(unreadView, "The count"), ...problems },
});

const readAllRoute = declare({
  method: "post",
  path: "/notices/read-all",
  operationId: "markAllNoticesRead",
  tags: ["notices"],
  summary: "Mark everything up to a moment as read; harmless to repeat",
  "x-permission": "notice.mark-read",
  request: { headers: commandHeaders, body: body(z.strictObject({ upTo: instantSchema })) },
  responses: { 200: json(unreadView, "The count afterwards"), ...problems },
});

const preferences = { 200: json(preferencesView, "What is mailed"), ...problems } as const;

const preferencesRoute = declare({
  method: "get",
  path: "/me/notice-preferences",
  operationId: "readNoticePreferences",
  tags: ["notices"],
  summary: "Which notices are mailed to oneself",
  "x-permission": "me.read",
  responses: preferences,
});

const choosePreferencesRoute = declare({
  method: "put",
  path: "/me/notice-preferences",
  operationId: "chooseNoticePreferences",
  tags: ["notices"],
  summary: "Switch mails of some kinds off; those about money and account always go out",
  "x-permission": "me.edit",
  request: { body: body(z.strictObject({ muted: z.array(optionalKindSchema).max(OPTIONAL_KINDS.length) })) },
  responses: preferences,
});

/** Newest notices that are looked at for the count. */
const COUNTED_MAX = 30;

async function countUnread(store: Store, userId: UserId) {
  const [page, reads] = await Promise.all([
    listNotices(store, { userId, limit: COUNTED_MAX }),
    loadNoticeReader(store, userId),
  ]);
  const unread = page.items.filter((notice) => readAtOf(notice, reads) === undefined).length;
  return { unread, more: page.next !== undefined && unread === COUNTED_MAX };
}

const preferencesOf = ({ muted }: NoticeReader) => ({ muted: [...muted], optional: [...OPTIONAL_KINDS] });

const noticeOf = (notice: Notice, locale: Locale, reads: NoticeReader) => ({
  ...notice,
  readAt: readAtOf(notice, reads),
  kind: kindOfNotice(notice.template),
  ...noticeWords(notice.template, locale, notice.params),
});

const reader = (c: ApiContext) => userIdSchema.parse(actorOf(c.var.principal));

/** What a person was told. */
export const noticeRoutes = ({ store }: { store: Store }) =>
  router()
    .openapi(listRoute, async (c) => {
      const { limit, cursor, language: locale } = c.req.valid("query");
      const userId = reader(c);
      const scope = `notices:${userId}`;
      const after = positionOf(c, scope, cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const page = await listNotices(store, { userId, limit, after });
      const reads = await loadNoticeReader(store, userId);
      const items = page.items.map((notice) => noticeOf(notice, locale, reads));
      c.header("Cache-Control", "no-store");
      return c.json(present(pageOf(noticeView), { items, ...nextOf(c, scope, page.next) }), 200);
    })
    .openapi(readRoute, async (c) => {
      const { at } = c.req.valid("json");
      const place = { userId: reader(c), at, id: c.req.valid("param").noticeId };
      const readAt = c.var.platform.clock.business();
      const isThere = await markRead(store, { ...place, readAt });
      const notice = isThere ? await loadNotice(store, noticeRef(place)) : undefined;
      if (notice === undefined) return refuse(c, { kind: "not_found" });
      const reads = await loadNoticeReader(store, place.userId);
      c.header("Cache-Control", "no-store");
      return c.json(present(noticeView, noticeOf(notice, c.req.valid("query").language, reads)), 200);
    })
    .openapi(unreadRoute, async (c) => {
      c.header("Cache-Control", "no-store");
      return c.json(await countUnread(store, reader(c)), 200);
    })
    .openapi(readAllRoute, async (c) => {
      const userId = reader(c);
      const { upTo } = c.req.valid("json");
      const now = c.var.platform.clock.business();
      const isPast = upTo <= now;
      await markAllRead(store, { userId, upTo: isPast ? upTo : now });
      c.header("Cache-Control", "no-store");
      return c.json(await countUnread(store, userId), 200);
    })
    .openapi(preferencesRoute, async (c) => {
      c.header("Cache-Control", "no-store");
      return c.json(preferencesOf(await loadNoticeReader(store, reader(c))), 200);
    })
    .openapi(choosePreferencesRoute, async (c) => {
      const userId = reader(c);
      await muteKinds(store, { userId, muted: c.req.valid("json").muted });
      c.header("Cache-Control", "no-store");
      return c.json(preferencesOf(await loadNoticeReader(store, userId)), 200);
    });
