import type { Locale } from "@firstlot/core/identity/user";

/** What a bank's reason code says of an account (ISO 20022 external code set), in words. */
const FAILURES: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  AC01: { en: "the account number is wrong", "zh-CN": "账号有误" },
  AC03: { en: "the account number is not valid", "zh-CN": "账号无效" },
  AC04: { en: "the account is closed", "zh-CN": "账户已注销" },
  AC06: { en: "the account is blocked", "zh-CN": "账户已冻结" },
  AM05: { en: "it looked like a duplicate", "zh-CN": "疑似重复付款" },
  BE01: { en: "the name does not fit the account", "zh-CN": "户名与账户不符" },
  MS03: { en: "the bank gave no reason", "zh-CN": "银行未说明原因" },
  RR04: { en: "a legal reason of the bank", "zh-CN": "银行的监管原因" },
};

/** Why a bank could not pay; a code without words of ours is shown as it is, and no code says that none was given. */
export function failureText(code: unknown, locale: Locale): string {
  const known = typeof code === "string" ? code : "MS03";
  return FAILURES[known]?.[locale] ?? known;
}
