/** The parts of the editor, in the order of writing. */
export const SECTIONS = [
  "basics",
  "story",
  "media",
  "tiers",
  "addOns",
  "shipping",
  "spending",
  "tranches",
  "goal",
  "risks",
  "faq",
  "team",
] as const;
export type Section = (typeof SECTIONS)[number];

const SECTION_OF: Readonly<Record<string, Section>> = {
  language: "basics",
  title: "basics",
  summary: "basics",
  category: "basics",
  place: "basics",
  currency: "basics",
  vatBps: "basics",
  story: "story",
  media: "media",
  tiers: "tiers",
  unitCosts: "tiers",
  addOns: "addOns",
  shippingZones: "shipping",
  spendingPlan: "spending",
  tranches: "tranches",
  minGoal: "goal",
  hardCap: "goal",
  deadline: "goal",
  risks: "risks",
  faq: "faq",
  team: "team",
};

/** The part in which a pointer into the terms is written. */
export const sectionOf = (pointer: string): Section => SECTION_OF[pointer.split("/")[1] ?? ""] ?? "basics";

/** The part that an address names; the first for anything else. */
export const sectionNamed = (name: string | undefined): Section =>
  SECTIONS.find((section) => section === name) ?? "basics";
