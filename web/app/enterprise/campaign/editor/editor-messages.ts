import en from "../../../../messages/editor.en.json";
import zh from "../../../../messages/editor.zh-CN.json";
import type { Voice } from "../../../../messages/say.ts";

/** The words of the campaign editor: its parts, fields and tasks. */
export const EDITOR: Voice<typeof en> = { en, "zh-CN": zh };
