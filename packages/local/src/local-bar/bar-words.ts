import type { CampaignStatus } from "@firstlot/core/campaign/campaign";
import type { Locale } from "../identity-provider/account.ts";
import { sayOf } from "../local-page/say-of.ts";

const EN = {
  label: "This machine",
  time: "Business time",
  next: "Next event",
  deadline: "To the deadline",
  verdict: "To the verdict",
  of: "of {title}",
  nothingAhead: "No live campaign",
  nothingDue: "Nothing is due",
  dueNow: "due now",
  links: "Tools of this machine",
  mailbox: "Mailbox",
  bank: "Bank",
  clock: "Clock",
  codes: "Codes",
  running: "Working: {from} → {to}",
  runningToVerdict: "Working towards the verdict",
  reached: "now at {now}",
  again: "Look again",
  seeding: "The demo’s past is being made: {done} of {total} acts. The clock can be moved after that.",
  ran: "What ran",
  failed: "The step ended with an error; the log of the platform says why.",
  nothing: "nothing was due",
  further: "{n} more",
  list: "Show all",
  list_more: "and {n} more lines",
  is: "{title}: {status}",
} as const;

/** The words of the bar. */
export type BarWord = keyof typeof EN;

const ZH: Record<BarWord, string> = {
  label: "本机平台",
  time: "业务时间",
  next: "下一事件",
  deadline: "到截止时间",
  verdict: "到裁定",
  of: "{title}",
  nothingAhead: "没有进行中的项目",
  nothingDue: "没有待办事项",
  dueNow: "现已到期",
  links: "本机工具",
  mailbox: "邮箱",
  bank: "银行",
  clock: "时钟",
  codes: "验证码",
  running: "正在推进：{from} → {to}",
  runningToVerdict: "正在推进到裁定",
  reached: "现在到 {now}",
  again: "再看一次",
  seeding: "正在生成演示数据：{done} / {total}。完成后才能推进时钟。",
  ran: "运行结果",
  failed: "推进因错误中止，原因见平台日志。",
  nothing: "没有到期的事项",
  further: "另有 {n} 类",
  list: "查看全部",
  list_more: "另有 {n} 行",
  is: "{title}：{status}",
};

/** A text of the bar, its `{places}` filled. */
export const sayBar = sayOf<BarWord>({ en: EN, "zh-CN": ZH });

/** Where a campaign is in its life. */
export const STATUS_WORDS: Readonly<Record<CampaignStatus, Readonly<Record<Locale, string>>>> = {
  draft: { en: "draft", "zh-CN": "草稿" },
  submitted: { en: "submitted", "zh-CN": "已提交" },
  in_review: { en: "in review", "zh-CN": "审核中" },
  changes_requested: { en: "changes requested", "zh-CN": "需要修改" },
  approved: { en: "approved", "zh-CN": "已批准" },
  rejected: { en: "rejected", "zh-CN": "已拒绝" },
  scheduled: { en: "scheduled", "zh-CN": "已排期" },
  live: { en: "live", "zh-CN": "进行中" },
  paused: { en: "paused", "zh-CN": "已暂停" },
  closing: { en: "closed to new pledges, awaiting the verdict", "zh-CN": "已停止认购，等待裁定" },
  funded: { en: "funded", "zh-CN": "已达成" },
  failed: { en: "not funded", "zh-CN": "未达成" },
  cancelled: { en: "cancelled", "zh-CN": "已取消" },
  refunding: { en: "refunding", "zh-CN": "退款中" },
  refunded: { en: "refunded", "zh-CN": "已退款" },
  delivering: { en: "delivering", "zh-CN": "交付中" },
  completed: { en: "completed", "zh-CN": "已完成" },
  undelivered: { en: "not delivered", "zh-CN": "未交付" },
  archived: { en: "archived", "zh-CN": "已归档" },
};
