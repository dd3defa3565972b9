/** The languages of the pages of this machine. */
type PageLanguage = "en" | "zh-CN";

/**
 * Says the texts of an area, their `{places}` filled; a place that is not given stays as it stands.
 * @param words the texts of each language, all with the same words
 */
export const sayOf =
  <W extends string>(words: Readonly<Record<PageLanguage, Readonly<Record<W, string>>>>) =>
  (language: PageLanguage, word: W, places: Readonly<Record<string, string | number>> = {}): string =>
    words[language][word].replace(/\{(\w+)\}/g, (whole, place: string) => String(places[place] ?? whole));
