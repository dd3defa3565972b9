import en from "../../messages/regulator.en.json";
import zh from "../../messages/regulator.zh-CN.json";
import type { Voice } from "../../messages/say.ts";

/** The words of oversight. */
export const REGULATOR: Voice<typeof en> = { en, "zh-CN": zh };
