import { bpsOf } from "../campaign/editor/form-terms.ts";
import {
  type FileForm,
  type FileInput,
  LEGAL_FORMS,
  type PersonForm,
  type Profile,
  SCHEMES,
  SECTORS,
} from "./file-form.ts";

type Person = FileInput["people"][number];
type PersonLack = "name" | "role" | "share" | "identity" | "twice";

/** Something that cannot be kept yet because a part of it is missing. */
export interface NotKept {
  /** Control to go on at. */
  readonly field: string;
  readonly lacks: "registryNumber" | "licence" | "address" | PersonLack;
  /** Place among the people, from 0. */
  readonly person?: number;
}

const said = <K extends string>(key: K, typed: string) => {
  const text = typed.trim();
  return text === "" ? {} : { [key]: text };
};
const oneOf = <T extends string>(list: readonly T[], value: string): T | undefined =>
  list.find((one) => one === value);

/** A part that is kept whole or not at all: what is kept of it, and what it lacks. */
interface Part {
  readonly kept: Partial<Profile>;
  readonly notKept: readonly NotKept[];
}
const NOTHING: Part = { kept: {}, notKept: [] };

function registrationOf(form: FileForm): Part {
  const scheme = oneOf(SCHEMES, form.scheme);
  const text = form.registryNumber.trim();
  if (scheme === undefined && text === "") return NOTHING;
  if (scheme === undefined || text === "")
    return {
      kept: {},
      notKept: [{ field: scheme === undefined ? "scheme" : "registryNumber", lacks: "registryNumber" }],
    };
  return { kept: { registryNumber: { scheme, text } }, notKept: [] };
}

function licenceOf(form: FileForm): Part {
  const number = form.licenceNumber.trim();
  const validUntil = form.licenceHasNoEnd ? null : form.licenceUntil;
  if (number === "" && (validUntil ?? "") === "") return NOTHING;
  if (number === "" || validUntil === "")
    return {
      kept: {},
      notKept: [{ field: number === "" ? "licenceNumber" : "licenceUntil", lacks: "licence" }],
    };
  return { kept: { licence: { number, validUntil } }, notKept: [] };
}

function addressOf(form: FileForm): Part {
  const typed = [
    ["street", form.street.trim()],
    ["city", form.city.trim()],
    ["postalCode", form.postalCode.trim()],
    ["addressCountry", form.addressCountry],
  ] as const;
  const open = typed.find(([, text]) => text === "");
  if (open === undefined) {
    const [[, street], [, city], [, postalCode], [, country]] = typed;
    return { kept: { address: { street, city, postalCode, country } }, notKept: [] };
  }
  return typed.every(([, text]) => text === "")
    ? NOTHING
    : { kept: {}, notKept: [{ field: open[0], lacks: "address" }] };
}

const rolesOf = (person: PersonForm): Person["roles"] => [
  ...(person.isRepresentative ? (["representative"] as const) : []),
  ...(person.isOwner ? (["owner"] as const) : []),
  ...(person.isManager ? (["manager"] as const) : []),
];

/** The same name and birthday are the same person to the platform. */
const sameAs = (a: PersonForm, b: PersonForm): boolean =>
  a.name.trim().toLowerCase() === b.name.trim().toLowerCase() && a.birthDate === b.birthDate;

function lacksOf(person: PersonForm, before: readonly PersonForm[]): PersonLack | undefined {
  if (person.name.trim() === "") return "name";
  if (rolesOf(person).length === 0) return "role";
  if (person.isOwner && person.sharePercent.trim() !== "" && bpsOf(person.sharePercent) === undefined)
    return "share";
  if (person.identityNumber.trim() !== "" && person.identityCountry === "") return "identity";
  return before.some((other) => sameAs(other, person)) ? "twice" : undefined;
}

const FIELD_THAT_LACKS = {
  name: "name",
  role: "isRepresentative",
  share: "sharePercent",
  identity: "identityCountry",
  twice: "birthDate",
} as const satisfies Record<PersonLack, keyof PersonForm>;

function personOf(person: PersonForm): Person {
  const number = person.identityNumber.trim();
  return {
    name: person.name.trim(),
    roles: rolesOf(person),
    shareBps: person.isOwner ? (bpsOf(person.sharePercent) ?? 0) : 0,
    ...said("birthDate", person.birthDate),
    ...said("email", person.email),
    ...(number === "" ? {} : { identityNumber: { country: person.identityCountry, text: number } }),
  };
}

/** What of a form is kept now. */
export interface FileAnswers {
  readonly input: FileInput;
  readonly notKept: readonly NotKept[];
  /** For each person of `input`, the place of their card in the form. */
  readonly cards: readonly number[];
}

/** The form as the API takes it: whatever can be kept. What cannot be kept yet stays in the form and is named. */
export function inputOf(form: FileForm): FileAnswers {
  const parts = [registrationOf(form), licenceOf(form), addressOf(form)];
  const legalForm = oneOf(LEGAL_FORMS, form.legalForm);
  const sector = oneOf(SECTORS, form.sector);
  const profile: Profile = {
    ...said("legalName", form.legalName),
    ...said("tradingName", form.tradingName),
    ...said("country", form.country),
    ...said("website", form.website),
    ...(legalForm === undefined ? {} : { legalForm }),
    ...(sector === undefined ? {} : { sector }),
    ...Object.assign({}, ...parts.map(({ kept }) => kept)),
  };
  const people: Person[] = [];
  const cards: number[] = [];
  const notKept = parts.flatMap((part) => [...part.notKept]);
  for (const [at, person] of form.people.entries()) {
    const lacks = lacksOf(person, form.people.slice(0, at));
    if (lacks === undefined) {
      people.push(personOf(person));
      cards.push(at);
    } else notKept.push({ field: `people.${at}.${FIELD_THAT_LACKS[lacks]}`, lacks, person: at });
  }
  return { input: { profile, people }, notKept, cards };
}

const FIELD_OF_POINTER: Readonly<Record<string, string>> = {
  "/profile/registryNumber/text": "registryNumber",
  "/profile/registryNumber/scheme": "scheme",
  "/profile/licence/number": "licenceNumber",
  "/profile/licence/validUntil": "licenceUntil",
  "/profile/address/street": "street",
  "/profile/address/city": "city",
  "/profile/address/postalCode": "postalCode",
  "/profile/address/country": "addressCountry",
};

/** The control that a pointer of a refused edit is about. */
export function fieldOf(pointer: string, { cards }: Pick<FileAnswers, "cards">): string {
  const known = FIELD_OF_POINTER[pointer];
  if (known !== undefined) return known;
  const [, part, first = "", second = ""] = pointer.split("/");
  if (part !== "people") return first;
  const field =
    second === "identityNumber" ? "identityNumber" : second === "shareBps" ? "sharePercent" : second;
  return `people.${cards[Number(first)] ?? first}.${field}`;
}
