import type { Locale } from "../identity-provider/account.ts";

/**
 * Says the texts of an area of this machine's pages, their `{places}` filled; a place that is not given stays as it stands.
 * @param words the texts of each language, all with the same words
 */
export const sayOf =
  <W extends string>(words: Readonly<Record<Locale, Readonly<Record<W, string>>>>) =>
  (language: Locale, word: W, places: Readonly<Record<string, string | number>> = {}): string =>
    words[language][word].replace(/\{(\w+)\}/g, (whole, place: string) => String(places[place] ?? whole));
