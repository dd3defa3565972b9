import type { Store, StoredItem } from "../kernel/store.ts";
import type { PaymentRequest } from "./payment-request.ts";
import { listPaymentRequests } from "./payment-request-store.ts";

const PAGE = 100;
/** Most payment requests that are summed; of a campaign with more the sums are not whole. */
const PAYMENTS_MAX = 1_000;

/** What became of a line of the spending plan, minor units. */
export interface Spent {
  /** Asked for or with the bank, not yet paid. */
  readonly underwayMinor: number;
  /** The bank has paid it. */
  readonly paidMinor: number;
}

/** The spent part of a plan by line, and whether every request is in it. */
export interface Spending {
  readonly lines: ReadonlyMap<string, Spent>;
  readonly isWhole: boolean;
}

const NOTHING: Spent = { underwayMinor: 0, paidMinor: 0 };

/** Sums requests up by line: what is paid, and what is on its way; drafts, refused and returned ones are neither. */
export function spentBy(requests: readonly PaymentRequest[]): Spending["lines"] {
  const lines = new Map<string, Spent>();
  for (const { lineId, amount, status } of requests) {
    const { underwayMinor, paidMinor } = lines.get(lineId) ?? NOTHING;
    const isUnderway = status === "requested" || status === "instructed";
    lines.set(lineId, {
      underwayMinor: underwayMinor + (isUnderway ? amount.minor : 0),
      paidMinor: paidMinor + (status === "paid" ? amount.minor : 0),
    });
  }
  return lines;
}

/** Reads a campaign's payment requests, at most `PAYMENTS_MAX`, and sums them up by line. */
export async function readSpending(store: Store, campaignId: string): Promise<Spending> {
  const found: PaymentRequest[] = [];
  let after: StoredItem | undefined;
  do {
    const page = await listPaymentRequests(store, { campaignId, limit: PAGE, after });
    found.push(...page.items);
    after = page.next;
  } while (after !== undefined && found.length < PAYMENTS_MAX);
  return { lines: spentBy(found), isWhole: after === undefined };
}
