import en from "../messages/public.en.json";
import zh from "../messages/public.zh-CN.json";
import type { Say, Voice } from "../messages/say.ts";

/** The words of home, explore, campaign, docs and account pages. */
export const PUBLIC: Voice<typeof en> = { en, "zh-CN": zh };
export type PublicSay = Say<typeof en>;
