/** The languages of the payment page. */
export type PayLanguage = "en" | "zh-CN";

/** The browser's first wish of those there are, else English. */
export const payLanguageOf = (accepted: string | undefined): PayLanguage => {
  const wishes = (accepted ?? "").split(",").map((part) => part.trim().toLowerCase());
  return wishes.find((wish) => wish.startsWith("zh") || wish.startsWith("en"))?.startsWith("zh") === true
    ? "zh-CN"
    : "en";
};

const EN = {
  sandbox: "Sandbox: no real money moves",
  title: "Pay {amount}",
  asked: "You are asked to pay",
  to: "To",
  account: "Account",
  for: "For",
  reference: "Reference",
  payer: "You pay from",
  name: "Your name",
  number: "Your account",
  numberHint: "5 to 34 letters and digits",
  pay: "Pay {amount}",
  decline: "Decline",
  until: "This page can be used until {time} UTC.",
  impossible: "Payment not possible",
  back: "Back to the shop",
  incomplete: "The form is incomplete. Go back and open the payment again.",
  badPayer: "Give your name and an account number of 5 to 34 letters and digits. Nothing was paid.",
  paid: "This payment was already made. It will not be made twice.",
  malformed_payment_link: "This payment link is not readable.",
  unknown_payment_link_key: "This payment link was not issued by a platform we know.",
  wrong_payment_link_signature: "This payment link was changed and cannot be used.",
  payment_link_expired: "This payment link has expired. Nothing was paid.",
  no_such_account: "The account of this payment is not kept here.",
  currency_mismatch: "The account of this payment is kept in another currency.",
  no_such_session: "This payment page is no longer open.",
  session_over: "This payment is already decided.",
  session_expired: "The time for this payment is over. Nothing was paid.",
} as const;

/** The words of the payment page. */
export type PayWord = keyof typeof EN;

const ZH: Record<PayWord, string> = {
  sandbox: "沙盒环境：不会划转真实资金",
  title: "支付 {amount}",
  asked: "您需要支付",
  to: "收款方",
  account: "账户",
  for: "用途",
  reference: "附言",
  payer: "付款账户",
  name: "您的姓名",
  number: "您的账号",
  numberHint: "5 至 34 位字母和数字",
  pay: "支付 {amount}",
  decline: "拒绝付款",
  until: "本页面可使用至 {time} UTC。",
  impossible: "无法付款",
  back: "返回商户",
  incomplete: "表单不完整。请返回并重新打开付款页面。",
  badPayer: "请填写姓名，以及由 5 至 34 位字母和数字组成的账号。未支付任何款项。",
  paid: "该笔款项已支付，不会重复扣款。",
  malformed_payment_link: "无法读取该付款链接。",
  unknown_payment_link_key: "该付款链接并非由我们认识的平台签发。",
  wrong_payment_link_signature: "该付款链接已被改动，无法使用。",
  payment_link_expired: "该付款链接已过期。未支付任何款项。",
  no_such_account: "该笔付款的收款账户不在本行。",
  currency_mismatch: "该笔付款的收款账户为其他币种。",
  no_such_session: "该付款页面已关闭。",
  session_over: "该笔付款已有结果。",
  session_expired: "付款时间已过。未支付任何款项。",
};

const WORDS = { en: EN, "zh-CN": ZH } as const satisfies Record<PayLanguage, Record<PayWord, string>>;

/** A text of the payment page, its `{places}` filled. */
export const sayPay = (
  language: PayLanguage,
  word: PayWord,
  places: Readonly<Record<string, string>> = {},
): string => WORDS[language][word].replace(/\{(\w+)\}/g, (whole, place: string) => places[place] ?? whole);
