import en from "../../messages/pledging.en.json";
import zh from "../../messages/pledging.zh-CN.json";
import type { Say, Voice } from "../../messages/say.ts";

/** The words of pledging: the steps, the pledge's states, the receipt. */
export const PLEDGING: Voice<typeof en> = { en, "zh-CN": zh };
export type PledgingSay = Say<typeof en>;
export type PledgingKey = keyof typeof en;

/** Whether there are words under a key that was put together from a code. */
export const hasWords = (key: string): key is PledgingKey => Object.hasOwn(en, key);
