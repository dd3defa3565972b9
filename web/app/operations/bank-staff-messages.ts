import en from "../../messages/bank-staff.en.json";
import zh from "../../messages/bank-staff.zh-CN.json";
import type { Voice } from "../../messages/say.ts";

/** The words of who of a bank may use its portal. */
export const BANK_STAFF: Voice<typeof en> = { en, "zh-CN": zh };
