import type { Language } from "../messages/say.ts";

/** One wish of an Accept-Language header, with its weight from 0 to 1. */
function wishOf(text: string): { tag: string; weight: number } {
  const [tag = "", quality = ""] = text.trim().split(";");
  const weight = /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(quality)?.[1];
  return { tag: tag.toLowerCase(), weight: quality === "" ? 1 : Number(weight ?? 0) };
}

const WISHES_MAX = 20;

/**
 * The language that a browser wishes most of those there are, else English.
 * @param accepted the Accept-Language header (RFC 9110, section 12.5.4)
 */
export function acceptedLanguage(accepted: string | undefined): Language {
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
