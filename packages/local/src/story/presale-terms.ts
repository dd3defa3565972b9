import type { PresaleSize } from "./presale-size.ts";
import { daysAfter } from "./stage.ts";

const CURRENCY = "EUR";
const eur = (amount: string) => ({ amount, currency: CURRENCY });

/** Days from the story's first day on which things happen. */
export const DAYS = {
  soldOut: 1,
  cancelled: 2,
  earlyBirdEnds: 3,
  failedDeadline: 10,
  mainDeadline: 15,
} as const;

/** What the four campaigns have in common. */
const common = (now: string, deadline: string) => ({
  language: "en",
  category: "food-and-drink",
  place: { country: "DE", city: { en: "Garmisch" } },
  currency: CURRENCY,
  vatBps: 700,
  deadline,
  risks: [{ en: "A cold spring." }],
  faq: [{ question: { en: "When is it sent?" }, answer: { en: "In the promised month." } }],
  team: [{ name: "Olga Owner", role: { en: "Beekeeper" } }],
  media: [],
  deliverBy: daysAfter(now, 120).slice(0, "2027-03".length),
});

const germany = {
  id: "z1",
  name: { en: "Germany" },
  countries: ["DE"],
  firstUnit: eur("4.90"),
  furtherUnit: eur("1.00"),
};
const neighbours = {
  id: "z2",
  name: { en: "Neighbours" },
  countries: ["AT", "FR", "NL"],
  firstUnit: eur("9.90"),
  furtherUnit: eur("2.00"),
};

/**
 * The main campaign: an early-bird tier with a window, a tier that sells out, an add-on, two zones, a plan of three
 * lines, two tranches.
 * @param supplies the first line of the plan; the review asks for a change when the plan does not add up to the goal
 */
export function mainTerms(now: string, size: PresaleSize, supplies: string): object {
  const { deliverBy, ...rest } = common(now, daysAfter(now, DAYS.mainDeadline));
  return {
    ...rest,
    title: { en: "First lot of alpine honey", zh: "首批高山蜂蜜" },
    summary: { en: "Honey of one valley, jarred in spring.", zh: "一个山谷的蜂蜜，春天装瓶。" },
    story: { en: "We keep forty hives above Garmisch and jar what they give." },
    tiers: [
      {
        id: "t1",
        name: { en: "Early jar" },
        description: { en: "One kilogram, for those who come first" },
        price: eur("20.00"),
        units: size.stock.t1,
        perBacker: 1,
        closesAt: daysAfter(now, DAYS.earlyBirdEnds),
        deliverBy,
        shipsTo: ["z1"],
      },
      {
        id: "t2",
        name: { en: "Two jars" },
        description: { en: "Two jars of one kilogram" },
        price: eur("24.00"),
        units: size.stock.t2,
        perBacker: 2,
        deliverBy,
        shipsTo: ["z1", "z2"],
      },
    ],
    addOns: [
      {
        id: "a1",
        name: { en: "Dipper" },
        description: { en: "Of beech" },
        price: eur("3.50"),
        units: size.stock.a1,
        perBacker: 2,
        shipped: true,
      },
    ],
    shippingZones: [germany, neighbours],
    spendingPlan: [
      { id: "s1", purpose: { en: "Jars and lids" }, amount: eur(supplies), payee: "supplier" },
      { id: "s2", purpose: { en: "Work of the season" }, amount: eur(size.plan.work), payee: "own_costs" },
      { id: "s3", purpose: { en: "Labels" }, amount: eur(size.plan.labels), payee: "supplier" },
    ],
    tranches: [
      { id: "r1", shareBps: 6_000, condition: { en: "At funding" }, evidenceTypes: [] },
      {
        id: "r2",
        shareBps: 4_000,
        condition: { en: "When the jars are filled" },
        evidenceTypes: ["tranche_evidence"],
      },
    ],
    minGoal: eur(size.goal),
    hardCap: eur(size.cap),
    unitCosts: [
      { tierId: "t1", cost: eur("9.00") },
      { tierId: "t2", cost: eur("15.00") },
    ],
  };
}

/** A small campaign of one tier at 12.00, to be sent to Germany. */
function smallTerms(
  now: string,
  about: { title: string; deadlineDay: number; units: number; goal: string; cap: string },
): object {
  const { deliverBy, ...rest } = common(now, daysAfter(now, about.deadlineDay));
  const { goal, cap, units } = about;
  return {
    ...rest,
    title: { en: about.title },
    summary: { en: "A small lot." },
    story: { en: "One batch, made once." },
    tiers: [
      {
        id: "t1",
        name: { en: "One jar" },
        description: { en: "500 g" },
        price: eur("12.00"),
        units,
        perBacker: 5,
        deliverBy,
        shipsTo: ["z1"],
      },
    ],
    addOns: [],
    shippingZones: [germany],
    spendingPlan: [{ id: "s1", purpose: { en: "Jars" }, amount: eur(goal), payee: "supplier" }],
    tranches: [{ id: "r1", shareBps: 10_000, condition: { en: "At funding" }, evidenceTypes: [] }],
    minGoal: eur(goal),
    hardCap: eur(cap),
    unitCosts: [{ tierId: "t1", cost: eur("6.00") }],
  };
}

/** The second campaign misses its goal of 1,000.00. */
export const failingTerms = (now: string): object =>
  smallTerms(now, {
    title: "A lot that nobody knew of",
    deadlineDay: DAYS.failedDeadline,
    units: 200,
    goal: "1000.00",
    cap: "2400.00",
  });

/** The third campaign is cancelled while it is live. */
export const cancelledTerms = (now: string): object =>
  smallTerms(now, {
    title: "A lot that was given up",
    deadlineDay: DAYS.mainDeadline,
    units: 100,
    goal: "600.00",
    cap: "1200.00",
  });

/** The fourth campaign is full at 120.00: ten units. */
export const fullTerms = (now: string): object =>
  smallTerms(now, {
    title: "A lot of ten",
    deadlineDay: DAYS.mainDeadline,
    units: 20,
    goal: "60.00",
    cap: "120.00",
  });
