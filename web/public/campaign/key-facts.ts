import { useReader, useSay } from "../../ui/language.tsx";
import { minorOf, type WireMoney } from "../../ui/money.tsx";
import { monthText } from "../campaign-words.ts";
import { PUBLIC } from "../public-messages.ts";
import type { Campaign } from "./campaign-read.ts";

type Tiers = Campaign["tiers"];

/** The price of the cheapest tier. */
export const cheapestOf = (tiers: Tiers): WireMoney | undefined =>
  tiers
    .map(({ price }) => price)
    .toSorted((a, b) => (minorOf(a) < minorOf(b) ? -1 : 1))
    .at(0);

/** The month, or the months from first to last, in which the tiers are to be delivered. */
export function useDeliveryText(tiers: Tiers): string {
  const say = useSay(PUBLIC);
  const { language } = useReader();
  const months = tiers.map(({ deliverBy }) => deliverBy).toSorted();
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return "–";
  const [from, to] = [monthText(first, language), monthText(last, language)];
  return from === to ? from : say("factDeliveryText", { from, to });
}
