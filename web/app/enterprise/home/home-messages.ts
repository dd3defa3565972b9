import en from "../../../messages/home.en.json";
import zh from "../../../messages/home.zh-CN.json";
import type { Voice } from "../../../messages/say.ts";

/** The words of an enterprise's overview. */
export const HOME: Voice<typeof en> = { en, "zh-CN": zh };
