import type { Share } from "./flow.ts";

const DAY_MS = 86_400_000;
const DAY_LENGTH = "2026-12-18".length;
/** Days without a new pledge after which a live campaign has come to a halt. */
const STALLED_DAYS = 7;
/** Stock is low below this part of what was offered, one tenth. */
const LOW_PART = 10;
const SOON_MS = 2 * DAY_MS;

/** Something about a running campaign that its enterprise should look at, the most pressing first. */
export type Alert =
  | { readonly kind: "paused" }
  | { readonly kind: "ends_soon" }
  | { readonly kind: "stalled"; readonly days: number }
  | { readonly kind: "sold_out" | "low_stock"; readonly items: readonly Stock[] }
  | { readonly kind: "unpaid"; readonly share: Share }
  | { readonly kind: "withdrawn"; readonly share: Share };

/** Units of a tier or add-on: offered in all, and what can still be reserved. */
interface Stock {
  readonly itemId: string;
  readonly units: number;
  readonly left: number;
}

interface Running {
  readonly status: string;
  readonly publishedAt: string;
  readonly closesAt: string;
  readonly asOf: string;
  /** Days on which something happened, oldest first. */
  readonly days: readonly { readonly day: string; readonly paid: Share }[];
  readonly reserved: Share;
  /** What went in the last seven days. */
  readonly gone: Share;
  readonly stock: readonly Stock[];
}

function halt({ days, publishedAt, asOf }: Running): readonly Alert[] {
  const lastDay = days.findLast(({ paid }) => paid.pledges > 0)?.day ?? publishedAt.slice(0, DAY_LENGTH);
  const count = Math.floor((Date.parse(asOf) - Date.parse(lastDay)) / DAY_MS);
  return count >= STALLED_DAYS ? [{ kind: "stalled", days: count }] : [];
}

function shelves(stock: readonly Stock[]): readonly Alert[] {
  const soldOut = stock.filter(({ left }) => left === 0);
  const low = stock.filter(({ units, left }) => left > 0 && left * LOW_PART <= units);
  return [
    ...(soldOut.length === 0 ? [] : [{ kind: "sold_out", items: soldOut } as const]),
    ...(low.length === 0 ? [] : [{ kind: "low_stock", items: low } as const]),
  ];
}

/** What to look at while backers can order, or while open payments may still arrive. */
export function alertsOf(of: Running): readonly Alert[] {
  const { status, closesAt, asOf, reserved, gone } = of;
  const unpaid: readonly Alert[] = reserved.pledges === 0 ? [] : [{ kind: "unpaid", share: reserved }];
  if (status === "closing") return unpaid;
  if (status !== "live" && status !== "paused") return [];
  return [
    ...(status === "paused" ? [{ kind: "paused" } as const] : []),
    ...(Date.parse(closesAt) - Date.parse(asOf) < SOON_MS ? [{ kind: "ends_soon" } as const] : []),
    ...(status === "live" ? halt(of) : []),
    ...shelves(of.stock),
    ...unpaid,
    ...(gone.pledges === 0 ? [] : [{ kind: "withdrawn", share: gone } as const]),
  ];
}
