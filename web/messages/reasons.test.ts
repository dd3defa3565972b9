import { expect, it } from "vitest";
import { REASON_TEXTS, REMEDY_TEXTS } from "../../packages/core/src/review/checks/reason-texts.ts";
import en from "./reasons.en.json";
import zh from "./reasons.zh-CN.json";

const wordsIn = (language: "en" | "zh") => ({
  ...Object.fromEntries(
    Object.entries(REASON_TEXTS).map(([code, text]) => [`reason_${code}`, text[language]]),
  ),
  ...Object.fromEntries(
    Object.entries(REMEDY_TEXTS).map(([code, text]) => [`remedy_${code}`, text[language]]),
  ),
});

it("has the words of the review's policy for every reason and remedy, and no other", () => {
  expect({ ...en }).toEqual(wordsIn("en"));
  expect({ ...zh }).toEqual(wordsIn("zh"));
});
