import type { QuoteRefusal } from "../campaign/quote.ts";
import type { ConcurrencyRefusal } from "../kernel/command.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Money } from "../money/money.ts";
import type { PledgeStatus } from "./pledge.ts";
import type { ShardRefusal } from "./shard.ts";

/** Missing and foreign alike. */
export type NotFound = Readonly<{ kind: "not_found" }>;

/** Why no pledge was made; nothing is taken. */
export type ReserveRefusal =
  | NotFound
  | QuoteRefusal
  | Exclude<ShardRefusal, { kind: "dry" }>
  | ConcurrencyRefusal
  | Readonly<
      | { kind: "sold_out"; itemIds: readonly string[] }
      | { kind: "cap_reached" }
      | { kind: "backer_limit_reached"; itemId: string; perBacker: number; held: number }
      | { kind: "too_many_pledges"; pledgesMax: number }
      /** The price is another than the one that the backer agreed to. */
      | { kind: "price_changed"; total: Money }
    >;

/** Why a pledge did not change. */
export type PledgeRefusal =
  | NotFound
  | ConcurrencyRefusal
  | Readonly<
      | { kind: "pledge_status"; status: PledgeStatus }
      | { kind: "not_due"; payBy: Instant }
      /** A pre-sale may be withdrawn until the deadline; after funding where consumer law gives the right. */
      | { kind: "withdrawal_closed"; closedAt: Instant }
      | { kind: "no_right_of_withdrawal"; country: string }
      | { kind: "country_differs"; country: string }
      | { kind: "campaign_settling" }
    >;
