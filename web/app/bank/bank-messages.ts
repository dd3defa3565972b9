import en from "../../messages/bank.en.json";
import zh from "../../messages/bank.zh-CN.json";
import type { Voice } from "../../messages/say.ts";

/** The words of the bank portal. */
export const BANK: Voice<typeof en> = { en, "zh-CN": zh };
