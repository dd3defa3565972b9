import type { UserId } from "../identity/actor.ts";
import type { Locale } from "../identity/user.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Store } from "../kernel/store.ts";
import { putWork } from "../work/work-item.ts";
import { type NoticeDraft, noticeOf } from "./notice.ts";
import { isMailed, loadNoticeReader } from "./notice-reader.ts";
import { loadNotice, noticeRef, putNotice } from "./notice-store.ts";
import { noticeWords } from "./notice-texts.ts";

/**
 * Gives a person a notice, once per cause: the notice and the work that mails it are written together; a cause that
 * comes again finds both there.
 */
export async function giveNotice(
  store: Store,
  cause: string,
  draft: NoticeDraft,
  at: Instant,
): Promise<void> {
  const notice = noticeOf(cause, draft, at);
  await store.commit({
    notice: putNotice(notice),
    mail: putWork({ kind: "notice.mail", ref: noticeRef(notice), dueAt: at, cause: [notice.id] }),
  });
}

/** A mail, ready to be sent. */
export interface NoticeMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface MailDeps {
  readonly store: Store;
  /** Where a person reads mail and in which language; `undefined` once they are erased. */
  readonly readerOf: (userId: UserId) => Promise<{ email: string; locale: Locale } | undefined>;
  readonly send: (id: string, mail: NoticeMail) => Promise<void>;
  /** Origin of the site, for the link. */
  readonly origin: string;
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

const FOOT = {
  en: { open: "Open Firstlot", why: "You get this because it concerns your money or your enterprise." },
  "zh-CN": { open: "打开首批", why: "此通知涉及您的款项或企业，因此发送给您。" },
} as const;

/** Mails a notice in its reader's language, unless they switched its kind off. Sending has the notice's id, so that a retry is the same mail. */
export async function mailNotice(deps: MailDeps, ref: string): Promise<void> {
  const notice = await loadNotice(deps.store, ref);
  const reader = notice === undefined ? undefined : await deps.readerOf(notice.userId);
  if (notice === undefined || reader === undefined) return;
  if (!isMailed(notice.template, await loadNoticeReader(deps.store, notice.userId))) return;
  const { subject, body } = noticeWords(notice.template, reader.locale, notice.params);
  const { open, why } = FOOT[reader.locale];
  const link = `${deps.origin}${notice.ref.startsWith("plg_") ? `/pledges/${notice.ref}` : "/notices"}`;
  await deps.send(notice.id, {
    to: reader.email,
    subject,
    text: `${body}\n\n${open}: ${link}\n\n${why}\n`,
    html: `<!doctype html><html lang="${reader.locale}"><body><h1>${escapeHtml(subject)}</h1><p>${escapeHtml(body)}</p><p><a href="${escapeHtml(link)}">${escapeHtml(open)}</a></p><p><small>${escapeHtml(why)}</small></p></body></html>`,
  });
}
