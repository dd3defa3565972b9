import en from "../../messages/review.en.json";
import zh from "../../messages/review.zh-CN.json";
import type { Say, Voice } from "../../messages/say.ts";
import { useWord } from "../../ui/code-word.tsx";
import { REASONS } from "../enterprise/review/reason-messages.ts";

/** The words of the review desk. */
export const REVIEW: Voice<typeof en> = { en, "zh-CN": zh };

/** Speaks codes in the reader's language: those of the desk, and the reasons and remedies of the policy. */
export function useWords() {
  const word = useWord(REVIEW);
  const ofPolicy = useWord(REASONS);
  return {
    word,
    reason: (code: string) => ofPolicy("reason", code),
    remedy: (code: string) => ofPolicy("remedy", code),
  };
}

/** Every reason code that has words, for those who add one in their own judgement. */
export const REASON_CODES: readonly string[] = Object.keys(REASONS.en).flatMap((key) =>
  key.startsWith("reason_") ? [key.slice("reason_".length)] : [],
);

export type SayReview = Say<typeof en>;
