import { type PresaleTerms, presaleTermsSchema } from "./presale-terms.ts";

/** Complete, consistent terms for tests, in EUR: two tiers, an add-on, two zones, two tranches. */
export const sampleTerms = (over: Partial<Record<keyof PresaleTerms, unknown>> = {}): PresaleTerms => {
  const eur = (minor: number) => ({ minor, currency: "EUR" });
  return presaleTermsSchema.parse({
    language: "en",
    title: { en: "First lot of alpine honey", zh: "首批高山蜂蜜" },
    summary: { en: "Honey of one valley, jarred in spring." },
    story: { en: "We keep forty hives." },
    category: "food-and-drink",
    place: { country: "DE", city: { en: "Garmisch" } },
    currency: "EUR",
    tiers: [
      {
        id: "t1",
        name: { en: "One jar" },
        description: { en: "500 g" },
        price: eur(12_00),
        units: 400,
        perBacker: 5,
        deliverBy: "2027-03",
        shipsTo: ["z1", "z2"],
      },
      {
        id: "t2",
        name: { en: "Early box" },
        description: { en: "Six jars" },
        price: eur(60_00),
        units: 50,
        perBacker: 2,
        closesAt: "2026-12-05T00:00:00.000Z",
        deliverBy: "2027-03",
        shipsTo: ["z1"],
      },
    ],
    addOns: [
      {
        id: "a1",
        name: { en: "Wooden spoon" },
        description: { en: "Beech" },
        price: eur(3_50),
        units: 200,
        perBacker: 3,
        shipped: true,
      },
    ],
    shippingZones: [
      { id: "z1", name: { en: "Germany" }, countries: ["DE"], firstUnit: eur(4_90), furtherUnit: eur(1_00) },
      { id: "z2", name: { en: "World" }, countries: ["*"], firstUnit: eur(14_00), furtherUnit: eur(3_00) },
    ],
    vatBps: 700,
    spendingPlan: [
      { id: "s1", purpose: { en: "Jars" }, amount: eur(2_000_00), payee: "supplier" },
      { id: "s2", purpose: { en: "Work" }, amount: eur(1_000_00), payee: "own_costs" },
    ],
    tranches: [
      { id: "r1", shareBps: 6_000, condition: { en: "At funding" }, evidenceTypes: [] },
      { id: "r2", shareBps: 4_000, condition: { en: "Jars filled" }, evidenceTypes: ["invoice"] },
    ],
    minGoal: eur(3_000_00),
    hardCap: eur(6_000_00),
    deadline: "2026-12-20T16:00:00.000Z",
    risks: [{ en: "A cold spring." }],
    faq: [],
    team: [{ name: "Ada Imker", role: { en: "Beekeeper" } }],
    media: [],
    unitCosts: [
      { tierId: "t1", cost: eur(6_00) },
      { tierId: "t2", cost: eur(34_00) },
    ],
    ...over,
  });
};
