import type { Locale } from "../identity/user.ts";

/** The words of one notice: `{name}` is replaced by a parameter. Plain, exact, calm (web.md): what happened, what to do. */
interface Words {
  readonly subject: string;
  readonly body: string;
}

/** Every notice there is, in both languages; a test compares their parameters. */
export const NOTICE_TEXTS = {
  change_requested: {
    en: {
      subject: "A change is asked for: {subject}",
      body: "The review of {subject} needs something from you. Open the review to see what is asked, and answer by {answerBy}. The clock of the review stands still until then.",
    },
    "zh-CN": {
      subject: "需要您修改：{subject}",
      body: "{subject} 的审核需要您补充内容。请打开审核页面查看要求，并在 {answerBy} 之前答复；在此之前审核计时暂停。",
    },
  },
  review_approved: {
    en: {
      subject: "Approved: {subject}",
      body: "The review of {subject} has ended: approved, by two persons. You can go on from here.",
    },
    "zh-CN": {
      subject: "审核通过：{subject}",
      body: "{subject} 的审核已由两人完成并通过。您可以继续下一步。",
    },
  },
  review_rejected: {
    en: {
      subject: "Not approved: {subject}",
      body: "The review of {subject} has ended: not approved. The decision names the reasons, what would change it, and how to contest it.",
    },
    "zh-CN": {
      subject: "审核未通过：{subject}",
      body: "{subject} 的审核未通过。决定中列明了原因、可改变结果的条件以及申诉方式。",
    },
  },
  pledge_receipt: {
    en: {
      subject: "Your pledge to {campaign}: pay {amount} by {payBy}",
      body: "Your units are kept until {payBy}. Pay {amount} at the bank with the reference {reference}. No money has moved yet; the bank will confirm it when it arrives.",
    },
    "zh-CN": {
      subject: "您对 {campaign} 的支持：请在 {payBy} 前支付 {amount}",
      body: "我们为您保留所选份额至 {payBy}。请在银行支付 {amount}，附言填写 {reference}。目前尚未划转任何款项；到账后银行会确认。",
    },
  },
  payment_received: {
    en: {
      subject: "Received: {amount} for {campaign}",
      body: "The bank has confirmed {amount} for your pledge to {campaign}. The bank holds it; if the goal is missed, all of it comes back to you.",
    },
    "zh-CN": {
      subject: "已到账：{campaign} {amount}",
      body: "银行已确认收到您对 {campaign} 的 {amount}。款项由银行保管；若未达成目标，将全额退还给您。",
    },
  },
  payment_short: {
    en: {
      subject: "Part of the payment is missing: {campaign}",
      body: "The bank has received {received}; {missing} is missing. Send it with the reference {reference} by {payBy}, or everything comes back to you.",
    },
    "zh-CN": {
      subject: "付款不足：{campaign}",
      body: "银行收到 {received}，还差 {missing}。请在 {payBy} 前以附言 {reference} 补足，否则全部退还给您。",
    },
  },
  payment_over: {
    en: {
      subject: "Too much was paid: {campaign}",
      body: "Your pledge to {campaign} is paid. {excess} more than needed arrived; it goes back to the account it came from.",
    },
    "zh-CN": {
      subject: "付款超额：{campaign}",
      body: "您对 {campaign} 的支持已付清。多付的 {excess} 将退回原账户。",
    },
  },
  payment_late: {
    en: {
      subject: "The payment came too late: {campaign}",
      body: "{amount} arrived after your units had been given up. It goes back to the account it came from.",
    },
    "zh-CN": { subject: "付款逾期：{campaign}", body: "{amount} 在份额释放之后到账，将退回原账户。" },
  },
  pledge_expired: {
    en: {
      subject: "Your pledge to {campaign} has lapsed",
      body: "No full payment arrived by {payBy}, so the units are on sale again. Anything that arrived goes back to you. You can pledge again while stock lasts.",
    },
    "zh-CN": {
      subject: "您对 {campaign} 的支持已失效",
      body: "在 {payBy} 前未收到全款，份额已重新开放。已到账的款项将退还给您。在有余量时您可以再次支持。",
    },
  },
  campaign_funded_backer: {
    en: {
      subject: "Funded: {campaign}",
      body: "{campaign} has reached its goal and your pledge of {amount} is confirmed. The bank releases the money in parts, against evidence.",
    },
    "zh-CN": {
      subject: "已成功：{campaign}",
      body: "{campaign} 已达成目标，您 {amount} 的支持已确认。银行将按凭证分期放款。",
    },
  },
  refund_started: {
    en: {
      subject: "Your money comes back: {campaign}",
      body: "{amount} of your pledge to {campaign} goes back to the account it came from. The bank sends it at its next cut-off.",
    },
    "zh-CN": {
      subject: "退款处理中：{campaign}",
      body: "您对 {campaign} 的 {amount} 将退回原账户，银行会在下一个截止时间汇出。",
    },
  },
  refund_sent: {
    en: {
      subject: "Sent back: {amount} for {campaign}",
      body: "The bank has paid {amount} back to your account.",
    },
    "zh-CN": { subject: "已退款：{campaign} {amount}", body: "银行已将 {amount} 退回您的账户。" },
  },
  refund_failed: {
    en: {
      subject: "A refund could not be paid: {campaign}",
      body: "The bank could not pay {amount} to your account ({reason}). The money is safe. Name another account of yours in your portfolio and we send it again.",
    },
    "zh-CN": {
      subject: "退款未能送达：{campaign}",
      body: "银行未能将 {amount} 汇入您的账户（{reason}）。款项安全。请在我的支持中填写您的另一个账户，我们会重新汇出。",
    },
  },
  campaign_funded: {
    en: {
      subject: "Your campaign is funded: {campaign}",
      body: "{campaign} has raised {amount}. Fee and tranches are shown on your funding page; the first part is released on its condition.",
    },
    "zh-CN": {
      subject: "您的项目已成功：{campaign}",
      body: "{campaign} 已筹得 {amount}。费用与分期见资金页面；首期将按其条件放款。",
    },
  },
  campaign_failed: {
    en: {
      subject: "The goal was missed: {campaign}",
      body: "{campaign} has raised {amount} and missed its goal. Every backer gets their money back in full; nothing is owed by you.",
    },
    "zh-CN": {
      subject: "未达成目标：{campaign}",
      body: "{campaign} 筹得 {amount}，未达成目标。所有支持者将全额退款；您无需支付任何费用。",
    },
  },
  campaign_cancelled: {
    en: {
      subject: "Cancelled: {campaign}",
      body: "{campaign} has been cancelled. Every backer gets their money back in full.",
    },
    "zh-CN": { subject: "已取消：{campaign}", body: "{campaign} 已取消。所有支持者将全额退款。" },
  },
  tranche_approved: {
    en: {
      subject: "A tranche is approved: {campaign}",
      body: "The tranche of {amount} is approved. The bank moves it to your campaign account at its next cut-off.",
    },
    "zh-CN": {
      subject: "分期获批：{campaign}",
      body: "{amount} 的分期已获批准，银行将在下一个截止时间划入您的项目账户。",
    },
  },
  tranche_refused: {
    en: {
      subject: "A tranche was not released: {campaign}",
      body: "The evidence for the tranche of {amount} was not enough. The decision says what is missing; ask again with it.",
    },
    "zh-CN": {
      subject: "分期未放款：{campaign}",
      body: "{amount} 分期的凭证不足。决定中说明了缺少的内容，补充后可再次申请。",
    },
  },
  payout_account_changed: {
    en: {
      subject: "The payout account of {enterprise} was changed",
      body: "Somebody of your enterprise changed its payout account. It is on hold for 72 hours and a fresh name check by the bank; until then nothing is paid to it. If this was not you, write to us at once.",
    },
    "zh-CN": {
      subject: "{enterprise} 的收款账户已更改",
      body: "贵企业成员更改了收款账户。该账户将冻结 72 小时并由银行重新核对户名，期间不会向其付款。如非本人操作，请立即联系我们。",
    },
  },
  endpoint_failing: {
    en: {
      subject: "A bank's endpoint does not answer: {endpoint}",
      body: "Messages to this endpoint have failed since {since}. They are kept and sent again; after five days the endpoint is disabled.",
    },
    "zh-CN": {
      subject: "银行接收端点无响应：{endpoint}",
      body: "自 {since} 起向该端点的消息均未送达。消息已保留并会重发；五天后端点将被停用。",
    },
  },
  endpoint_disabled: {
    en: {
      subject: "A bank's endpoint was disabled: {endpoint}",
      body: "The endpoint did not take any message for five days, or said it is gone. Instructions stay readable by polling; re-activate it to recover what was missed.",
    },
    "zh-CN": {
      subject: "银行接收端点已停用：{endpoint}",
      body: "该端点连续五天未接收消息，或已声明停用。指令仍可轮询读取；重新启用后可补发遗漏消息。",
    },
  },
} as const satisfies Record<string, Record<Locale, Words>>;

export type NoticeTemplate = keyof typeof NOTICE_TEXTS;

/** Parameters as they were when it happened: texts, amounts with currency, instants. */
export type NoticeParams = Readonly<Record<string, string>>;

const fill = (text: string, params: NoticeParams): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? "–");

/** The words of a notice in the reader's language. */
export function noticeWords(template: NoticeTemplate, locale: Locale, params: NoticeParams): Words {
  const { subject, body } = NOTICE_TEXTS[template][locale];
  return { subject: fill(subject, params), body: fill(body, params) };
}
