import { z } from "zod";
import { type Instant, instantOf } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";

/** What a zone's clock shows, by zone: making one takes longer than reading a whole partner. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(zone, format);
  return format;
}

function isZone(zone: string): boolean {
  try {
    return formatOf(zone) !== undefined;
  } catch {
    return false;
  }
}

/** A day of a bank's calendar, `2026-11-24`: a date in the bank's zone, not a span of UTC. */
export const bankDateSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "a date like 2026-11-24")
  .refine((text) => instantText(text) !== undefined, "not a date of the calendar")
  .brand<"BankDate">();
export type BankDate = z.infer<typeof bankDateSchema>;

/** A bank's working days as data: nothing about a country is written in code. */
export const bankCalendarSchema = z.strictObject({
  zone: z.string().refine(isZone, "an IANA time zone"),
  /** Days of the week without business: 0 is Sunday, 6 Saturday. */
  weekend: z.array(z.int().min(0).max(6)).max(6),
  holidays: z.array(bankDateSchema).max(1_000),
  /** Local time from which an order counts for the next bank day. */
  cutOff: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time like 15:00"),
});
export type BankCalendar = Readonly<z.infer<typeof bankCalendarSchema>>;

const DAY_MS = 86_400_000;
/** Longer than any row of holidays and weekends; a calendar that has no bank day in it is broken. */
const CLOSED_DAYS_MAX = 366;

function instantText(date: string): string | undefined {
  const time = Date.parse(`${date}T00:00:00.000Z`);
  if (Number.isNaN(time)) return undefined;
  const text = new Date(time).toISOString();
  return text.startsWith(date) ? text : undefined;
}

/** What the clock on the wall of `zone` shows, as milliseconds as if it were UTC. */
function localMs(zone: string, timeMs: number): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(timeMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const wholeMs = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return wholeMs + (((timeMs % 1_000) + 1_000) % 1_000);
}

const dateText = (localTimeMs: number): BankDate =>
  bankDateSchema.parse(new Date(localTimeMs).toISOString().slice(0, 10));

/**
 * The instant at which the clock of `zone` shows `localTimeMs`. A time that the clock skips in spring becomes the
 * same distance after the gap; of a time that it shows twice in autumn, the first.
 */
function instantOfLocal(zone: string, localTimeMs: number): Instant {
  const offsets = [localTimeMs - DAY_MS, localTimeMs + DAY_MS].map((ms) => localMs(zone, ms) - ms);
  const candidates = offsets.map((offset) => localTimeMs - offset).sort((a, b) => a - b);
  const exact = candidates.find((ms) => localMs(zone, ms) === localTimeMs);
  const [first] = offsets;
  invariant(first !== undefined, "a zone has an offset");
  return instantOf(exact ?? localTimeMs - first);
}

/** The date that a calendar on the bank's wall shows at `instant`. */
export const bankDateAt = (calendar: Pick<BankCalendar, "zone">, instant: Instant): BankDate =>
  dateText(localMs(calendar.zone, Date.parse(instant)));

/** The first instant of `date` in the bank's zone; a day there may have 23 or 25 hours. */
export const startOfBankDate = (calendar: Pick<BankCalendar, "zone">, date: BankDate): Instant =>
  instantOfLocal(calendar.zone, Date.parse(`${date}T00:00:00.000Z`));

/** Whether the bank works on `date`. */
export function isBankDay(calendar: BankCalendar, date: BankDate): boolean {
  const weekday = new Date(`${date}T00:00:00.000Z`).getUTCDay();
  return !calendar.weekend.includes(weekday) && !calendar.holidays.includes(date);
}

/** `date` moved by `days` of the calendar, working or not. */
export const addDays = (date: BankDate, days: number): BankDate =>
  dateText(Date.parse(`${date}T00:00:00.000Z`) + days * DAY_MS);

function bankDayFrom(calendar: BankCalendar, date: BankDate): BankDate {
  let day = date;
  for (let tries = 0; tries < CLOSED_DAYS_MAX; tries++) {
    if (isBankDay(calendar, day)) return day;
    day = addDays(day, 1);
  }
  invariant(false, "a bank's calendar has a bank day within a year");
}

/** When the cut-off of `date` is. */
export const cutOffOf = (calendar: BankCalendar, date: BankDate): Instant =>
  instantOfLocal(calendar.zone, Date.parse(`${date}T${calendar.cutOff}:00.000Z`));

/**
 * The bank day that an order given at `instant` counts for: today before the cut-off of a bank day, else the next
 * bank day. At the cut-off itself it is the next one.
 */
export function bankDay(calendar: BankCalendar, instant: Instant): BankDate {
  const today = bankDateAt(calendar, instant);
  if (isBankDay(calendar, today) && instant < cutOffOf(calendar, today)) return today;
  return bankDayFrom(calendar, addDays(today, 1));
}

/** The first cut-off after `instant`. */
export const nextCutOff = (calendar: BankCalendar, instant: Instant): Instant =>
  cutOffOf(calendar, bankDay(calendar, instant));

/**
 * `instant` moved by `count` bank days, to the same local time of day. The day that it falls on is not counted,
 * working or not.
 */
export function addBankDays(calendar: BankCalendar, instant: Instant, count: number): Instant {
  invariant(Number.isSafeInteger(count) && count >= 0, "bank days are counted forward");
  const local = localMs(calendar.zone, Date.parse(instant));
  const today = dateText(local);
  let day = today;
  for (let i = 0; i < count; i++) day = bankDayFrom(calendar, addDays(day, 1));
  const timeOfDayMs = local - Date.parse(`${today}T00:00:00.000Z`);
  return instantOfLocal(calendar.zone, Date.parse(`${day}T00:00:00.000Z`) + timeOfDayMs);
}
