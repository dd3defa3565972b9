import type { Instant } from "../kernel/instant.ts";
import type { Currency } from "../money/currency.ts";
import { add, type Money, zero } from "../money/money.ts";
import type { Card } from "./card.ts";

/** What was raised by some campaigns (bank-confirmed goods including VAT, without shipping), and how many they are. */
export interface OutcomeSum {
  readonly amount: Money;
  readonly campaigns: number;
}

const OUTCOMES = ["open", "funded", "undelivered", "returned"] as const;
type Outcome = (typeof OUTCOMES)[number];

/** What became of the campaigns of one currency. `late` is a part of `funded`; the others exclude each other. */
export type CurrencyStatistics = Readonly<Record<Outcome | "late", OutcomeSum>> & {
  readonly currency: Currency;
};

/** What became of all public campaigns. */
export interface Statistics {
  /** When the cards were gathered; `undefined` before that has happened once. */
  readonly asOf: Instant | undefined;
  readonly currencies: readonly CurrencyStatistics[];
}

function outcomeOf({ status, undelivered }: Card): Outcome {
  if (undelivered === true) return "undelivered";
  switch (status) {
    case "live":
    case "paused":
    case "closing":
      return "open";
    case "funded":
    case "delivering":
    case "completed":
      return "funded";
    case "undelivered":
      return "undelivered";
    case "failed":
    case "cancelled":
    case "refunding":
    case "refunded":
      return "returned";
  }
}

/** Whether everything should have been delivered by the end of a month before this one, and is not. */
const isLate = ({ status, deliverBy }: Card, month: string): boolean =>
  (status === "funded" || status === "delivering") && deliverBy !== undefined && deliverBy < month;

/**
 * Sums of all cards by currency, in the order of their codes. Bad outcomes are counted as fully as good ones.
 * @param month the month of now in UTC, `2026-11`: what was promised by an earlier one is late
 * @see docs/rules/campaign.md#statistics
 */
export function statisticsOf(
  cards: Iterable<Card>,
  { asOf, month }: { asOf: Instant; month: string },
): Statistics {
  const byCurrency = new Map<Currency, CurrencyStatistics>();
  for (const card of cards) {
    const { currency, raised } = card;
    const none: OutcomeSum = { amount: zero(currency), campaigns: 0 };
    const before = byCurrency.get(currency) ?? {
      ...{ currency, open: none, funded: none, late: none, undelivered: none, returned: none },
    };
    const plus = ({ amount, campaigns }: OutcomeSum): OutcomeSum => ({
      amount: add(amount, raised),
      campaigns: campaigns + 1,
    });
    const outcome = outcomeOf(card);
    byCurrency.set(currency, {
      ...before,
      [outcome]: plus(before[outcome]),
      ...(isLate(card, month) ? { late: plus(before.late) } : {}),
    });
  }
  const currencies = [...byCurrency.values()].toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
  return { asOf, currencies };
}
