import en from "../../../messages/account.en.json";
import zh from "../../../messages/account.zh-CN.json";
import type { Voice } from "../../../messages/say.ts";

/** The words of an enterprise's payout account. */
export const ACCOUNT: Voice<typeof en> = { en, "zh-CN": zh };
