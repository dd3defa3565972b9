import { z } from "zod";

/** Order of day, month and year in a date, or a spreadsheet's day count. */
export const DATE_STYLES = ["ymd", "dmy", "mdy", "serial"] as const;
export type DateStyle = (typeof DATE_STYLES)[number];

/** A calendar day `2019-01-02`, without a time zone: what is printed on a paper. */
export const isoDaySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "a day like 2019-01-02");
export type IsoDay = z.infer<typeof isoDaySchema>;

const YEAR_MIN = 1990;
const YEAR_MAX = 2100;
/** No date with its time of day is longer; a longer text would only cost time. */
const TEXT_CHARS_MAX = 40;
const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const TIME = /[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2}|[AP]M)?$/i;
const PARTS = /^(\d{1,4})([-/. ])(\d{1,2})\2(\d{1,4})$/;
const CHINESE = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const SERIAL = /^\d{5}(\.\d+)?$/;
/** Day 0 of spreadsheets that count from 1900 and believe in 29 February 1900. */
const SERIAL_EPOCH_MS = Date.UTC(1899, 11, 30);

function isoDay(year: number, month: number, day: number): IsoDay | undefined {
  const full = year < 100 ? year + 2000 : year;
  if (full < YEAR_MIN || full > YEAR_MAX) return undefined;
  const last = DAYS_IN_MONTH[month - 1];
  if (last === undefined || day < 1 || day > last) return undefined;
  const leap = (full % 4 === 0 && full % 100 !== 0) || full % 400 === 0;
  if (month === 2 && day === 29 && !leap) return undefined;
  return `${full}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/**
 * Reads a date as invoices and statements write it: `2019/1/2`, `2019-01-02`, `20190102`, `2019年1月2日`, and by
 * style `02.01.2019`, `1/2/2019`, `43467`. A time of day after it is cut off.
 * @returns undefined when it is no day of the calendar between 1990 and 2100 in this style
 */
export function readDay(text: string, style: DateStyle): IsoDay | undefined {
  if (text.length > TEXT_CHARS_MAX) return undefined;
  const date = text.trim().replace(TIME, "");
  if (style === "serial") {
    if (!SERIAL.test(date)) return undefined;
    const at = new Date(SERIAL_EPOCH_MS + Math.floor(Number(date)) * 86_400_000);
    return isoDay(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate());
  }
  const yearFirst = CHINESE.exec(date) ?? COMPACT.exec(date);
  if (yearFirst) return isoDay(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  const match = PARTS.exec(date);
  if (!match) return undefined;
  const [, first = "", , second = "", third = ""] = match;
  if (first.length === 4)
    return third.length <= 2 ? isoDay(Number(first), Number(second), Number(third)) : undefined;
  if (style === "ymd" || first.length > 2 || (third.length !== 4 && third.length !== 2)) return undefined;
  return style === "dmy"
    ? isoDay(Number(third), Number(second), Number(first))
    : isoDay(Number(third), Number(first), Number(second));
}

/**
 * The style that reads most of the samples. `sure` is false when day and month could be swapped in all of them;
 * then dots speak for day first, and slashes are asked about.
 */
export function guessDateStyle(samples: readonly string[]): { style: DateStyle; sure: boolean } {
  const scores = DATE_STYLES.map((style) => ({
    style,
    readable: samples.filter((sample) => readDay(sample, style) !== undefined).length,
  }));
  const best = scores.reduce((a, b) => (b.readable > a.readable ? b : a));
  const rivals = scores.filter(({ style, readable }) => style !== best.style && readable === best.readable);
  const dotted = samples.some((sample) => /^\d{1,2}\.\d{1,2}\./.test(sample.trim()));
  const sure = best.style === "ymd" || rivals.length === 0 || dotted;
  return { style: best.style, sure };
}
