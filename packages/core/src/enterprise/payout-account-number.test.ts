import { describe, expect, it } from "vitest";
import { checkAccountNumber } from "./payout-account-number.ts";

describe("checkAccountNumber", () => {
  it.each([
    [
      "iban",
      "DE89 3704.0044 0532-0130 00",
      { normalized: "DE89370400440532013000", country: "DE", lastFour: "3000" },
    ],
    ["cn_card", "6225 8814 1420 7430", { normalized: "6225881414207430", country: "CN", lastFour: "7430" }],
    ["jp_account", "0001-001-1234567", { normalized: "00010011234567", country: "JP", lastFour: "4567" }],
    ["jp_account", "0001-001-12345", { normalized: "00010010012345", country: "JP", lastFour: "2345" }],
    ["jp_account", "00010011234567", { normalized: "00010011234567", country: "JP", lastFour: "4567" }],
  ] as const)("takes %s %s", (scheme, text, value) => {
    expect(checkAccountNumber({ scheme, text })).toEqual({ ok: true, value: { scheme, ...value } });
  });

  it.each([
    ["iban", "DE88370400440532013000", "account_number_checksum"],
    ["iban", "DE8937040044053201300", "account_number_length"],
    ["iban", "QQ9312345678", "account_number_country"],
    ["iban", "", "account_number_format"],
    ["cn_card", "6225881414207431", "account_number_checksum"],
    ["cn_card", "622588141420743", "account_number_length"],
    ["cn_card", "62258814142O7430", "account_number_format"],
    ["cn_card", "1225881414207430", "account_number_format"],
    ["jp_account", "000100112345", "account_number_length"],
    ["jp_account", "0000-001-1234567", "account_number_format"],
    ["jp_account", "0001-001-12345678", "account_number_format"],
  ] as const)("refuses %s %j: %s", (scheme, text, kind) => {
    expect(checkAccountNumber({ scheme, text })).toEqual({ ok: false, error: { kind } });
  });
});
