import type { IsoDay } from "../../evidence/day-text.ts";

/** A VAT rate in basis points and the days it was in force; `to` null: still. */
export type VatRate = Readonly<{ bps: number; from: IsoDay; to: IsoDay | null }>;

const ALWAYS = "1994-01-01";

/**
 * VAT rates and collection rates of the PRC (Cai Shui [2017] 37, [2018] 32, MOF/STA/GAC 2019 no. 39, STA 2020
 * no. 13 for the 1 % of small-scale taxpayers).
 * @see docs/rules/data-authenticity.md#tax-rate
 */
export const PRC_VAT_RATES: readonly VatRate[] = [
  { bps: 1_700, from: ALWAYS, to: "2018-04-30" },
  { bps: 1_600, from: "2018-05-01", to: "2019-03-31" },
  { bps: 1_300, from: ALWAYS, to: "2017-06-30" },
  { bps: 1_300, from: "2019-04-01", to: null },
  { bps: 1_100, from: ALWAYS, to: "2018-04-30" },
  { bps: 1_000, from: "2018-05-01", to: "2019-03-31" },
  { bps: 900, from: "2019-04-01", to: null },
  { bps: 600, from: ALWAYS, to: null },
  { bps: 500, from: ALWAYS, to: null },
  { bps: 300, from: ALWAYS, to: null },
  { bps: 150, from: ALWAYS, to: null },
  { bps: 100, from: "2020-03-01", to: null },
  { bps: 0, from: ALWAYS, to: null },
];

const DAY_MS = 86_400_000;

/** `day` moved by whole calendar days. */
function movedBy(day: IsoDay, days: number): IsoDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/**
 * The rates an invoice of a day may carry.
 * @param graceDays days after its end in which a rate is still seen on invoices for earlier supplies
 * @returns a look-up that remembers each day
 */
export function ratesInForce(
  rates: readonly VatRate[],
  graceDays: number,
): (day: IsoDay) => readonly number[] {
  const windows = rates.map(({ bps, from, to }) => ({ bps, from, to: to && movedBy(to, graceDays) }));
  const known = new Map<IsoDay, readonly number[]>();
  return (day) => {
    let bps = known.get(day);
    if (!bps) {
      bps = windows
        .filter(({ from, to }) => from <= day && (to === null || day <= to))
        .map((rate) => rate.bps);
      known.set(day, bps);
    }
    return bps;
  };
}
