const WORDS = /[\p{L}\p{N}]+/gu;
const IDEOGRAPHS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+/gu;

/** Whether a term is written without spaces between words. */
export const isIdeographic = (term: string): boolean => term.search(IDEOGRAPHS) === 0;

const bigrams = (run: string): readonly string[] => {
  const characters = [...run];
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, i) => `${characters[i]}${character}`);
};

/**
 * The search terms of a text, for documents and queries alike: words in lower case without marks; Chinese, Japanese
 * and Korean runs as overlapping pairs of characters, so that 蜂蜜 is found inside 高山蜂蜜 without a dictionary.
 */
export function tokenize(text: string): string[] {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFKC").toLowerCase();
  const terms: string[] = [];
  for (const [word] of plain.matchAll(WORDS)) {
    let from = 0;
    for (const match of word.matchAll(IDEOGRAPHS)) {
      if (match.index > from) terms.push(word.slice(from, match.index));
      terms.push(...bigrams(match[0]));
      from = match.index + match[0].length;
    }
    if (from < word.length) terms.push(word.slice(from));
  }
  return terms;
}
