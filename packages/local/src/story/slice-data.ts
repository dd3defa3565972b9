import type { Applicant } from "./enterprise-acts.ts";

const DAY_MS = 86_400_000;
const INVOICES = 120;
const NET_STEP = 37;
const RENT_EVERY = 15;
const RENT_MINOR = 900_00;

/** A plain, honest ledger of sales: unlike amounts, 19 % VAT, consecutive numbers, all of the last year. */
function sliceInvoices(): Uint8Array {
  const rows = Array.from({ length: INVOICES }, (_, i) => {
    const net = 40_123 + i * NET_STEP;
    const tax = Math.round(net * 0.19);
    const day = new Date(Date.UTC(2026, 0, 5) + i * 2 * DAY_MS).toISOString().slice(0, 10);
    const text = (minor: number) => (minor / 100).toFixed(2);
    return `${1_000 + i},${day},Customer ${i % 23},${text(net)},${text(tax)},${text(net + tax)},valid`;
  });
  return new TextEncoder().encode(
    `Invoice number,Invoice date,Customer,Net,Tax,Total,Status\n${rows.join("\n")}\n`,
  );
}

/** The bank's statement of the same sales: each invoice comes in three days later, rent goes out once a month. */
function sliceStatement(): Uint8Array {
  let balance = 2_000_00;
  const text = (minor: number) => (minor / 100).toFixed(2);
  const rows = Array.from({ length: INVOICES }, (_, i) => {
    const net = 40_123 + i * NET_STEP;
    const isRent = i % RENT_EVERY === RENT_EVERY - 1;
    const amount = isRent ? -RENT_MINOR : net + Math.round(net * 0.19);
    balance += amount;
    const day = new Date(Date.UTC(2026, 0, 8) + i * 2 * DAY_MS).toISOString().slice(0, 10);
    return `${day},${text(amount)},${text(balance)},${isRent ? "Landlord" : `Customer ${i % 23}`},Invoice ${1_000 + i}`;
  });
  return new TextEncoder().encode(`Booking date,Amount,Balance,Counterparty,Text\n${rows.join("\n")}\n`);
}

/** A small honest company: every paper, a year of sales. */
export const sliceApplicant = (): Applicant => ({
  legalName: "First Works GmbH",
  country: "DE",
  registryNumber: { scheme: "lei", text: "5493001KJTIIGC8Y1R12" },
  account: { scheme: "iban", number: "DE89370400440532013000", currency: "EUR" },
  papers: ["licence", "articles", "id_document"],
  tables: [
    { type: "invoices_sales", content: sliceInvoices() },
    { type: "bank_statement", content: sliceStatement() },
  ],
});

/** The terms of the slice's pre-sale: one tier, a goal that one pledge reaches, thirty days. */
export function sliceTerms(now: string): object {
  const eur = (amount: string) => ({ amount, currency: "EUR" });
  const deadline = new Date(Date.parse(now) + 30 * DAY_MS);
  const month = new Date(Date.parse(now) + 120 * DAY_MS).toISOString().slice(0, 7);
  return {
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
        price: eur("12.00"),
        units: 400,
        perBacker: 5,
        deliverBy: month,
        shipsTo: ["z1"],
      },
    ],
    addOns: [],
    shippingZones: [
      {
        id: "z1",
        name: { en: "Germany" },
        countries: ["DE"],
        firstUnit: eur("4.90"),
        furtherUnit: eur("1.00"),
      },
    ],
    vatBps: 700,
    spendingPlan: [
      { id: "s1", purpose: { en: "Jars" }, amount: eur("15.00"), payee: "supplier" },
      { id: "s2", purpose: { en: "Work" }, amount: eur("5.00"), payee: "own_costs" },
    ],
    tranches: [{ id: "r1", shareBps: 10_000, condition: { en: "At funding" }, evidenceTypes: [] }],
    minGoal: eur("20.00"),
    hardCap: eur("4800.00"),
    deadline: deadline.toISOString(),
    risks: [{ en: "A cold spring." }],
    faq: [],
    team: [{ name: "Ada Imker", role: { en: "Beekeeper" } }],
    media: [],
    unitCosts: [{ tierId: "t1", cost: eur("6.00") }],
  };
}
