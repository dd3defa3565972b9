import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import { sayIn } from "../../messages/say.ts";
import { pageHtml } from "../layout.tsx";
import { signInFirst } from "../portfolio/sign-in-first.tsx";
import { type PagesDeps, type Visit, visitOf } from "../visit.ts";
import { NOTICES } from "./notices-messages.ts";
import { NoticesPage, readNotices } from "./notices-page.tsx";
import { PreferencesPage, readPreferences } from "./preferences-page.tsx";

const SEE_OTHER = 303;
/** Only pages of this site: a notice never leads elsewhere. */
const OWN_PATH = /^\/(?!\/)[\w/?=&%.-]*$/;
const ownPath = (text: unknown, otherwise: string): string =>
  typeof text === "string" && OWN_PATH.test(text) ? text : otherwise;

const header = () => ({ "idempotency-key": randomUUID() });

/** The list of notices, marking them as read, and what is mailed. */
export function noticePages(deps: PagesDeps): Hono {
  const page = (act: (visit: Visit, c: Context) => Promise<Response>) => async (c: Context) => {
    const visit = await visitOf(c, deps);
    c.header("Cache-Control", "private, no-store");
    return visit.me === undefined ? signInFirst(c, visit, "notices") : act(visit, c);
  };
  const show = (visit: Visit, title: string, content: Parameters<typeof pageHtml>[1]) =>
    pageHtml({ visit, head: { title }, current: "notices" }, content);
  return new Hono()
    .get(
      "/notices",
      page(async (visit, c) => {
        const { api, language, formToken, path, now, unread } = visit;
        const cursor = c.req.query("cursor");
        const { data } = await readNotices(api, { language, cursor });
        if (data === undefined) return c.redirect("/notices", SEE_OTHER);
        const say = sayIn(NOTICES, language);
        const isFirst = cursor === undefined;
        return c.html(
          show(
            visit,
            say("title"),
            <NoticesPage page={data} {...{ unread, isFirst, formToken, path, now }} />,
          ),
        );
      }),
    )
    .post(
      "/notices/read-all",
      page(async ({ api }, c) => {
        const { upTo } = await c.req.parseBody();
        if (typeof upTo === "string")
          await api.POST("/notices/read-all", { params: { header: header() }, body: { upTo } });
        return c.redirect("/notices", SEE_OTHER);
      }),
    )
    .get(
      "/notices/preferences",
      page(async (visit, c) => {
        const { api, me, formToken, language } = visit;
        const preferences = await readPreferences(api);
        if (preferences === undefined) return signInFirst(c, visit, "notices");
        const isSaved = c.req.query("saved") !== undefined;
        const email = me?.email ?? "";
        return c.html(
          show(
            visit,
            sayIn(NOTICES, language)("preferences"),
            <PreferencesPage {...{ preferences, email, isSaved, formToken }} />,
          ),
        );
      }),
    )
    .post(
      "/notices/preferences",
      page(async ({ api }, c) => {
        const fields = await c.req.parseBody();
        const known = await readPreferences(api);
        const muted = (known?.optional ?? []).filter((kind) => fields[kind] !== "mail");
        await api.PUT("/me/notice-preferences", { body: { muted } });
        return c.redirect("/notices/preferences?saved", SEE_OTHER);
      }),
    )
    .post(
      "/notices/:noticeId",
      page(async ({ api }, c) => {
        const { at, to, back } = await c.req.parseBody();
        const noticeId = c.req.param("noticeId") ?? "";
        if (typeof at === "string")
          await api.POST("/notices/{noticeId}/read", {
            params: { path: { noticeId }, header: header() },
            body: { at },
          });
        return c.redirect(ownPath(to === "" ? back : to, "/notices"), SEE_OTHER);
      }),
    );
}
