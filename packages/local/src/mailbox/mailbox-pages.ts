import { instantSchema } from "@firstlot/core/kernel/instant";
import { html, raw } from "hono/html";
import type { Content } from "../local-page/local-page.ts";
import { instantText, type Reader, shortText } from "../local-page/reader.ts";
import type { DeliveredMail } from "./mail.ts";
import type { MailQuery } from "./mailbox.ts";
import { type MailWord, sayMail } from "./mailbox-words.ts";

/** What only the mailbox has; everything else is the site's. */
export const MAILBOX_STYLE = `.mail-frame { display: block; width: 100%; height: 40rem; max-height: 80vh; border: 1px solid var(--line); border-radius: var(--r2); background: #ffffff; }
.mail-text { margin: 0; padding: var(--s4); font: var(--t-sm) / 1.6 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; }
.mail-list td { overflow-wrap: anywhere; }
.mail-list td:last-child { min-width: 14rem; }
.mail-list a { display: inline-flex; align-items: center; min-height: 24px; }
.mail-search { align-items: end; }
.mail-search .field { flex: 1 1 16rem; max-width: 28rem; }
.chips a[aria-current] { font-weight: 700; color: var(--ink); text-decoration: none; }
@media (max-width: 40rem) {
  .mail-list thead { display: none; }
  .mail-list tr { display: grid; padding: var(--s2) var(--s3); border-bottom: 1px solid var(--line); }
  .mail-list td { height: auto; padding: 0; border: 0; }
  .mail-list td:last-child { order: -1; font-weight: 600; }
  .mail-list td:not(:last-child) { color: var(--muted); }
}
`;

type Say = (word: MailWord, places?: Readonly<Record<string, string | number>>) => string;
const speaker =
  ({ language }: Reader): Say =>
  (word, places) =>
    sayMail(language, word, places);

/** How many mails a list shows at first, and at most. */
export const LIST_MAILS = 50;
export const LIST_MAILS_MAX = 500;

const listPath = ({ to, limit }: MailQuery): string => {
  const query = new URLSearchParams({
    ...(to === undefined ? {} : { to }),
    ...(limit === LIST_MAILS ? {} : { limit: String(limit) }),
  });
  return query.size === 0 ? "/mailbox" : `/mailbox?${query}`;
};

const row = (mail: DeliveredMail, reader: Reader): Content => html`<tr>
<td class="nowrap num"><time datetime="${mail.deliveredAt}">${shortText(instantSchema.parse(mail.deliveredAt), reader)}</time></td>
<td>${mail.to}</td>
<td><a href="/mailbox/mail/${mail.messageId}">${mail.subject}</a></td>
</tr>`;

function table(mails: readonly DeliveredMail[], query: MailQuery, reader: Reader): Content {
  const say = speaker(reader);
  const isFull = mails.length === query.limit;
  const more = !isFull
    ? ""
    : query.limit >= LIST_MAILS_MAX
      ? html`<p class="muted">${say("bounded", { n: query.limit })}</p>`
      : html`<p><a class="button quiet" href="${listPath({ ...query, limit: Math.min(query.limit * 2, LIST_MAILS_MAX) })}">${say("more")}</a></p>`;
  return html`<div class="table-box"><table class="mail-list">
<caption>${say("newest", { n: mails.length })}</caption>
<thead><tr><th scope="col">${say("time", { zone: reader.zone })}</th><th scope="col">${say("to")}</th><th scope="col">${say("subject")}</th></tr></thead>
<tbody>${mails.map((mail) => row(mail, reader))}</tbody>
</table></div>${more}`;
}

function nothing({ to }: MailQuery, reader: Reader): Content {
  const say = speaker(reader);
  return to === undefined
    ? html`<div class="empty"><h2>${say("none")}</h2><p>${say("noneText")}</p></div>`
    : html`<div class="empty"><h2>${say("noneTo", { to })}</h2><p>${say("noneToText")}</p>
<p><a class="button quiet" href="/mailbox">${say("all")}</a></p></div>`;
}

/** The newest mails, of one recipient or of all. */
export function listContent(
  {
    mails,
    query,
    recipients,
  }: { mails: readonly DeliveredMail[]; query: MailQuery; recipients: readonly string[] },
  reader: Reader,
): Content {
  const say = speaker(reader);
  const chip = (text: string, to?: string) =>
    html`<li><a href="${listPath({ limit: LIST_MAILS, to })}"${to === query.to ? raw(' aria-current="true"') : ""}>${text}</a></li>`;
  return html`<div class="stack wide">
<div class="stack tight"><h1>${say("title")}</h1><p class="lead">${say("intro")}</p></div>
<form class="row mail-search" method="get" action="/mailbox" role="search">
<div class="field"><label for="to">${say("recipient")}</label>
<input id="to" name="to" type="email" value="${query.to ?? ""}" placeholder="${say("everybody")}"></div>
<button class="button quiet">${say("show")}</button>
</form>
${
  recipients.length === 0
    ? ""
    : html`<nav aria-label="${say("latest")}"><ul class="row plain chips">${chip(say("everybody"))}${recipients.map((to) => chip(to, to))}</ul></nav>`
}
${mails.length === 0 ? nothing(query, reader) : table(mails, query, reader)}
</div>`;
}

/** The text of a mail with its links made clickable. */
const linked = (text: string) =>
  text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, i) => (i % 2 === 1 ? html`<a href="${part}">${part}</a>` : part));

const plainText = (mail: DeliveredMail): Content =>
  html`<pre class="card mail-text">${linked(mail.text)}</pre>`;

/** One mail as a mail program shows it. */
export function mailContent(mail: DeliveredMail, reader: Reader): Content {
  const say = speaker(reader);
  const at = instantSchema.parse(mail.deliveredAt);
  return html`<article class="stack">
<p class="row"><a href="/mailbox">${say("back")}</a> <a href="${listPath({ to: mail.to, limit: LIST_MAILS })}">${say("toSame", { to: mail.to })}</a></p>
<h1>${mail.subject}</h1>
<dl class="pairs">
<dt>${say("from")}</dt><dd>${mail.from}</dd>
<dt>${say("to")}</dt><dd>${mail.to}</dd>
<dt>${say("at")}</dt><dd><time datetime="${at}">${instantText(at, reader)}</time></dd>
</dl>
${
  mail.html === undefined
    ? plainText(mail)
    : html`<iframe class="mail-frame" title="${say("looks")}" src="/mailbox/mail/${mail.messageId}/body" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
<details><summary>${say("asText")}</summary>${plainText(mail)}</details>`
}
</article>`;
}
