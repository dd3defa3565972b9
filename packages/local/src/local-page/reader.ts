import type { Instant } from "@firstlot/core/kernel/instant";
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { z } from "zod";
import type { Locale } from "../identity-provider/account.ts";
import { localeOf } from "../identity-provider/page-language.ts";

/** Who reads a page of this machine: in which language, and in which zone times are shown. */
export interface Reader {
  readonly language: Locale;
  readonly zone: string;
}

const INTL = { en: "en-GB", "zh-CN": "zh-CN" } as const satisfies Record<Locale, string>;
const zoneSchema = z.string().refine((zone) => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
});

/** A reader as they are named by a query or a cookie; whatever is unknown is English and UTC. */
export function readerFrom(asked: {
  language?: string | undefined;
  accepted?: string | undefined;
  zone?: string | undefined;
}): Reader {
  const zone = zoneSchema.safeParse(asked.zone);
  return {
    language: localeOf({ asked: asked.language, accepted: asked.accepted }),
    zone: zone.success ? zone.data : "UTC",
  };
}

/** The reader of a request: what the site's own pages remember holds here too. */
export const readerOf = (c: Context): Reader =>
  readerFrom({
    language: c.req.query("lang") ?? getCookie(c, "language"),
    accepted: c.req.header("accept-language"),
    zone: getCookie(c, "zone"),
  });

const partsOf = (at: Instant, { language, zone }: Reader, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(INTL[language], { timeZone: zone, ...options }).format(new Date(at));

const MINUTE = { hour: "2-digit", minute: "2-digit", hour12: false } as const;

/** The zone as people read it beside a time: `UTC`, `GMT+1`. */
function zoneText(at: Instant, { language, zone }: Reader): string {
  const parts = new Intl.DateTimeFormat(INTL[language], {
    timeZone: zone,
    timeZoneName: "shortOffset",
  }).formatToParts(new Date(at));
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? zone;
  return /^GMT(\+0)?$/.test(name) ? "UTC" : name;
}

/** An instant with its zone, as on the site: `18 December 2026, 23:00 (GMT+1)`. */
export function instantText(at: Instant, reader: Reader): string {
  const day = partsOf(at, reader, { year: "numeric", month: "long", day: "numeric" });
  const [gap, open, close] = reader.language === "en" ? [", ", " (", ")"] : [" ", "（", "）"];
  return `${day}${gap}${partsOf(at, reader, MINUTE)}${open}${zoneText(at, reader)}${close}`;
}

/** An instant beside others: `18 Dec 2026, 23:00`; what stands around it names the zone. */
export const shortText = (at: Instant, reader: Reader): string =>
  partsOf(at, reader, { year: "numeric", month: "short", day: "numeric", ...MINUTE });

/** An instant that is near: `18 Dec, 23:00`, with the year only where it is not the one of `now`. */
export function nearText(at: Instant, now: Instant, reader: Reader): string {
  const year = (instant: Instant): string => partsOf(instant, reader, { year: "numeric" });
  return year(at) === year(now)
    ? partsOf(at, reader, { month: "short", day: "numeric", ...MINUTE })
    : shortText(at, reader);
}
