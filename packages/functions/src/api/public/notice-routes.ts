import { userIdSchema } from "@firstlot/core/identity/actor";
import { type Locale, localeSchema } from "@firstlot/core/identity/user";
import { instantSchema } from "@firstlot/core/kernel/instant";
import type { Store } from "@firstlot/core/kernel/store";
import { type Notice, noticeIdSchema } from "@firstlot/core/notice/notice";
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
    params: z.record(z.string(), z.string()),
    subject: z.string(),
    body: z.string(),
    ref: z.string(),
    readAt: z.string().optional(),
  })
  .openapi("Notice");

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

const noticeOf = (notice: Notice, locale: Locale) => ({
  ...notice,
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
      const items = page.items.map((notice) => noticeOf(notice, locale));
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
      c.header("Cache-Control", "no-store");
      return c.json(present(noticeView, noticeOf(notice, c.req.valid("query").language)), 200);
    });
