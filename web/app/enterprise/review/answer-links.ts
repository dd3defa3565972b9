import { sectionOfReason } from "../onboarding/sections.ts";
import type { OwnCase } from "./own-review-data.ts";

/** A place where something that was asked for can be answered. */
export interface AnswerPlace {
  readonly to: string;
  readonly search: { readonly section?: string };
  /** Words for it: `at_…`. */
  readonly label: "file" | "evidence" | "editor" | "tranches";
}

/** Reasons about files and what was read of them, by how their codes begin. */
const OF_EVIDENCE = [
  "document",
  "invoice",
  "tax_rate",
  "amounts_too_round",
  "voids",
  "sales_unknown",
  "licence",
] as const;

/** The part of a campaign's terms that a reason is about, by how its code begins. */
const SECTION_OF_TERMS: readonly (readonly [start: string, section: string])[] = [
  ["plan", "spending"],
  ["own_costs", "spending"],
  ["unit_cost", "tiers"],
  ["price", "tiers"],
  ["delivery", "tiers"],
  ["capacity", "tiers"],
  ["goal", "goal"],
];

function placeOf(
  code: string,
  { subject, name }: Pick<OwnCase, "subject" | "name">,
  base: string,
): AnswerPlace {
  const campaign = `${base}/campaigns/${name.campaignId ?? subject.id}`;
  if (subject.kind === "tranche") return { to: `${campaign}/money`, search: {}, label: "tranches" };
  const isOfEvidence = OF_EVIDENCE.some((start) => code.startsWith(start));
  if (subject.kind === "enterprise") {
    const section = sectionOfReason(code);
    return { to: `${base}/file`, search: section === undefined ? {} : { section }, label: "file" };
  }
  if (isOfEvidence) return { to: `${base}/evidence`, search: {}, label: "evidence" };
  if (code.startsWith("account"))
    return { to: `${base}/file`, search: { section: "account" }, label: "file" };
  const section = SECTION_OF_TERMS.find(([start]) => code.startsWith(start))?.[1];
  return { to: `${campaign}/edit`, search: section === undefined ? {} : { section }, label: "editor" };
}

/** Where the reasons of a request can be answered, each place once. */
export function answerPlaces(
  reasonCodes: readonly string[],
  of: Pick<OwnCase, "subject" | "name">,
  base: string,
): readonly AnswerPlace[] {
  const places = new Map<string, AnswerPlace>();
  for (const code of reasonCodes) {
    const place = placeOf(code, of, base);
    places.set(`${place.to}#${place.search.section ?? ""}`, place);
  }
  return [...places.values()];
}
