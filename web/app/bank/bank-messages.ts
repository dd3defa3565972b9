import en from "../../messages/bank.en.json";
import zh from "../../messages/bank.zh-CN.json";
import { type Catalogue, type Language, sayIn, type Voice } from "../../messages/say.ts";

/** The words of the bank portal. */
export const BANK: Voice<typeof en> = { en, "zh-CN": zh };

/** A code of the platform in the portal's words; one that is newer than this page stays as it is. */
export function bankWord(prefix: string, code: string, language: Language): string {
  const words: Catalogue = BANK[language];
  const key = `${prefix}_${code}`;
  return words[key] === undefined ? code : sayIn<Catalogue>(BANK, language)(key);
}
