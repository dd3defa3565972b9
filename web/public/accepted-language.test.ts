import { describe, expect, it } from "vitest";
import { acceptedLanguage } from "./accepted-language.ts";

describe("acceptedLanguage", () => {
  it.each([
    { accepted: undefined, language: "en" },
    { accepted: "", language: "en" },
    { accepted: "en", language: "en" },
    { accepted: "zh", language: "zh-CN" },
    { accepted: "de, zh-TW;q=0.5, en;q=0.4", language: "zh-CN" },
    { accepted: "zh;q=0.4, en-GB;q=0.5", language: "en" },
    { accepted: "zh;q=0, de", language: "en" },
    { accepted: "zh;q=broken", language: "en" },
    { accepted: "*", language: "en" },
  ])("is $language when $accepted is accepted", ({ accepted, language }) => {
    expect(acceptedLanguage(accepted)).toBe(language);
  });
});
