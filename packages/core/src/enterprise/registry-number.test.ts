import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkEuVat } from "./eu-vat-number.ts";
import { luhnHolds } from "./luhn.ts";
import { checkEin, checkLei, checkUscc, identifyRegistryNumber } from "./registry-number.ts";

const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

describe("checkUscc", () => {
  it("takes a published number, also in lower case with spaces", () => {
    expect(checkUscc("91152201078377449P")).toEqual({
      outcome: "valid",
      scheme: "uscc",
      normalized: "91152201078377449P",
    });
    expect(checkUscc(" 9115 2201 0783 7744 9p")).toMatchObject({ normalized: "91152201078377449P" });
  });

  it("takes the check character 0, which a missing last mod 31 refuses", () => {
    expect(checkUscc("911522010783762860").outcome).toBe("valid");
  });

  it("asks the register when only the organisation code inside holds", () => {
    expect(checkUscc("91350211M0000XUF46")).toMatchObject({
      outcome: "look_up_register",
      reasonCode: "registry_number_outer_check_only",
    });
  });

  it.each([
    ["9115220107837744", "registry_number_length"],
    ["9111000060003IOZSV", "registry_number_alphabet"],
    ["91AB2201078377449P", "registry_number_format"],
    ["91152201078377440P", "registry_number_checksum"],
  ])("refuses %s: %s", (text, reasonCode) => {
    expect(checkUscc(text)).toEqual({ outcome: "invalid", scheme: "uscc", reasonCode });
  });

  it("holds for exactly one check character of any body", () => {
    const body = fc
      .tuple(
        fc.stringMatching(/^[1-9Y][1-9]\d{6}$/),
        fc.array(fc.constantFrom(...ALPHABET), { minLength: 9, maxLength: 9 }),
      )
      .map(([head, tail]) => head + tail.join(""));
    fc.assert(
      fc.property(body, (text) => {
        const valid = [...ALPHABET].filter((check) => checkUscc(text + check).outcome === "valid");
        expect(valid).toHaveLength(1);
      }),
    );
  });
});

describe("checkLei and checkEin", () => {
  it("finds any single wrong digit of an LEI", () => {
    const lei = "0YPKKE5F0QW6RC51HE09";
    expect(checkLei(lei).outcome).toBe("valid");
    for (let at = 0; at < lei.length; at += 1) {
      const other = lei.charAt(at) === "7" ? "8" : "7";
      expect(checkLei(lei.slice(0, at) + other + lei.slice(at + 1)).outcome).toBe("invalid");
    }
  });

  it.each([
    ["04-2103594", "valid"],
    ["042103594", "valid"],
    ["07-1144442", "invalid"],
    ["911-14-4442", "invalid"],
    ["00-0000000", "invalid"],
  ])("judges the EIN %s %s", (text, outcome) => {
    expect(checkEin(text).outcome).toBe(outcome);
  });
});

describe("checkEuVat", () => {
  it.each([
    ["NL4495445B01", "NL004495445B01"],
    ["EL94051189", "EL094051189"],
    ["de 136.695-976", "DE136695976"],
  ])("restores what people leave out of %s", (text, value) => {
    expect(checkEuVat(text)).toEqual({ ok: true, value });
  });

  it.each([
    ["US123456789", "registry_number_prefix"],
    ["NL009122746B00", "registry_number_format"],
    ["FRK7399859312", "registry_number_checksum"],
    ["DE136695977", "registry_number_checksum"],
    ["LV10103241337", "registry_number_format"],
  ])("refuses %s: %s", (text, kind) => {
    expect(checkEuVat(text)).toEqual({ ok: false, error: { kind } });
  });
});

describe("identifyRegistryNumber", () => {
  it.each([
    ["91152201078377449P", "uscc"],
    ["0YPKKE5F0QW6RC51HE09", "lei"],
    ["04-2103594", "ein"],
    ["ATU14243102", "eu_vat"],
  ])("finds the register of %s", (text, scheme) => {
    expect(identifyRegistryNumber(text)).toMatchObject({ outcome: "valid", scheme });
  });

  it("knows no register for anything else", () => {
    expect(identifyRegistryNumber("hello")).toBeUndefined();
  });
});

it("Luhn's check finds a wrong digit and a swapped pair", () => {
  expect(luhnHolds("49927398716")).toBe(true);
  expect(luhnHolds("49927398717")).toBe(false);
  expect(luhnHolds("49927389716")).toBe(false);
});
