import en from "../../../messages/members.en.json";
import zh from "../../../messages/members.zh-CN.json";
import type { Voice } from "../../../messages/say.ts";

/** The words of an enterprise's members and invitations. */
export const MEMBERS: Voice<typeof en> = { en, "zh-CN": zh };
