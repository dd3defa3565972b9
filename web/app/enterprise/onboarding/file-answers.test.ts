import { describe, expect, it } from "vitest";
import { fieldOf, inputOf } from "./file-answers.ts";
import { type FileForm, formOf, NOBODY } from "./file-form.ts";

const EMPTY = formOf({ profile: {}, people: [] });
const typed = (over: Partial<FileForm>): FileForm => ({ ...EMPTY, ...over });
const ANA = { ...NOBODY, name: "Ana", isOwner: true, sharePercent: "60", birthDate: "1990-02-01" };

describe("what is kept of the file", () => {
  it("keeps nothing of an empty form, and asks for nothing", () => {
    expect(inputOf(EMPTY)).toEqual({ input: { profile: {}, people: [] }, notKept: [], cards: [] });
  });
  it("keeps groups whole or not at all, and says where to go on", () => {
    const { input, notKept } = inputOf(
      typed({ legalName: " Ana Lda ", scheme: "eu_vat", licenceNumber: "7", street: "Rua 1", city: "Porto" }),
    );
    expect(input.profile).toEqual({ legalName: "Ana Lda" });
    expect(notKept).toEqual([
      { field: "registryNumber", lacks: "registryNumber" },
      { field: "licenceUntil", lacks: "licence" },
      { field: "postalCode", lacks: "address" },
    ]);
  });
  it("keeps a licence without an end", () => {
    const { input, notKept } = inputOf(typed({ licenceNumber: "7", licenceHasNoEnd: true }));
    expect(input.profile).toEqual({ licence: { number: "7", validUntil: null } });
    expect(notKept).toEqual([]);
  });
  it("keeps people with a name and a role, the share of owners only, and each once", () => {
    const people = [
      NOBODY,
      ANA,
      { ...ANA, name: " ana " },
      { ...ANA, birthDate: "", isOwner: false, isManager: true },
      { ...ANA, name: "Rui", sharePercent: "most" },
      { ...ANA, name: "Eva", identityNumber: "1234" },
    ];
    const { input, notKept, cards } = inputOf(typed({ people }));
    expect(input.people).toEqual([
      { name: "Ana", roles: ["owner"], shareBps: 6_000, birthDate: "1990-02-01" },
      { name: "Ana", roles: ["manager"], shareBps: 0 },
    ]);
    expect(cards).toEqual([1, 3]);
    expect(notKept.map(({ field, lacks }) => `${field} ${lacks}`)).toEqual([
      "people.0.name name",
      "people.2.birthDate twice",
      "people.4.sharePercent share",
      "people.5.identityCountry identity",
    ]);
  });
  it("reads a kept file back as it was written", () => {
    const address = { street: "Rua 1", city: "Porto", postalCode: "4000", country: "PT" };
    const profile = {
      legalName: "Ana Lda",
      country: "PT",
      address,
      licence: { number: "7", validUntil: null },
    };
    const people = [{ name: "Ana", roles: ["owner"], shareBps: 3_333 }];
    expect(inputOf(formOf({ profile, people })).input).toEqual({ profile, people });
  });
});

describe("the field of a refusal", () => {
  it.each([
    ["/profile/website", "website"],
    ["/profile/address/city", "city"],
    ["/profile/registryNumber/text", "registryNumber"],
    ["/people/1/email", "people.3.email"],
    ["/people/0/identityNumber/text", "people.1.identityNumber"],
    ["/people/0/shareBps", "people.1.sharePercent"],
  ])("%s is %s", (pointer, field) => {
    expect(fieldOf(pointer, { cards: [1, 3] })).toBe(field);
  });
});
