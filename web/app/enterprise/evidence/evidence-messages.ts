import en from "../../../messages/evidence.en.json";
import zh from "../../../messages/evidence.zh-CN.json";
import type { Voice } from "../../../messages/say.ts";

/** The words of an enterprise's files. */
export const EVIDENCE: Voice<typeof en> = { en, "zh-CN": zh };
