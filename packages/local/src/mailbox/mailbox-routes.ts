import { Hono } from "hono";
import { z } from "zod";
import { localPage, type PageFrame } from "../local-page/local-page.ts";
import type { Mailbox } from "./mailbox.ts";
import { LIST_MAILS, LIST_MAILS_MAX, listContent, MAILBOX_STYLE, mailContent } from "./mailbox-pages.ts";
import { sayMail } from "./mailbox-words.ts";

/** A mail's own HTML may style itself and open links in a new tab; it runs nothing and loads nothing. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'self'; " +
  "sandbox allow-popups allow-popups-to-escape-sandbox";

const STYLE_PATH = "/mailbox/style.css";
const RECIPIENTS_MAX = 10;

const limitSchema = z.coerce.number().int().min(1).max(LIST_MAILS_MAX);
const querySchema = z.strictObject({
  to: z.string().max(254).optional(),
  limit: limitSchema.default(100),
});
/** A page is shown whatever its address says: a limit that is none is the usual one. */
const pageQuerySchema = z.object({
  to: z
    .string()
    .max(254)
    .transform((to) => (to.trim() === "" ? undefined : to.trim()))
    .optional()
    .catch(undefined),
  limit: limitSchema.catch(LIST_MAILS),
});

/**
 * The mailbox of the local platform: pages at `/mailbox`, and for tests `GET /mailbox/messages?to=&limit=` (newest
 * first) and `GET /mailbox/messages/{id}`. To be mounted at `/`.
 * @param frame the look of the site; without it the pages are plain
 */
export function mailboxRoutes(mailbox: Mailbox, frame?: PageFrame): Hono {
  const app = new Hono();
  app.use("/mailbox/*", async (c, next) => {
    await next();
    c.header("X-Content-Type-Options", "nosniff");
    c.header("Referrer-Policy", "same-origin");
    c.header("Cache-Control", "no-store");
  });
  app.get(STYLE_PATH, (c) => c.body(MAILBOX_STYLE, 200, { "Content-Type": "text/css; charset=utf-8" }));
  app.get("/mailbox", async (c) => {
    const query = pageQuerySchema.parse(c.req.query());
    const mails = mailbox.list(query);
    const recipients = mailbox.recipients(RECIPIENTS_MAX);
    return c.html(
      await localPage(c, frame, {
        ...{ place: "mailbox", style: STYLE_PATH },
        title: ({ language }) => sayMail(language, "title"),
        content: (reader) => listContent({ mails, query, recipients }, reader),
      }),
    );
  });
  app.get("/mailbox/messages", (c) => {
    const query = querySchema.safeParse(c.req.query());
    if (!query.success)
      return c.json({ code: "query_malformed", message: "Ask with to= and limit=1…500." }, 400);
    return c.json({ items: mailbox.list(query.data) });
  });
  app.get("/mailbox/messages/:id", (c) => {
    const mail = mailbox.find(c.req.param("id"));
    return mail === undefined
      ? c.json({ code: "mail_not_found", message: "No such mail." }, 404)
      : c.json(mail);
  });
  app.get("/mailbox/mail/:id", async (c) => {
    const mail = mailbox.find(c.req.param("id"));
    if (mail === undefined) return c.notFound();
    return c.html(
      await localPage(c, frame, {
        ...{ place: "mailbox", style: STYLE_PATH },
        title: () => mail.subject,
        content: (reader) => mailContent(mail, reader),
      }),
    );
  });
  app.get("/mailbox/mail/:id/body", (c) => {
    const mail = mailbox.find(c.req.param("id"));
    if (mail?.html === undefined) return c.notFound();
    c.header("Content-Security-Policy", MAIL_POLICY);
    return c.html(mail.html);
  });
  return app;
}
