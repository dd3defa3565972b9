import { IntlMessageFormat } from "intl-messageformat";

/** The languages of the platform. */
export const LANGUAGES = ["en", "zh-CN"] as const;
export type Language = (typeof LANGUAGES)[number];

/** How each language calls itself. */
export const LANGUAGE_NAMES = { en: "English", "zh-CN": "简体中文" } as const satisfies Record<
  Language,
  string
>;

/** The words of one area in one language: ICU messages by key. */
export type Catalogue = Readonly<Record<string, string>>;

/** What a message may be filled with; amounts and times come as finished texts. */
type Values = Readonly<Record<string, string | number>>;

/** Says one message of a catalogue. */
export type Say<C extends Catalogue> = (key: keyof C & string, values?: Values) => string;

/** Numbers and plurals as the language writes them; British English, since dates name the day first. */
export const INTL_LOCALE = { en: "en-GB", "zh-CN": "zh-CN" } as const satisfies Record<Language, string>;

const compiled = new Map<string, IntlMessageFormat>();

function formatOf(text: string, language: Language): IntlMessageFormat {
  const key = `${language}\n${text}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const format = new IntlMessageFormat(text, INTL_LOCALE[language], undefined, { ignoreTag: true });
  compiled.set(key, format); // bounded: one for each message of the catalogues
  return format;
}

/** The voice of an area: one catalogue for each language, with the same keys. */
export type Voice<C extends Catalogue> = Readonly<Record<Language, C>>;

/** Speaks a voice's catalogue of one language. */
export const sayIn =
  <C extends Catalogue>(voice: Voice<C>, language: Language): Say<C> =>
  (key, values) => {
    const text = voice[language][key];
    if (text === undefined) throw new Error(`no message ${key}`);
    return String(formatOf(text, language).format(values === undefined ? undefined : { ...values }));
  };

/** The nearest of our languages to what a browser, a cookie or a user's setting asks for. */
export const languageOf = (asked: string | undefined): Language =>
  asked?.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
