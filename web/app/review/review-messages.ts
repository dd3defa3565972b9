import en from "../../messages/review.en.json";
import zh from "../../messages/review.zh-CN.json";
import type { Language, Say, Voice } from "../../messages/say.ts";
import { sayIn } from "../../messages/say.ts";
import { useReader } from "../../ui/language.tsx";
import { REASONS } from "../enterprise/review/reason-messages.ts";

/** The words of the review desk. */
export const REVIEW: Voice<typeof en> = { en, "zh-CN": zh };

const isWord = (key: string): key is keyof typeof en => Object.hasOwn(en, key);
const isReason = (key: string): key is keyof typeof REASONS.en => Object.hasOwn(REASONS.en, key);

/** A code of a group in words; one that is newer than this page stays as it is. */
function wordOf(group: string, code: string, language: Language): string {
  const key = `${group}_${code.replaceAll(/[-.]/g, "_")}`;
  return isWord(key) ? sayIn(REVIEW, language)(key) : code;
}

/** What a reason or remedy code means. */
function reasonText(kind: "reason" | "remedy", code: string, language: Language): string {
  const key = `${kind}_${code}`;
  return isReason(key) ? sayIn(REASONS, language)(key) : code;
}

/** Speaks codes in the reader's language. */
export function useWords() {
  const { language } = useReader();
  return {
    word: (group: string, code: string) => wordOf(group, code, language),
    reason: (code: string) => reasonText("reason", code, language),
    remedy: (code: string) => reasonText("remedy", code, language),
  };
}

/** Every reason code that has words, for those who add one in their own judgement. */
export const REASON_CODES: readonly string[] = Object.keys(REASONS.en).flatMap((key) =>
  key.startsWith("reason_") ? [key.slice("reason_".length)] : [],
);

export type SayReview = Say<typeof en>;
