import { INTL_LOCALE, type Language } from "../messages/say.ts";
import { type Reader, useReader } from "./language.tsx";

const DAY = { year: "numeric", month: "long", day: "numeric" } as const;
const MINUTE = { hour: "2-digit", minute: "2-digit", hour12: false } as const;

const format = (at: string, language: Language, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(INTL_LOCALE[language], options).format(new Date(at));

/** The zone as people read it beside a time: `UTC`, `GMT+1`. */
function zoneText(at: string, { language, zone }: Reader): string {
  const parts = new Intl.DateTimeFormat(INTL_LOCALE[language], {
    timeZone: zone,
    timeZoneName: "shortOffset",
  }).formatToParts(new Date(at));
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? zone;
  return /^GMT(\+0)?$/.test(name) ? "UTC" : name;
}

/** A day, `18 December 2026`. */
export const dayText = (at: string, { language, zone }: Reader): string =>
  format(at, language, { ...DAY, timeZone: zone });

/** An instant with its zone, `18 December 2026, 23:00 (GMT+1)`. */
export function instantText(at: string, reader: Reader): string {
  const { language, zone } = reader;
  const time = format(at, language, { ...MINUTE, timeZone: zone });
  const open = language === "en" ? " (" : "（";
  const close = language === "en" ? ")" : "）";
  const gap = language === "en" ? ", " : " ";
  return `${dayText(at, reader)}${gap}${time}${open}${zoneText(at, reader)}${close}`;
}

/** An instant short enough for a table: `18 Dec 2026, 23:00`; the column's header names the zone. */
const shortInstantText = (at: string, { language, zone }: Reader): string =>
  format(at, language, { year: "numeric", month: "short", day: "numeric", ...MINUTE, timeZone: zone });

/** The hour of something that happened just now, `10:42`. */
const clockText = (at: string, { language, zone }: Reader): string =>
  format(at, language, { ...MINUTE, timeZone: zone });

/** A day of the calendar, like a birthday. */
const dateText = (at: string, { language }: Reader): string =>
  format(at, language, { ...DAY, timeZone: "UTC" });

interface TimeProps {
  readonly at: string;
  /**
   * `instant` (default) with its zone, `short` for tables, `day` without the hour, `clock` without the day; `date` is
   * a day of the calendar, the same in every zone.
   */
  readonly as?: "instant" | "short" | "day" | "clock" | "date";
}

/** A moment for people and programs alike. */
export const Time = ({ at, as = "instant" }: TimeProps) => {
  const reader = useReader();
  const textOf = {
    instant: instantText,
    short: shortInstantText,
    day: dayText,
    clock: clockText,
    date: dateText,
  }[as];
  return <time dateTime={at}>{textOf(at, reader)}</time>;
};

/** Whether a text names a zone that this runtime knows. */
export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

/** A country's name by its code. */
export const countryText = (code: string, language: Language): string =>
  new Intl.DisplayNames(INTL_LOCALE[language], { type: "region" }).of(code) ?? code;
