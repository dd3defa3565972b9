import { sayOf } from "../local-page/say-of.ts";

const EN = {
  title: "Mailbox",
  intro: "Every mail of this platform ends here: none leaves this machine.",
  recipient: "Recipient",
  everybody: "Everybody",
  show: "Show",
  latest: "Latest recipients",
  newest: "{n} newest mails",
  time: "Time ({zone})",
  to: "To",
  subject: "Subject",
  none: "No mail yet",
  noneText: "Mails appear here as people pledge, pay, apply and are invited.",
  noneTo: "No mail to {to}",
  noneToText: "The address has received nothing. All mails are still there.",
  all: "Show all mails",
  more: "Show older mails",
  bounded: "Only the {n} newest are shown.",
  back: "All mails",
  toSame: "All mails to {to}",
  from: "From",
  at: "Time",
  looks: "The mail as it looks",
  asText: "The same mail as plain text",
} as const;

/** The words of the mailbox. */
export type MailWord = keyof typeof EN;

const ZH: Record<MailWord, string> = {
  title: "邮箱",
  intro: "本平台的所有邮件都留在这里，不会发出本机。",
  recipient: "收件人",
  everybody: "所有人",
  show: "查看",
  latest: "最近的收件人",
  newest: "最新 {n} 封邮件",
  time: "时间（{zone}）",
  to: "收件人",
  subject: "主题",
  none: "还没有邮件",
  noneText: "当有人认购、付款、申请或受到邀请时，邮件会出现在这里。",
  noneTo: "没有发给 {to} 的邮件",
  noneToText: "该地址未收到任何邮件，其他邮件仍可查看。",
  all: "查看全部邮件",
  more: "查看更早的邮件",
  bounded: "仅显示最新的 {n} 封。",
  back: "全部邮件",
  toSame: "发给 {to} 的全部邮件",
  from: "发件人",
  at: "时间",
  looks: "邮件的显示效果",
  asText: "同一邮件的纯文本",
};

/** A text of the mailbox, its `{places}` filled. */
export const sayMail = sayOf<MailWord>({ en: EN, "zh-CN": ZH });
