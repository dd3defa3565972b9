import { describe, expect, it } from "vitest";
import { noticeMail } from "./mail-notice.ts";
import { NOTICE_TEXTS, type NoticeTemplate } from "./notice-texts.ts";

const reader = { email: "ada@example.com", origin: "https://firstlot.example" };
const params = {
  campaign: "Honey",
  amount: "EUR 1,234.50",
  reference: "RF18539007547034",
  payBy: "2026-12-01 12:00 UTC",
};
const TEMPLATES = Object.keys(NOTICE_TEXTS).filter((name): name is NoticeTemplate => name in NOTICE_TEXTS);

describe("noticeMail", () => {
  it("sets apart what a payer has to copy exactly", () => {
    const mail = noticeMail(
      { template: "pledge_receipt", params, ref: "plg_1" },
      { ...reader, locale: "en" },
    );
    expect(mail.text).toContain(
      "Amount: EUR 1,234.50\nReference: RF18539007547034\nPay by: 2026-12-01 12:00 UTC",
    );
    expect(mail.text).toContain("Open your pledge: https://firstlot.example/pledges/plg_1");
    expect(mail.html).toContain('href="https://firstlot.example/pledges/plg_1"');
  });

  it.each(TEMPLATES)("gives %s one button, in both languages", (template) => {
    for (const locale of ["en", "zh-CN"] as const) {
      const { html } = noticeMail({ template, params, ref: "cmp_1" }, { ...reader, locale });
      expect(html.match(/class="button"/g)).toHaveLength(1);
      expect(html).toContain(`<html lang="${locale}">`);
    }
  });
});
