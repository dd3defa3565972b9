import en from "../../messages/operations.en.json";
import zh from "../../messages/operations.zh-CN.json";
import type { Voice } from "../../messages/say.ts";

/** The words of the operations board. */
export const OPERATIONS: Voice<typeof en> = { en, "zh-CN": zh };
