import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { creditorReferenceOf, readCreditorReference } from "./creditor-reference.ts";

const crockford = [..."0123456789ABCDEFGHJKMNPQRSTVWXYZ"];
const body = fc
  .array(fc.constantFrom(...crockford), { minLength: 20, maxLength: 20 })
  .map((all) => all.join(""));

describe("creditor reference (ISO 11649)", () => {
  it("accepts the standard's example number as well formed, though it is not ours", () => {
    expect(readCreditorReference("RF18 5390 0754 7034")).toEqual({
      ok: false,
      error: { kind: "foreign_creditor_reference" },
    });
    expect(readCreditorReference("RF19 5390 0754 7034")).toEqual({
      ok: false,
      error: { kind: "wrong_check_digits" },
    });
  });

  it("comes back from any 20 characters, in groups of four and in lower case too", () => {
    fc.assert(
      fc.property(body, (characters) => {
        const reference = creditorReferenceOf(characters);
        expect(reference).toHaveLength(24);
        const typed = reference.toLowerCase().replace(/(.{4})/g, "$1 ");
        expect(readCreditorReference(typed)).toEqual({ ok: true, value: characters });
      }),
    );
  });

  it("notices every wrong character and every swap of neighbours among digits and among letters", () => {
    // ISO 7064 promises this for characters of one kind; a digit swapped with a letter slips through once in 97.
    const isDigit = (character: string) => /\d/.test(character);
    fc.assert(
      fc.property(body, fc.nat(18), fc.constantFrom(...crockford), (characters, at, wrong) => {
        const reference = creditorReferenceOf(characters);
        const [a = "", b = ""] = reference.slice(4 + at, 6 + at);
        const changed = reference.slice(0, 4 + at) + wrong + reference.slice(5 + at);
        const swapped = reference.slice(0, 4 + at) + b + a + reference.slice(6 + at);
        if (wrong !== a && isDigit(wrong) === isDigit(a))
          expect(readCreditorReference(changed).ok).toBe(false);
        if (a !== b && isDigit(a) === isDigit(b)) expect(readCreditorReference(swapped).ok).toBe(false);
      }),
    );
  });

  it.each(["", "RF", "RF00", "XX18539007547034", `RF18${"1".repeat(22)}`, `RF18${" ".repeat(80)}`])(
    "refuses %j",
    (text) => {
      expect(readCreditorReference(text)).toEqual({ ok: false, error: { kind: "not_a_creditor_reference" } });
    },
  );

  it("is not made of anything but 20 Crockford characters", () => {
    expect(() => creditorReferenceOf("0123456789ABCDEFGHIL")).toThrow(RangeError);
    expect(() => creditorReferenceOf("0123")).toThrow(RangeError);
  });
});
