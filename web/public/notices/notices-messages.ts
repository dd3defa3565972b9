import en from "../../messages/notices.en.json";
import zh from "../../messages/notices.zh-CN.json";
import type { Voice } from "../../messages/say.ts";

/** The words around notices; a notice's own words come from the platform in the reader's language. */
export const NOTICES: Voice<typeof en> = { en, "zh-CN": zh };
