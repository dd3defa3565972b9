import en from "../../messages/preview.en.json";
import zh from "../../messages/preview.zh-CN.json";
import type { Voice } from "../../messages/say.ts";

/** The words of a campaign's preview. */
export const PREVIEW: Voice<typeof en> = { en, "zh-CN": zh };
