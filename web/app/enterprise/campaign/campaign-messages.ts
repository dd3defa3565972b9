import en from "../../../messages/campaign.en.json";
import zh from "../../../messages/campaign.zh-CN.json";
import type { Voice } from "../../../messages/say.ts";

/** The words of an enterprise's campaigns: list, overview, acts. */
export const CAMPAIGN: Voice<typeof en> = { en, "zh-CN": zh };
