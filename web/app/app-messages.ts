import en from "../messages/app.en.json";
import zh from "../messages/app.zh-CN.json";
import type { Voice } from "../messages/say.ts";

/** The words that every workspace has. */
export const APP: Voice<typeof en> = { en, "zh-CN": zh };
