import type { WorkKind } from "@firstlot/core/work/work-kind";
import type { Locale } from "../identity-provider/account.ts";
import type { Ran } from "../platform/driver.ts";

/** What carries a due time of its own, and what the sandbox bank does by itself. */
type OwnKind = "campaign" | "pledge" | "refund" | "payout";
type BankKind =
  | "instruction"
  | "payment session"
  | "webhook"
  | "statement"
  | "confirmation"
  | "camt053"
  | "csv";
type RanKind = WorkKind | OwnKind | `bank.${BankKind}`;

/** What ran, `{n}` times: in English for one and for several, or once for any number, and in Chinese. */
type Words = readonly [one: string, many: string, chinese: string] | readonly [any: string, chinese: string];

/** In the order in which people ask for them: money and promises first, the machine's own upkeep last. */
const WORDS: Readonly<Record<RanKind, Words>> = {
  pledge: ["1 unpaid pledge expired", "{n} unpaid pledges expired", "{n} 笔未付款的认购到期失效"],
  campaign: [
    "1 campaign reached a date of its own",
    "{n} campaigns reached a date of their own",
    "{n} 个项目到达自身的时间点",
  ],
  "campaign.close-shards": [
    "1 campaign closed to new pledges",
    "{n} campaigns closed to new pledges",
    "{n} 个项目停止接受新的认购",
  ],
  "settlement.confirm-pledges": [
    "pledges of 1 campaign confirmed",
    "pledges of {n} campaigns confirmed",
    "{n} 个项目的认购得到确认",
  ],
  "settlement.refund-pledges": [
    "refunds of 1 campaign begun",
    "refunds of {n} campaigns begun",
    "{n} 个项目开始退款",
  ],
  "settlement.open-run": [
    "1 settlement run sent to its bank",
    "{n} settlement runs sent to their banks",
    "{n} 个结算批次已发送银行",
  ],
  refund: ["1 unclaimed refund set aside", "{n} unclaimed refunds set aside", "{n} 笔无人领取的退款转入待领"],
  payout: ["1 payout account came off hold", "{n} payout accounts came off hold", "{n} 个收款账户解除冻结"],
  "bank.instruction": [
    "1 payment order moved on at the bank",
    "{n} payment orders moved on at the bank",
    "银行处理了 {n} 笔付款指令",
  ],
  "bank.apply-fact": ["1 bank notice booked", "{n} bank notices booked", "{n} 条银行通知已入账"],
  "statement.match": [
    "1 bank statement reconciled",
    "{n} bank statements reconciled",
    "{n} 份银行对账单完成核对",
  ],
  "notice.mail": ["1 mail sent", "{n} mails sent", "已发送 {n} 封邮件"],
  "invitation.mail": ["1 invitation sent", "{n} invitations sent", "已发送 {n} 份邀请"],
  "review.run-step": ["1 review step run", "{n} review steps run", "运行了 {n} 个审核步骤"],
  "review.deadline": [
    "1 review deadline looked at",
    "{n} review deadlines looked at",
    "检查了 {n} 个审核期限",
  ],
  "enterprise.check-payout-name": [
    "1 payout account name checked",
    "{n} payout account names checked",
    "核对了 {n} 个收款账户户名",
  ],
  "refund.check-account": [
    "1 refund account checked",
    "{n} refund accounts checked",
    "核对了 {n} 个退款账户",
  ],
  "bank.payment session": [
    "1 payment page closed unpaid",
    "{n} payment pages closed unpaid",
    "{n} 个付款页面未付款即关闭",
  ],
  "bank.query-instruction": [
    "1 payment order asked after at the bank",
    "{n} payment orders asked after at the bank",
    "向银行查询了 {n} 笔付款指令",
  ],
  "settlement.finish": [
    "settlement of 1 campaign carried on",
    "settlements of {n} campaigns carried on",
    "{n} 个项目的结算继续推进",
  ],
  "settlement.decide": [
    "verdict of 1 campaign looked into",
    "verdicts of {n} campaigns looked into",
    "检查了 {n} 个项目能否裁定",
  ],
  "evidence.scan": ["1 file scanned", "{n} files scanned", "扫描了 {n} 个文件"],
  "evidence.read": ["1 file read", "{n} files read", "读取了 {n} 个文件"],
  "bank.confirmation": [
    "1 payment notice sent by the bank",
    "{n} payment notices sent by the bank",
    "银行发出 {n} 条付款通知",
  ],
  "bank.statement": ["1 bank statement drawn up", "{n} bank statements drawn up", "银行生成 {n} 份对账单"],
  "bank.camt053": [
    "1 statement sent by the bank",
    "{n} statements sent by the bank",
    "银行发出 {n} 份对账单",
  ],
  "bank.csv": [
    "1 statement table sent by the bank",
    "{n} statement tables sent by the bank",
    "银行发出 {n} 份对账表",
  ],
  "bank.webhook": ["1 message read by the bank", "{n} messages read by the bank", "银行读取 {n} 条消息"],
  "webhook.deliver": [
    "1 message delivered to the bank",
    "{n} messages delivered to the bank",
    "向银行送达 {n} 条消息",
  ],
  "webhook.publish": [
    "1 message to the bank made ready",
    "{n} messages to the bank made ready",
    "准备好 {n} 条给银行的消息",
  ],
  "webhook.recover": [
    "1 bank's missed messages sent again",
    "{n} banks' missed messages sent again",
    "为 {n} 个端点补发消息",
  ],
  "webhook.verify-endpoint": [
    "1 bank address verified",
    "{n} bank addresses verified",
    "验证了 {n} 个银行端点",
  ],
  "webhook.endpoint-health": [
    "1 bank address looked after",
    "{n} bank addresses looked after",
    "检查了 {n} 个银行端点的状态",
  ],
  "campaign.align-shards": [
    "stock of 1 campaign brought in line",
    "stock of {n} campaigns brought in line",
    "{n} 个项目的库存计数完成同步",
  ],
  "campaign.follow-enterprise": [
    "campaigns of 1 enterprise followed it",
    "campaigns of {n} enterprises followed them",
    "{n} 家企业的项目随企业状态更新",
  ],
  "catalogue.refresh-card": [
    "shown total of 1 campaign refreshed",
    "shown totals of {n} campaigns refreshed",
    "刷新了 {n} 个项目的公开数字",
  ],
  "catalogue.build-index": ["search index built", "重建了搜索索引"],
};
const KINDS: readonly string[] = Object.keys(WORDS);
const isKnown = (what: string): what is RanKind => Object.hasOwn(WORDS, what);

