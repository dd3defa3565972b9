import { minorOf, moneyOfMinor, type WireMoney } from "../../ui/money.tsx";
import { wantsAccount } from "../pledging/pledge-read.ts";
import type { Holding } from "./holdings.ts";

/** Where money of pledges is. Each cent that was promised or came stands in one of them, so that none hides another. */
export const PLACES = [
  "waiting",
  "held",
  "confirmed",
  "late",
  "undelivered",
  "fulfilled",
  "refunding",
  "refund_failed",
  "refunded",
] as const;
type Place = (typeof PLACES)[number];

/** The sums of one currency. */
export interface Totals {
  readonly currency: string;
  readonly sums: Readonly<Record<Place, WireMoney>>;
}

const LOST = new Set(["undelivered", "closed_with_loss"]);

/** The month by whose end all of a pledge is delivered, like `2027-03`. */
export function promisedMonth({ pledge, campaign }: Holding): string | undefined {
  const months = (campaign?.tiers ?? [])
    .filter(({ id }) => pledge.lines.some(({ itemId }) => itemId === id))
    .map(({ deliverBy }) => deliverBy);
  return months.toSorted().at(-1);
}

/** Whether the promised month is over and nothing has come. */
export function isLate(holding: Holding, now: string): boolean {
  const month = promisedMonth(holding);
  return holding.pledge.status === "confirmed" && month !== undefined && now.slice(0, month.length) > month;
}

type Part = readonly [Place, bigint];

function ownParts(holding: Holding, now: string): readonly Part[] {
  const { pledge, campaign } = holding;
  const total = minorOf(pledge.total);
  const received = minorOf(pledge.received);
  switch (pledge.status) {
    case "reserved":
      return [
        ["held", received],
        ["waiting", total > received ? total - received : 0n],
      ];
    case "paid":
      return [["held", total]];
    case "confirmed":
      if (campaign !== undefined && LOST.has(campaign.status)) return [["undelivered", total]];
      return [[isLate(holding, now) ? "late" : "confirmed", total]];
    case "fulfilled":
      return [["fulfilled", total]];
    case "expired":
    case "cancelled":
    case "withdrawn":
    case "refunding":
    case "refund_failed":
    case "dormant":
    case "refunded":
      return []; // what came is on its way back: its refunds count
  }
}

const refundPart = (refund: Holding["refunds"][number]): Part => {
  const place =
    refund.status === "settled" ? "refunded" : wantsAccount(refund) ? "refund_failed" : "refunding";
  return [refund.status === "dormant" ? "refund_failed" : place, minorOf(refund.amount)];
};

/** The parts of one pledge: what it stands for itself, and its refunds. */
const partsOf = (holding: Holding, now: string): readonly Part[] => [
  ...ownParts(holding, now),
  ...holding.refunds.map(refundPart),
];

/** The sums by currency. */
export function totalsOf(holdings: readonly Holding[], now: string): readonly Totals[] {
  const currencies = [...new Set(holdings.map(({ pledge }) => pledge.total.currency))].toSorted();
  return currencies.map((currency) => {
    const own = holdings.filter(({ pledge }) => pledge.total.currency === currency);
    const like = own[0]?.pledge.total ?? { amount: "0", currency };
    const parts = own.flatMap((holding) => partsOf(holding, now));
    const sumAt = (place: Place) =>
      moneyOfMinor(
        parts.reduce((sum, [at, minor]) => (at === place ? sum + minor : sum), 0n),
        like,
      );
    return {
      currency,
      sums: {
        waiting: sumAt("waiting"),
        held: sumAt("held"),
        confirmed: sumAt("confirmed"),
        late: sumAt("late"),
        undelivered: sumAt("undelivered"),
        fulfilled: sumAt("fulfilled"),
        refunding: sumAt("refunding"),
        refund_failed: sumAt("refund_failed"),
        refunded: sumAt("refunded"),
      },
    };
  });
}

/** One enterprise's share of the money that is still out, in whole percent rounded down. */
export interface Concentration {
  readonly enterprise: string;
  readonly percent: number;
  readonly currency: string;
}

const CONCENTRATED_PERCENT = 20n;
const OUT = new Set(["paid", "confirmed"]);

/** The enterprises that hold more than 20 % of what somebody has out in one currency, largest first. */
export function concentrationsOf(holdings: readonly Holding[]): readonly Concentration[] {
  const out = holdings.filter(({ pledge, campaign }) => OUT.has(pledge.status) && campaign !== undefined);
  const sums = new Map<string, { enterprise: string; currency: string; minor: bigint }>();
  const all = new Map<string, bigint>();
  for (const { pledge, campaign } of out) {
    const { currency } = pledge.total;
    const key = `${currency} ${campaign?.enterpriseId}`;
    const minor = minorOf(pledge.total);
    const before = sums.get(key)?.minor ?? 0n;
    sums.set(key, { enterprise: campaign?.enterpriseName ?? "", currency, minor: before + minor });
    all.set(currency, (all.get(currency) ?? 0n) + minor);
  }
  return [...sums.values()]
    .flatMap(({ enterprise, currency, minor }) => {
      const whole = all.get(currency) ?? 0n;
      const isOver = whole > 0n && minor * 100n > whole * CONCENTRATED_PERCENT;
      return isOver ? [{ enterprise, currency, percent: Number((minor * 100n) / whole) }] : [];
    })
    .toSorted((a, b) => b.percent - a.percent);
}
