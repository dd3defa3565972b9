import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { luhnHolds } from "../../packages/core/src/enterprise/luhn.ts";
import { checkIban } from "../../packages/core/src/enterprise/payout-account-number.ts";
import {
  checkRegistryNumber,
  type RegistryScheme,
} from "../../packages/core/src/enterprise/registry-number.ts";

const file = new URL("../../../shared/data/risk/identifier_vectors.json", import.meta.url);
const dated = z.array(z.object({ v: z.string() })).transform((rows) => rows.map(({ v }) => v));
const texts = z.array(z.string());
const vectorsSchema = z.object({
  uscc_valid: texts,
  uscc_invalid: dated,
  uscc_issued_but_failing_checksum: z.object({ v: texts }).transform(({ v }) => v),
  uscc_check_char_zero: texts,
  lei_valid: texts,
  lei_invalid: texts,
  iban_valid: texts,
  iban_invalid_checksum: texts,
  iban_invalid_length: texts,
  iban_invalid_format: texts,
  iban_es_bban_check_invalid: texts,
  eu_vat_valid: texts,
  eu_vat_invalid: texts,
  us_ein_valid: texts,
  us_ein_invalid: dated,
  luhn_valid: texts,
  luhn_invalid: texts,
  cn_resident_id_valid: texts,
  cn_resident_id_invalid: dated,
});
type Category = keyof z.infer<typeof vectorsSchema>;

/** Vectors that contradict the published rule, each with the reason it is judged otherwise here. */
const DISPUTED: Record<string, string> = {
  BE0220764971: "97 − (02207649 mod 97) = 71: the check digits hold, and the list says why of no number",
};

const outcomeBy = (scheme: RegistryScheme) => (text: string) => checkRegistryNumber({ scheme, text }).outcome;
const iban = (text: string) => (checkIban(text).ok ? "valid" : "invalid");
const luhn = (text: string) => (luhnHolds(text) ? "valid" : "invalid");

/** Per category: how it is judged and which answers conform. A refused number whose inner check holds is looked up. */
const JUDGED: readonly (readonly [Category, (text: string) => string, readonly string[]])[] = [
  ["uscc_valid", outcomeBy("uscc"), ["valid"]],
  ["uscc_check_char_zero", outcomeBy("uscc"), ["valid"]],
  ["uscc_invalid", outcomeBy("uscc"), ["invalid", "look_up_register"]],
  ["uscc_issued_but_failing_checksum", outcomeBy("uscc"), ["look_up_register"]],
  ["lei_valid", outcomeBy("lei"), ["valid"]],
  ["lei_invalid", outcomeBy("lei"), ["invalid"]],
  ["us_ein_valid", outcomeBy("ein"), ["valid"]],
  ["us_ein_invalid", outcomeBy("ein"), ["invalid"]],
  ["eu_vat_valid", outcomeBy("eu_vat"), ["valid"]],
  ["eu_vat_invalid", outcomeBy("eu_vat"), ["invalid"]],
  ["iban_valid", iban, ["valid"]],
  ["iban_invalid_checksum", iban, ["invalid"]],
  ["iban_invalid_length", iban, ["invalid"]],
  ["iban_invalid_format", iban, ["invalid"]],
  ["iban_es_bban_check_invalid", iban, ["invalid"]],
  ["luhn_valid", luhn, ["valid"]],
  ["luhn_invalid", luhn, ["invalid"]],
];

/** Categories of the file that nothing here implements, and why. */
const NOT_APPLICABLE: readonly (readonly [Category, string])[] = [
  ["cn_resident_id_valid", "identity documents are checked by a person; no resident ID is read yet"],
  ["cn_resident_id_invalid", "identity documents are checked by a person; no resident ID is read yet"],
];

describe.skipIf(!existsSync(file))("published identifier vectors", () => {
  const vectors = existsSync(file) ? vectorsSchema.parse(JSON.parse(readFileSync(file, "utf8"))) : undefined;

  it.each(JUDGED)("%s is judged as published", (category, judge, conforming) => {
    const all = vectors?.[category] ?? [];
    const disputed = all.filter((text) => text in DISPUTED);
    const wrong = all.filter((text) => !(text in DISPUTED) && !conforming.includes(judge(text)));
    console.log(`${category}: ${all.length - disputed.length} judged, ${disputed.length} disputed`);
    expect(wrong).toEqual([]);
  });

  it("lists what is not implemented with its count and reason", () => {
    for (const [category, reason] of NOT_APPLICABLE) {
      console.log(`${category}: ${vectors?.[category].length} not judged: ${reason}`);
    }
    expect(NOT_APPLICABLE.length + JUDGED.length).toBe(Object.keys(vectorsSchema.shape).length);
  });
});

it.runIf(!existsSync(file))("identifier vectors are absent: 0 judged", () => {
  console.log("identifier vectors: 0 judged, the data folder is absent");
});
