import type { Voice } from "../messages/say.ts";
import en from "../messages/site.en.json";
import zh from "../messages/site.zh-CN.json";

/** The words that every public page has. */
export const SITE: Voice<typeof en> = { en, "zh-CN": zh };
