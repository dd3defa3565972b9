const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/;

/** A wall clock's reading in a zone, as if it were UTC: only differences of such readings mean anything. */
function readingOf(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" },
  }).formatToParts(new Date(at));
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"));
}

/**
 * The instant of a local time like `2026-12-18T23:00` in a zone. A time that a change of clocks skips becomes the
 * one an hour later.
 * @returns `undefined` for anything else
 */
export function instantOf(local: string, zone: string): string | undefined {
  const match = LOCAL.exec(local);
  if (match === null) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = match.slice(1).map(Number);
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  const first = wanted - (readingOf(wanted, zone) - wanted);
  const at = wanted - (readingOf(first, zone) - first);
  return new Date(at).toISOString();
}

/** The local time of an instant in a zone, to the minute, as a `datetime-local` field takes it. */
export const localOf = (instant: string, zone: string): string =>
  new Date(readingOf(Date.parse(instant), zone)).toISOString().slice(0, "2026-12-18T23:00".length);
