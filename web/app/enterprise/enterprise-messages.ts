import en from "../../messages/enterprise.en.json";
import zh from "../../messages/enterprise.zh-CN.json";
import type { Voice } from "../../messages/say.ts";

/** The words of an enterprise's workspace. */
export const ENTERPRISE: Voice<typeof en> = { en, "zh-CN": zh };
