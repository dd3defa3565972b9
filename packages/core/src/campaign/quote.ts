import { z } from "zod";
import type { Instant } from "../kernel/instant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { add, type Money, money, zero } from "../money/money.ts";
import type { Offer } from "./offer.ts";
import { addOnIdSchema, PER_BACKER_MAX, tierIdSchema } from "./presale-terms.ts";

/** Most lines of a basket. */
export const LINES_MAX = 40;

/** One line of a basket: some units of a tier or an add-on. */
export const basketLineSchema = z.strictObject({
  itemId: z.union([tierIdSchema, addOnIdSchema]),
  quantity: z.int().min(1).max(PER_BACKER_MAX),
});
export type BasketLine = Readonly<z.infer<typeof basketLineSchema>>;

/** A line with its price: `amount = unitPrice × quantity`, VAT included. */
export interface QuotedLine {
  readonly itemId: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly amount: Money;
}

/** The price of a basket. `total = goods + shipping`; `vat` is contained in `total`, never added. */
export interface Quote {
  readonly offerVersion: number;
  readonly lines: readonly QuotedLine[];
  /** What counts as raised: tiers and add-ons including VAT, without shipping. */
  readonly goods: Money;
  readonly shipping: Money;
  readonly vat: Money;
  readonly total: Money;
}

/** Why a basket has no price; `itemId` names the line. */
export type QuoteRefusal = Readonly<
  | { kind: "basket_empty" }
  | { kind: "line_repeated"; itemId: string }
  | { kind: "item_unknown"; itemId: string }
  | { kind: "add_on_without_tier" }
  | { kind: "over_backer_limit"; itemId: string; perBacker: number }
  | { kind: "sale_not_open"; opensAt: Instant }
  | { kind: "sale_closed"; closesAt: Instant }
  | { kind: "tier_not_open"; itemId: string; opensAt: Instant }
  | { kind: "tier_closed"; itemId: string; closesAt: Instant }
  | { kind: "country_not_served"; itemId: string; country: string }
  | { kind: "amount_too_large" }
>;

type Tier = Offer["tiers"][number];
type AddOn = Offer["addOns"][number];
type Zone = Offer["shippingZones"][number];
type Picked = Readonly<{ quantity: number }> &
  (Readonly<{ kind: "tier"; item: Tier }> | Readonly<{ kind: "add_on"; item: AddOn }>);

/** The zone of a country: the one that names it, else the one for everywhere else. */
export const zoneOf = (zones: readonly Zone[], country: string): Zone | undefined =>
  zones.find(({ countries }) => countries.includes(country)) ??
  zones.find(({ countries }) => countries.includes("*"));

/**
 * VAT contained in an amount: `amount × bps / (10,000 + bps)`, rounded half to even to a minor unit.
 * @see docs/rules/campaign.md#vat
 */
export function vatContained(amount: Money, bps: number): Money {
  const divisor = BigInt(10_000 + bps);
  const scaled = BigInt(amount.minor) * BigInt(bps);
  const quotient = scaled / divisor;
  const twice = (scaled % divisor) * 2n;
  const up = twice > divisor || (twice === divisor && quotient % 2n === 1n);
  return money(Number(up ? quotient + 1n : quotient), amount.currency);
}

/**
 * The price of a basket, exact to the minor unit. Says nothing about stock: the shard decides that.
 * @param lines at most 40, each item once
 * @param country where it is shipped to, ISO 3166-1 alpha-2
 * @param now business time: windows include their start and exclude their end
 * @see docs/rules/campaign.md#price-of-a-basket
 */
export function quote(
  offer: Offer,
  lines: readonly BasketLine[],
  country: string,
  now: Instant,
): Result<Quote, QuoteRefusal> {
  if (now < offer.opensAt) return err({ kind: "sale_not_open", opensAt: offer.opensAt });
  if (now >= offer.closesAt) return err({ kind: "sale_closed", closesAt: offer.closesAt });
  const picked = pick(offer, lines, now);
  if (!picked.ok) return picked;
  const shipping = shippingOf(offer, picked.value, country);
  if (!shipping.ok) return shipping;
  const quoted: QuotedLine[] = [];
  let goods = zero(offer.currency);
  for (const { item, quantity } of picked.value) {
    const minor = item.price.minor * quantity;
    if (!Number.isSafeInteger(minor) || !Number.isSafeInteger(minor + goods.minor + shipping.value.minor))
      return err({ kind: "amount_too_large" });
    const amount = money(minor, offer.currency);
    goods = add(goods, amount);
    quoted.push({ itemId: item.id, quantity, unitPrice: item.price, amount });
  }
  const total = add(goods, shipping.value);
  return ok({
    offerVersion: offer.version,
    lines: quoted,
    goods,
    shipping: shipping.value,
    vat: vatContained(total, offer.vatBps),
    total,
  });
}

function pick(
  offer: Offer,
  lines: readonly BasketLine[],
  now: Instant,
): Result<readonly Picked[], QuoteRefusal> {
  if (lines.length === 0) return err({ kind: "basket_empty" });
  const picked = new Map<string, Picked>();
  for (const { itemId, quantity } of lines) {
    if (picked.has(itemId)) return err({ kind: "line_repeated", itemId });
    const tier = offer.tiers.find(({ id }) => id === itemId);
    const addOn = offer.addOns.find(({ id }) => id === itemId);
    const item = tier ?? addOn;
    if (item === undefined) return err({ kind: "item_unknown", itemId });
    if (quantity > item.perBacker)
      return err({ kind: "over_backer_limit", itemId, perBacker: item.perBacker });
    if (tier?.opensAt !== undefined && now < tier.opensAt)
      return err({ kind: "tier_not_open", itemId, opensAt: tier.opensAt });
    if (tier?.closesAt !== undefined && now >= tier.closesAt)
      return err({ kind: "tier_closed", itemId, closesAt: tier.closesAt });
    if (tier !== undefined) picked.set(itemId, { kind: "tier", item: tier, quantity });
    else if (addOn !== undefined) picked.set(itemId, { kind: "add_on", item: addOn, quantity });
  }
  const all = [...picked.values()];
  return all.some(({ kind }) => kind === "tier") ? ok(all) : err({ kind: "add_on_without_tier" });
}

/** First unit once per basket, every further shipped unit at the further price; add-ons travel with their tier. */
function shippingOf(offer: Offer, picked: readonly Picked[], country: string): Result<Money, QuoteRefusal> {
  const zone = zoneOf(offer.shippingZones, country);
  let units = 0;
  for (const line of picked) {
    const isShipped = line.kind === "tier" ? line.item.shipsTo.length > 0 : line.item.shipped;
    if (!isShipped) continue;
    const isServed = zone !== undefined && (line.kind === "add_on" || line.item.shipsTo.includes(zone.id));
    if (!isServed) return err({ kind: "country_not_served", itemId: line.item.id, country });
    units += line.quantity;
  }
  if (units === 0 || zone === undefined) return ok(zero(offer.currency));
  const minor = zone.firstUnit.minor + zone.furtherUnit.minor * (units - 1);
  if (!Number.isSafeInteger(minor)) return err({ kind: "amount_too_large" });
  return ok(money(minor, offer.currency));
}
