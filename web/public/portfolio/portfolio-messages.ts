import en from "../../messages/portfolio.en.json";
import zh from "../../messages/portfolio.zh-CN.json";
import type { Voice } from "../../messages/say.ts";

/** The words of the portfolio. */
export const PORTFOLIO: Voice<typeof en> = { en, "zh-CN": zh };
