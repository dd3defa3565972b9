import { type Catalogue, type Language, sayIn, type Voice } from "../messages/say.ts";
import { useReader } from "./language.tsx";

/** The words for a code of a group: the message `group_code`, with `_` for what joins the words of the code. */
function wordsFor<C extends Catalogue>(
  voice: Voice<C>,
  group: string,
  code: string,
  language: Language,
): string | undefined {
  const key = `${group}_${code.replaceAll(/[-.]/g, "_")}`;
  return Object.hasOwn(voice[language], key) ? sayIn<Catalogue>(voice, language)(key) : undefined;
}

/** Puts codes of the platform into the reader's words, as texts; a code newer than this page stays as it is. */
export function useWord<C extends Catalogue>(voice: Voice<C>): (group: string, code: string) => string {
  const { language } = useReader();
  return (group, code) => wordsFor(voice, group, code, language) ?? code;
}

/** A code of the platform in words, or as it is where it is newer than this page. */
export function CodeWord<C extends Catalogue>(props: {
  readonly voice: Voice<C>;
  /** What its messages begin with: `status` for `status_live`. */
  readonly group: string;
  readonly code: string;
}) {
  const { voice, group, code } = props;
  return wordsFor(voice, group, code, useReader().language) ?? <code>{code}</code>;
}
