import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { Language } from "../messages/say.ts";
import { CodeWord, useWord } from "./code-word.tsx";
import { ReaderProvider } from "./language.tsx";

const VOICE = {
  en: { work_review_run_step: "Run a step", status_live: "Live" },
  "zh-CN": { work_review_run_step: "执行步骤", status_live: "进行中" },
};
const Text = ({ group, code }: { readonly group: string; readonly code: string }) =>
  useWord(VOICE)(group, code);

const shown = (group: string, code: string, language: Language = "en") =>
  renderToStaticMarkup(
    <ReaderProvider reader={{ language, zone: "UTC" }}>
      <CodeWord voice={VOICE} group={group} code={code} />|<Text group={group} code={code} />
    </ReaderProvider>,
  );

it("says a code in the reader's words", () => {
  expect(shown("status", "live", "zh-CN")).toBe("进行中|进行中");
  expect(shown("work", "review.run-step")).toBe("Run a step|Run a step");
});

it("leaves a code without words as it is, whatever it is called", () => {
  expect(shown("status", "melted")).toBe("<code>melted</code>|melted");
  expect(shown("has", "OwnProperty")).toBe("<code>OwnProperty</code>|OwnProperty");
});
