import en from "../../../messages/money.en.json";
import zh from "../../../messages/money.zh-CN.json";
import type { Voice } from "../../../messages/say.ts";

/** The words of a campaign's money after its verdict. */
export const MONEY: Voice<typeof en> = { en, "zh-CN": zh };
