import type { paths } from "@firstlot/sdk/generated/public";
import { percentOfBps } from "../campaign/editor/terms-form.ts";
import type { Enterprise } from "../enterprise-data.ts";

/** What the applicant says of the enterprise and its people, as the API takes it. */
export type FileInput =
  paths["/enterprises/{enterpriseId}/application"]["put"]["requestBody"]["content"]["application/json"];
export type Profile = FileInput["profile"];

/** A person's card, as it is typed. */
export interface PersonForm {
  name: string;
  isRepresentative: boolean;
  isOwner: boolean;
  isManager: boolean;
  sharePercent: string;
  birthDate: string;
  email: string;
  identityCountry: string;
  identityNumber: string;
}

/** The file as it is typed: every field a text. */
export interface FileForm {
  legalName: string;
  tradingName: string;
  country: string;
  legalForm: string;
  sector: string;
  website: string;
  scheme: string;
  registryNumber: string;
  licenceNumber: string;
  licenceUntil: string;
  licenceHasNoEnd: boolean;
  street: string;
  city: string;
  postalCode: string;
  addressCountry: string;
  people: PersonForm[];
}

/** A card for somebody new. */
export const NOBODY: PersonForm = {
  name: "",
  isRepresentative: false,
  isOwner: false,
  isManager: false,
  sharePercent: "",
  birthDate: "",
  email: "",
  identityCountry: "",
  identityNumber: "",
};

const personForm = (person: Enterprise["people"][number]): PersonForm => ({
  ...NOBODY,
  name: person.name ?? "",
  isRepresentative: person.roles.includes("representative"),
  isOwner: person.roles.includes("owner"),
  isManager: person.roles.includes("manager"),
  sharePercent: person.shareBps === 0 ? "" : percentOfBps(person.shareBps),
  birthDate: person.birthDate ?? "",
  email: person.email ?? "",
});

/** The kept file as a form. Identity numbers are not read back: only their last characters are known. */
export function formOf({ profile, people }: Pick<Enterprise, "profile" | "people">): FileForm {
  const { address, licence, registryNumber } = profile;
  return {
    legalName: profile.legalName ?? "",
    tradingName: profile.tradingName ?? "",
    country: profile.country ?? "",
    legalForm: profile.legalForm ?? "",
    sector: profile.sector ?? "",
    website: profile.website ?? "",
    scheme: registryNumber?.scheme ?? "",
    registryNumber: registryNumber?.text ?? "",
    licenceNumber: licence?.number ?? "",
    licenceUntil: licence?.validUntil ?? "",
    licenceHasNoEnd: licence !== undefined && licence.validUntil === null,
    street: address?.street ?? "",
    city: address?.city ?? "",
    postalCode: address?.postalCode ?? "",
    addressCountry: address?.country ?? "",
    people: people.map(personForm),
  };
}

export const LEGAL_FORMS = [
  "company",
  "partnership",
  "sole_trader",
  "cooperative",
  "non_profit",
  "other",
] as const satisfies readonly Profile["legalForm"][];
export const SECTORS = [
  "food",
  "farming",
  "fashion",
  "home",
  "electronics",
  "care",
  "toys",
  "sports",
  "crafts",
  "media",
  "mobility",
  "machinery",
  "services",
  "other",
] as const satisfies readonly Profile["sector"][];
/** Registers whose numbers are taken. */
export const SCHEMES = ["uscc", "lei", "ein", "eu_vat"] as const satisfies readonly NonNullable<
  Profile["registryNumber"]
>["scheme"][];
