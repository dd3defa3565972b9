import en from "../../../messages/reasons.en.json";
import zh from "../../../messages/reasons.zh-CN.json";
import type { Voice } from "../../../messages/say.ts";

/** What reason and remedy codes mean: `reason_…`, `remedy_…`. */
export const REASONS: Voice<typeof en> = { en, "zh-CN": zh };
