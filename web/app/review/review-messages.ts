import en from "../../messages/review.en.json";
import zh from "../../messages/review.zh-CN.json";
import type { Voice } from "../../messages/say.ts";

/** The words of the review desk. */
export const REVIEW: Voice<typeof en> = { en, "zh-CN": zh };
