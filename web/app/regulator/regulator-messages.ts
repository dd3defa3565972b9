import en from "../../messages/regulator.en.json";
import zh from "../../messages/regulator.zh-CN.json";
import { type Language, sayIn, type Voice } from "../../messages/say.ts";
import { useReader } from "../../ui/language.tsx";

/** The words of oversight. */
export const REGULATOR: Voice<typeof en> = { en, "zh-CN": zh };

const isWord = (key: string): key is keyof typeof en => Object.hasOwn(en, key);

/** A code of a group in words; one that is newer than this page stays as it is. */
function wordOf(group: string, code: string, language: Language): string {
  const key = `${group}_${code.replaceAll(/[-.]/g, "_")}`;
  return isWord(key) ? sayIn(REGULATOR, language)(key) : code;
}

/** Speaks codes in the reader's language. */
export function useWords() {
  const { language } = useReader();
  return (group: string, code: string) => wordOf(group, code, language);
}
