import en from "../../../messages/funding.en.json";
import zh from "../../../messages/funding.zh-CN.json";
import type { Voice } from "../../../messages/say.ts";

/** The words of a campaign's funding. */
export const FUNDING: Voice<typeof en> = { en, "zh-CN": zh };
