import type { Catalogue, Language, Voice } from "../../../messages/say.ts";
import { useReader } from "../../../ui/language.tsx";

/** The words for a code, if the catalogue knows it: codes come from the platform and may be newer than this page. */
function wordFor<C extends Catalogue>(voice: Voice<C>, language: Language, key: string): string | undefined {
  const words: Catalogue = voice[language];
  return words[key];
}

interface CodeWordProps<C extends Catalogue> {
  readonly voice: Voice<C>;
  /** What the keys of these codes begin with, like `status_`. */
  readonly prefix: string;
  readonly code: string;
}

/** A code in words; one that is not known yet as it is. */
export function CodeWord<C extends Catalogue>({ voice, prefix, code }: CodeWordProps<C>) {
  const word = wordFor(voice, useReader().language, `${prefix}${code}`);
  return word ?? <code>{code}</code>;
}
