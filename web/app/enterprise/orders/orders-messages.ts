import en from "../../../messages/orders.en.json";
import zh from "../../../messages/orders.zh-CN.json";
import type { Voice } from "../../../messages/say.ts";

/** The words of a campaign's orders. */
export const ORDERS: Voice<typeof en> = { en, "zh-CN": zh };
