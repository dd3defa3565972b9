import en from "../../../messages/payout.en.json";
import zh from "../../../messages/payout.zh-CN.json";
import type { Voice } from "../../../messages/say.ts";

/** The words of an enterprise's payout account. */
export const PAYOUT: Voice<typeof en> = { en, "zh-CN": zh };
