import { Hono } from "hono";
import { html } from "hono/html";
import { z } from "zod";
import { STYLESHEET } from "../identity-provider/stylesheet.ts";
import type { DeliveredMail } from "./mail.ts";
import type { Mailbox } from "./mailbox.ts";

const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** A mail's own HTML may style itself and open links in a new tab; it runs nothing and loads nothing. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'self'; " +
  "sandbox allow-popups allow-popups-to-escape-sandbox";

const querySchema = z.strictObject({
  to: z.string().max(254).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

type Content = ReturnType<typeof html>;

const layout = ({ title, content }: { title: string; content: Content }) => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/mailbox/style.css">
</head>
<body>
<header class="bar"><a href="/mailbox">Mailbox</a> <span class="muted">of this local platform: no mail leaves this machine</span></header>
<main class="wide">
<h1>${title}</h1>
${content}
</main>
</body>
</html>`;

const row = (mail: DeliveredMail) => html`<tr>
<td><time datetime="${mail.deliveredAt}">${mail.deliveredAt.slice(0, 16).replace("T", " ")}</time></td>
<td>${mail.to}</td>
<td><a href="/mailbox/mail/${mail.messageId}">${mail.subject}</a></td>
</tr>`;

const listPage = (mails: readonly DeliveredMail[], to: string) =>
  layout({
    title: "Mailbox",
    content: html`<form method="get" action="/mailbox" role="search">
<label for="to">Recipient</label>
<input id="to" name="to" type="email" value="${to}" placeholder="everybody">
<button>Show</button>
</form>
${
  mails.length === 0
    ? html`<p>No mail yet.</p>`
    : html`<table><caption>${mails.length} newest mails</caption>
<thead><tr><th scope="col">Time (UTC)</th><th scope="col">To</th><th scope="col">Subject</th></tr></thead>
<tbody>${mails.map(row)}</tbody></table>`
}`,
  });

/** The text of a mail with its links made clickable. */
const linked = (text: string) =>
  text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, i) => (i % 2 === 1 ? html`<a href="${part}">${part}</a>` : part));

const mailPage = (mail: DeliveredMail) =>
  layout({
    title: mail.subject,
    content: html`<dl>
<dt>From</dt><dd>${mail.from}</dd>
<dt>To</dt><dd>${mail.to}</dd>
<dt>Time (UTC)</dt><dd>${mail.deliveredAt}</dd>
${Object.entries(mail.headers).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
</dl>
${
  mail.html === undefined
    ? ""
    : html`<h2>As it looks</h2>
<iframe title="The mail as it looks" src="/mailbox/mail/${mail.messageId}/body" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`
}
<h2>Text</h2>
<pre>${linked(mail.text)}</pre>`,
  });

/**
 * The mailbox of the local platform: pages at `/mailbox`, and for tests `GET /mailbox/messages?to=&limit=` (newest
 * first) and `GET /mailbox/messages/{id}`. To be mounted at `/`.
 */
export function mailboxRoutes(mailbox: Mailbox): Hono {
  const app = new Hono();
  app.use("/mailbox/*", async (c, next) => {
    await next();
    c.header("X-Content-Type-Options", "nosniff");
    c.header("Referrer-Policy", "no-referrer");
    c.header("Cache-Control", "no-store");
    if (!c.res.headers.has("Content-Security-Policy")) c.header("Content-Security-Policy", PAGE_POLICY);
  });
  app.get("/mailbox/style.css", (c) =>
    c.body(STYLESHEET, 200, { "Content-Type": "text/css; charset=utf-8" }),
  );
  app.get("/mailbox", (c) => {
    const { to = "", limit } = querySchema.parse(c.req.query());
    return c.html(listPage(mailbox.list({ to: to === "" ? undefined : to, limit }), to));
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
  app.get("/mailbox/mail/:id", (c) => {
    const mail = mailbox.find(c.req.param("id"));
    return mail === undefined ? c.notFound() : c.html(mailPage(mail));
  });
  app.get("/mailbox/mail/:id/body", (c) => {
    const mail = mailbox.find(c.req.param("id"));
    if (mail?.html === undefined) return c.notFound();
    c.header("Content-Security-Policy", MAIL_POLICY);
    return c.html(mail.html);
  });
  return app;
}
