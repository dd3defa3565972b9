import { createContext, type PropsWithChildren, useContext } from "react";
import { type Catalogue, type Language, type Say, sayIn, type Voice } from "../messages/say.ts";

/** For whom a page is written: language, and the time zone that instants are shown in. */
export interface Reader {
  readonly language: Language;
  /** IANA name, like `Europe/Brussels`. */
  readonly zone: string;
}

const ReaderContext = createContext<Reader>({ language: "en", zone: "UTC" });

/** Sets the reader for everything inside, on the server and in the browser alike. */
export const ReaderProvider = ({ reader, children }: PropsWithChildren<{ readonly reader: Reader }>) => (
  <ReaderContext value={reader}>{children}</ReaderContext>
);

/** The reader of this page. */
export const useReader = (): Reader => useContext(ReaderContext);

/** Speaks a voice in the reader's language. */
export const useSay = <C extends Catalogue>(voice: Voice<C>): Say<C> => sayIn(voice, useReader().language);

/** A text that an enterprise wrote in one or both languages: the reader's first, else the other. */
export interface Written {
  readonly en?: string | undefined;
  readonly zh?: string | undefined;
}

/** The text for the reader, and the language it is in. */
export function written(text: Written, language: Language): { text: string; lang: Language } {
  const [mine, other] = language === "en" ? [text.en, text.zh] : [text.zh, text.en];
  if (mine !== undefined) return { text: mine, lang: language };
  return { text: other ?? "", lang: language === "en" ? "zh-CN" : "en" };
}
