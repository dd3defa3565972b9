import type { UserId } from "../identity/actor.ts";
import type { Locale } from "../identity/user.ts";
import { mailBodies } from "../kernel/mail.ts";
import type { Store } from "../kernel/store.ts";
import type { Notice } from "./notice.ts";
import { isMailed, loadNoticeReader } from "./notice-reader.ts";
import { loadNotice } from "./notice-store.ts";
import { type NoticeTemplate, noticeWords } from "./notice-texts.ts";

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

const WHY = {
  en: "You get this because it concerns your money or your enterprise.",
  "zh-CN": "此通知涉及您的款项或企业，因此发送给您。",
} as const satisfies Record<Locale, string>;

/** The one thing to do from a mail, by what the notice is about. */
const ACTS = {
  pledge: { en: "Open your pledge", "zh-CN": "查看我的支持" },
  enterprise: { en: "Open your enterprise", "zh-CN": "打开我的企业" },
  operations: { en: "Open operations", "zh-CN": "打开运营后台" },
  notices: { en: "Open your notices", "zh-CN": "查看通知" },
} as const satisfies Record<string, Record<Locale, string>>;

function actOf({ ref, template }: Pick<Notice, "ref" | "template">): {
  act: keyof typeof ACTS;
  path: string;
} {
  if (ref.startsWith("plg_")) return { act: "pledge", path: `/pledges/${ref}` };
  if (template.startsWith("endpoint_")) return { act: "operations", path: "/app/operations" };
  return /^(cas|cmp|ent|trn)_/.test(ref)
    ? { act: "enterprise", path: "/app/enterprise" }
    : { act: "notices", path: "/notices" };
}

/** What somebody has to copy exactly stands apart from the sentence. */
const FACTS: Readonly<Partial<Record<NoticeTemplate, readonly (keyof typeof FACT_NAMES)[]>>> = {
  pledge_receipt: ["amount", "reference", "payBy"],
  payment_short: ["received", "missing", "reference", "payBy"],
};
const FACT_NAMES = {
  amount: { en: "Amount", "zh-CN": "金额" },
  received: { en: "Received", "zh-CN": "已收到" },
  missing: { en: "Still missing", "zh-CN": "尚缺" },
  reference: { en: "Reference", "zh-CN": "附言" },
  payBy: { en: "Pay by", "zh-CN": "付款期限" },
} as const satisfies Record<string, Record<Locale, string>>;

/** The mail of a notice in its reader's language: the words of the notice, and a link to what it is about. */
export function noticeMail(
  { template, params, ref }: Pick<Notice, "template" | "params" | "ref">,
  { email, locale, origin }: { email: string; locale: Locale; origin: string },
): NoticeMail {
  const { subject, body } = noticeWords(template, locale, params);
  const { act, path } = actOf({ ref, template });
  const facts = (FACTS[template] ?? []).map(
    (name) => [FACT_NAMES[name][locale], params[name] ?? ""] as const,
  );
  const bodies = mailBodies({
    subject,
    parts: [{ language: locale, title: subject, paragraphs: [body], facts, why: WHY[locale] }],
    act: { label: ACTS[act][locale], href: `${origin}${path}` },
  });
  return { to: email, subject, ...bodies };
}

/** Mails a notice, unless its reader switched its kind off. Sending has the notice's id, so that a retry is the same mail. */
export async function mailNotice(deps: MailDeps, ref: string): Promise<void> {
  const { store, origin } = deps;
  const notice = await loadNotice(store, ref);
  const reader = notice === undefined ? undefined : await deps.readerOf(notice.userId);
  if (notice === undefined || reader === undefined) return;
  if (!isMailed(notice.template, await loadNoticeReader(store, notice.userId))) return;
  await deps.send(notice.id, noticeMail(notice, { ...reader, origin }));
}
