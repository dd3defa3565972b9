import { describe, expect, it } from "vitest";
import { mailBodies } from "./mail.ts";

const { text, html } = mailBodies({
  subject: "Received: EUR 1,234.50",
  parts: [
    {
      language: "zh-CN",
      title: "已到账 <b>",
      paragraphs: ["银行已确认 EUR 1,234.50。", `"Ada" & <img src=x onerror=alert(1)>`],
      facts: [["附言", "RF18539007547034"]],
      why: "此通知涉及您的款项。",
    },
  ],
  act: { label: "查看", href: "https://firstlot.example/a?b=1&c=2" },
});
const shown = html
  .replace(/<style>.*?<\/style>|<title>.*?<\/title>/gs, "")
  .replace(/<[^>]+>/g, " ")
  .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

describe("mailBodies", () => {
  it("says the same in both bodies, with exact amounts and the link", () => {
    for (const said of [
      "EUR 1,234.50",
      "附言",
      "RF18539007547034",
      "此通知涉及您的款项。",
      "查看",
      "b=1&c=2",
    ])
      expect([text.includes(said), shown.includes(said)], said).toEqual([true, true]);
    expect(html).toContain('<html lang="zh-CN">');
    expect(html.match(/<h1/g)).toHaveLength(1);
  });

  it("runs nothing, loads nothing, and keeps what people wrote as text", () => {
    expect(html).not.toMatch(/<(script|img|table|link)\b|<b>|url\(/);
    expect(shown).toContain(`"Ada" & <img src=x onerror=alert(1)>`);
    expect(html).toContain('href="https://firstlot.example/a?b=1&#38;c=2"');
  });

  it("has no button where there is nothing to do, and each language for itself where there are two", () => {
    const both = mailBodies({
      subject: "x",
      parts: [
        { language: "en", title: "Changed", paragraphs: ["It was changed."] },
        { language: "zh-CN", title: "已更改", paragraphs: ["已更改。"] },
      ],
    });
    expect(both.html).not.toContain("<a ");
    expect(both.html).toMatch(/<div lang="en".*<h1.*<div lang="zh-CN".*<h2/s);
    expect(both.text).toBe("It was changed.\n\n已更改。\n");
  });
});