const FAILED: Words = [
  "1 try failed and will be made again",
  "{n} tries failed and will be made again",
  "{n} 次尝试失败，将会重试",
];
const PARKED: Words = [
  "1 task needs an operator",
  "{n} tasks need an operator",
  "{n} 项任务需要运营人员处理",
];

function filled(words: Words, n: number, language: Locale): string {
  const [one, many, chinese] = words.length === 2 ? [words[0], ...words] : words;
  return (language === "zh-CN" ? chinese : n === 1 ? one : many).replace("{n}", String(n));
}

/** A kind that this list does not know yet is called by its own name. */
const wordsOf = (what: string): Words =>
  isKnown(what) ? WORDS[what] : [what, `${what} × {n}`, `${what} × {n}`];

/**
 * What ran, in sentences: most important first. One thing that ran several times (a message that was tried again, a
 * check that had to wait) counts once.
 */
export function ranSentences(ran: readonly Ran[], language: Locale): readonly string[] {
  const things = new Map<string, Set<string>>();
  const trouble = { retried: new Set<string>(), parked: new Set<string>() };
  for (const { what, ref, status } of ran) {
    if (status === "retried" || status === "parked") trouble[status].add(`${what} ${ref}`);
    else things.set(what, (things.get(what) ?? new Set()).add(ref));
  }
  const rank = (what: string): number => (isKnown(what) ? KINDS.indexOf(what) : KINDS.length);
  const said = [...things]
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([what, refs]) => filled(wordsOf(what), refs.size, language));
  return [
    ...(trouble.parked.size > 0 ? [filled(PARKED, trouble.parked.size, language)] : []),
    ...said,
    ...(trouble.retried.size > 0 ? [filled(FAILED, trouble.retried.size, language)] : []),
  ];
}
