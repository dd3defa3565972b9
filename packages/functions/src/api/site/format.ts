import { invariant } from "@firstlot/core/kernel/invariant";
import type { WireMoney } from "../wire.ts";
import type { SiteLanguage } from "./language.ts";

/** An exact amount for people, by its code: `EUR 1,234.50`. Never a float. */
export function moneyText({ amount, currency }: WireMoney, language: SiteLanguage): string {
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(amount);
  invariant(match !== null, "an amount of the wire is a decimal text");
  const [, sign = "", whole = "0", decimals = ""] = match;
  const grouped = new Intl.NumberFormat(language).format(BigInt(whole));
  return `${currency}\u00a0${sign === "" ? "" : "\u2212"}${grouped}${decimals}`;
}

const minorOf = ({ amount }: WireMoney): bigint => BigInt(amount.replace(".", ""));

/** How much of the goal is raised, in whole percent rounded down: 99 until it is reached. */
export function fundedPercent(raised: WireMoney, goal: WireMoney): number {
  invariant(raised.currency === goal.currency, "a campaign raises in the currency of its goal");
  return Number((minorOf(raised) * 100n) / minorOf(goal));
}

/** An instant for people, with its zone: `18 December 2026 at 21:00 UTC`. */
export const instantText = (instant: string, language: SiteLanguage): string =>
  new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "UTC",
    timeZoneName: "short",
  }).format(new Date(instant));

/** A country's name by its code. */
export const countryText = (code: string, language: SiteLanguage): string =>
  new Intl.DisplayNames(language, { type: "region" }).of(code) ?? code;
