import en from "../../../messages/own-review.en.json";
import zh from "../../../messages/own-review.zh-CN.json";
import type { Voice } from "../../../messages/say.ts";

/** The words of a review as its applicant follows it. */
export const OWN_REVIEW: Voice<typeof en> = { en, "zh-CN": zh };
