import type { Voice } from "../../messages/say.ts";
import en from "../../messages/traffic.en.json";
import zh from "../../messages/traffic.zh-CN.json";

/** The words of what passes between the platform and a bank, the same on both sides: instructions and messages. */
export const TRAFFIC: Voice<typeof en> = { en, "zh-CN": zh };
