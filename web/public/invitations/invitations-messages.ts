import en from "../../messages/invitations.en.json";
import zh from "../../messages/invitations.zh-CN.json";
import type { Voice } from "../../messages/say.ts";

/** The words of the page that an invitation's mail leads to. */
export const INVITATIONS: Voice<typeof en> = { en, "zh-CN": zh };
