import type { Enterprise } from "../enterprise-data.ts";

/** The parts of an enterprise's file, in the order of writing; the last hands it in. */
export const SECTIONS = [
  "legal",
  "registration",
  "address",
  "people",
  "account",
  "documents",
  "check",
] as const;
export type Section = (typeof SECTIONS)[number];
/** A part that is filled in. */
export type Written = Exclude<Section, "check">;

/** One thing that is missing before the application: a pointer into the file and what to do there. */
export interface Task {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

const SECTION_OF_FIELD: Readonly<Record<string, Written>> = {
  registryNumber: "registration",
  licence: "registration",
  address: "address",
};

/** The part in which a pointer into the file, or into an edit of it, is written. */
export function sectionOf(pointer: string): Written {
  const [, part = "", field = ""] = pointer.split("/");
  switch (part) {
    case "people":
      return "people";
    case "payoutAccount":
      return "account";
    case "evidence":
      return "documents";
    default:
      return SECTION_OF_FIELD[field] ?? "legal";
  }
}

/** The part that a reason of the review is about, by how its code begins. */
const SECTION_OF_REASON: readonly (readonly [start: string, section: Written])[] = [
  ["registry_number", "registration"],
  ["licence", "registration"],
  ["representative", "people"],
  ["owner", "people"],
  ["conflict", "people"],
  ["small_platform_owner", "people"],
  ["account", "account"],
  ["document", "documents"],
];

/** The part where a reason can be answered; `undefined` where it is about the whole. */
export const sectionOfReason = (code: string): Written | undefined =>
  SECTION_OF_REASON.find(([start]) => code.startsWith(start))?.[1];

/** The part that an address names. */
export const sectionNamed = (name: string | undefined): Section | undefined =>
  SECTIONS.find((section) => section === name);

/** Where a part stands. */
export type SectionState = "not_started" | "in_progress" | "needs_change" | "done" | "not_yet";

/** What the states of the parts follow from. */
export interface Standing {
  readonly enterprise: Pick<Enterprise, "profile" | "people" | "payoutAccount">;
  readonly tasks: readonly Task[];
  /** Reason codes of a change that the review waits for. */
  readonly asked: readonly string[];
  /** Whether any document was handed in. */
  readonly hasDocuments: boolean;
}

function isBegun(section: Written, { enterprise, hasDocuments }: Standing): boolean {
  const { profile, people, payoutAccount } = enterprise;
  switch (section) {
    case "legal":
      return [profile.legalName, profile.country, profile.legalForm, profile.sector].some(
        (value) => value !== undefined,
      );
    case "registration":
      return profile.registryNumber !== undefined || profile.licence !== undefined;
    case "address":
      return profile.address !== undefined;
    case "people":
      return people.length > 0;
    case "account":
      return payoutAccount !== undefined;
    case "documents":
      return hasDocuments;
  }
}

/** Which documents are asked for depends on the country: until it is known none counts as handed in. */
const isWaitingForCountry = (section: Written, { enterprise }: Standing): boolean =>
  section === "documents" && enterprise.profile.country === undefined;

/** Where each part stands; the last one opens when nothing is missing. */
export function stateOf(section: Section, standing: Standing): SectionState {
  const { tasks, asked } = standing;
  if (section === "check")
    return tasks.length > 0 || isWaitingForCountry("documents", standing) ? "not_yet" : "not_started";
  if (tasks.some(({ pointer }) => sectionOf(pointer) === section) || isWaitingForCountry(section, standing))
    return isBegun(section, standing) ? "in_progress" : "not_started";
  return asked.some((code) => sectionOfReason(code) === section) ? "needs_change" : "done";
}
