import { z } from "zod";

/** The languages of the site. */
export const SITE_LANGUAGES = ["en", "zh-CN"] as const;
const languageSchema = z.enum(SITE_LANGUAGES);
export type SiteLanguage = z.infer<typeof languageSchema>;

/** One wish of an Accept-Language header, with its weight from 0 to 1. */
function wishOf(text: string): { tag: string; weight: number } {
  const [tag = "", quality = ""] = text.trim().split(";");
  const weight = /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(quality)?.[1];
  return { tag: tag.toLowerCase(), weight: quality === "" ? 1 : Number(weight ?? 0) };
}

const WISHES_MAX = 20;

/**
 * The language of a page: the one that its address asks for, else the browser's best wish that there is, else English.
 * @param asked the `lang` of the query
 * @param accepted the Accept-Language header (RFC 9110, section 12.5.4)
 */
export function languageOf(asked: string | undefined, accepted: string | undefined): SiteLanguage {
  const named = languageSchema.safeParse(asked);
  if (named.success) return named.data;
  const wishes = (accepted ?? "")
    .split(",", WISHES_MAX)
    .map(wishOf)
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of wishes) {
    if (tag === "zh" || tag.startsWith("zh-")) return "zh-CN";
    if (tag === "en" || tag.startsWith("en-") || tag === "*") return "en";
  }
  return "en";
}
