import { useReader, written } from "../../../ui/language.tsx";
import type { Terms } from "./campaign-data.ts";

/** The tiers of a campaign, then its add-ons. */
export const itemsOf = ({ tiers = [], addOns = [] }: Terms) => [...tiers, ...addOns];

/** What a tier or add-on is called, for those who read; its id where the terms have none of the kind. */
export function useItemName(terms: Terms): (itemId: string) => { text: string; lang?: string } {
  const { language } = useReader();
  const items = itemsOf(terms);
  return (itemId) => {
    const name = items.find(({ id }) => id === itemId)?.name;
    return name === undefined ? { text: itemId } : written(name, language);
  };
}
