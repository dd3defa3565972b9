import en from "../../../messages/onboarding.en.json";
import zh from "../../../messages/onboarding.zh-CN.json";
import type { Voice } from "../../../messages/say.ts";

/** The words of an enterprise's file: its parts, what is missing, handing it in. */
export const ONBOARDING: Voice<typeof en> = { en, "zh-CN": zh };
