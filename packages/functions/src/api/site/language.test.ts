import { describe, expect, it } from "vitest";
import { languageOf } from "./language.ts";

describe("languageOf", () => {
  it.each([
    { asked: "zh-CN", accepted: "en", language: "zh-CN" },
    { asked: "en", accepted: "zh-CN", language: "en" },
    { asked: "fr", accepted: "zh", language: "zh-CN" },
    { asked: undefined, accepted: undefined, language: "en" },
    { asked: undefined, accepted: "de, zh-TW;q=0.5, en;q=0.4", language: "zh-CN" },
    { asked: undefined, accepted: "zh;q=0.4, en-GB;q=0.5", language: "en" },
    { asked: undefined, accepted: "zh;q=0, de", language: "en" },
    { asked: undefined, accepted: "zh;q=broken", language: "en" },
  ])("is $language when $asked is asked and $accepted accepted", ({ asked, accepted, language }) => {
    expect(languageOf(asked, accepted)).toBe(language);
  });
});
