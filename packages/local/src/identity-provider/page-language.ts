import type { Locale } from "./account.ts";

const CHINESE = /^zh\b/i;
const ENGLISH = /^en\b/i;

/**
 * The language of a page: the first of the client's wishes (`ui_locales`) and then of the browser's that we have;
 * else English.
 */
export function localeOf({ asked, accepted }: { asked?: unknown; accepted?: string | undefined }): Locale {
  const wishes = [
    ...(typeof asked === "string" ? asked.split(" ") : []),
    ...(accepted ?? "").split(",").map((part) => part.split(";")[0]?.trim() ?? ""),
  ];
  const known = wishes.find((wish) => CHINESE.test(wish) || ENGLISH.test(wish));
  return known !== undefined && CHINESE.test(known) ? "zh-CN" : "en";
}

const EN = {
  siteName: "Firstlot",
  signIn: "Sign in",
  signInTo: "to continue to {client}",
  email: "E-mail address",
  password: "Password",
  newPassword: "New password",
  passwordHint: "12 characters or more. A sentence that you can remember works well.",
  name: "Name",
  continue: "Continue",
  cancel: "Cancel",
  forgot: "Forgot your password?",
  noAccount: "No account yet?",
  signUp: "Create an account",
  code: "Six-digit code",
  codeTitle: "Second step",
  codeHint: "Open your authenticator app and type the code it shows for Firstlot.",
  enrolTitle: "Set up a second step",
  enrolWhy:
    "What you are about to do needs a second proof that it is you. Add this key to an authenticator app:",
  enrolOpen: "Open in an authenticator app",
  enrolThen: "Then type the code that the app shows.",
  checkMail: "Look into your mail",
  mailSent: "If this address can be used, a mail with a link is on its way to {email}.",
  choosePassword: "Choose a password",
  forAddress: "for {email}",
  done: "Done",
  passwordSet: "Your password is set. You can sign in with it now.",
  toSite: "Go to Firstlot",
  reset: "Reset your password",
  signOut: "Sign out",
  signOutAsk: "Do you want to sign out of Firstlot?",
  stay: "Stay signed in",
  signedOut: "You are signed out.",
  stopped: "This did not work",
  wrong: "E-mail address or password is wrong.",
  wrongCode: "This code is wrong or was used already. Wait for the next one.",
  tooMany: "Too many tries. Try again in {minutes} minutes.",
  badEmail: "Type an e-mail address like name@example.com.",
  linkOver: "This link was used already or is too old. Ask for a new one.",
  failed: "The sign-in request was refused. Go back and begin again.",
  expired: "This sign-in took too long or was begun elsewhere. Go back and begin again.",
  foreign: "This form was not sent from our own page.",
  password_too_short: "The password is shorter than 12 characters.",
  password_too_long: "The password is longer than 128 characters.",
  password_too_common: "This password is among the first that are guessed. Choose another.",
  confirmSubject: "Confirm your address for Firstlot",
  confirmText:
    "Somebody, hopefully you, wants to open an account at Firstlot with this address. Choose a password here within 24 hours:\n\n{link}\n\nIf it was not you, do nothing.",
  knownSubject: "You already have an account at Firstlot",
  knownText:
    "Somebody, hopefully you, wanted to open an account at Firstlot with this address, which has one. If you forgot your password, choose a new one here within 10 minutes:\n\n{link}\n\nIf it was not you, do nothing.",
  resetSubject: "Choose a new password for Firstlot",
  resetText:
    "Choose a new password here within 10 minutes:\n\n{link}\n\nIf you did not ask for this, do nothing: your password stays as it is.",
  passwordChangedSubject: "Your Firstlot password was changed",
  passwordChangedText:
    "The password of your account was changed and every session of it has ended. If it was not you, answer this mail at once.",
  enrolledSubject: "A second step was added to your Firstlot account",
  enrolledText:
    "An authenticator app was added to your account. If it was not you, answer this mail at once.",
} as const;

/** The words of the sign-in pages and mails. */
export type Word = keyof typeof EN;

const ZH: Record<Word, string> = {
  siteName: "首批",
  signIn: "登录",
  signInTo: "登录后前往 {client}",
  email: "电子邮箱",
  password: "密码",
  newPassword: "新密码",
  passwordHint: "至少 12 个字符。可以用一句您记得住的话。",
  name: "姓名",
  continue: "继续",
  cancel: "取消",
  forgot: "忘记密码？",
  noAccount: "还没有账户？",
  signUp: "创建账户",
  code: "六位验证码",
  codeTitle: "第二步验证",
  codeHint: "打开您的验证器应用，输入其中 Firstlot 的验证码。",
  enrolTitle: "设置第二步验证",
  enrolWhy: "接下来的操作需要再次证明是您本人。请把下面的密钥添加到验证器应用：",
  enrolOpen: "在验证器应用中打开",
  enrolThen: "然后输入应用中显示的验证码。",
  checkMail: "请查看邮箱",
  mailSent: "如果该地址可用，一封带有链接的邮件正在发往 {email}。",
  choosePassword: "设置密码",
  forAddress: "账户：{email}",
  done: "完成",
  passwordSet: "密码已设置，现在可以用它登录。",
  toSite: "前往首批",
  reset: "重置密码",
  signOut: "退出登录",
  signOutAsk: "要退出首批吗？",
  stay: "保持登录",
  signedOut: "您已退出登录。",
  stopped: "操作未完成",
  wrong: "电子邮箱或密码不正确。",
  wrongCode: "验证码不正确或已使用过，请等待下一个验证码。",
  tooMany: "尝试次数过多，请在 {minutes} 分钟后再试。",
  badEmail: "请输入形如 name@example.com 的电子邮箱。",
  linkOver: "该链接已使用或已过期，请重新申请。",
  failed: "登录请求被拒绝，请返回重新开始。",
  expired: "本次登录已超时或不是在此浏览器中开始的，请返回重新开始。",
  foreign: "该表单不是从本站页面提交的。",
  password_too_short: "密码少于 12 个字符。",
  password_too_long: "密码超过 128 个字符。",
  password_too_common: "该密码太常见，容易被猜到，请换一个。",
  confirmSubject: "确认您的首批账户邮箱",
  confirmText:
    "有人（希望是您本人）想用此邮箱在首批开户。请在 24 小时内通过以下链接设置密码：\n\n{link}\n\n如果不是您本人，请忽略此邮件。",
  knownSubject: "您已有首批账户",
  knownText:
    "有人（希望是您本人）想用此邮箱在首批开户，但该邮箱已有账户。如果您忘记了密码，请在 10 分钟内通过以下链接设置新密码：\n\n{link}\n\n如果不是您本人，请忽略此邮件。",
  resetSubject: "设置新的首批密码",
  resetText:
    "请在 10 分钟内通过以下链接设置新密码：\n\n{link}\n\n如果这不是您的请求，请忽略此邮件，密码不会改变。",
  passwordChangedSubject: "您的首批密码已更改",
  passwordChangedText: "您的账户密码已更改，所有登录会话均已结束。如果不是您本人操作，请立即回复此邮件。",
  enrolledSubject: "您的首批账户已添加第二步验证",
  enrolledText: "您的账户已添加一个验证器应用。如果不是您本人操作，请立即回复此邮件。",
};

const WORDS = { en: EN, "zh-CN": ZH } as const satisfies Record<Locale, Record<Word, string>>;

/** A text in a language, its `{places}` filled. */
export const say = (locale: Locale, word: Word, places: Readonly<Record<string, string>> = {}): string =>
  WORDS[locale][word].replace(/\{(\w+)\}/g, (whole, place: string) => places[place] ?? whole);
