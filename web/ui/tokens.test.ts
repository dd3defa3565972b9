import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const css = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");

const tokensOf = (block: string): Map<string, string> =>
  new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name = "", value = ""]) => [name, value]),
  );

const [light = "", dark = ""] = css.split("@media (prefers-color-scheme: dark)");
const lightTokens = tokensOf(light);
const darkTokens = new Map([...lightTokens, ...tokensOf(dark)]);

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

const pairs = [...css.matchAll(/@pair ([\w-]+) ([\w-]+) ([\d.]+)/g)].map(
  ([, front = "", back = "", least = ""]) => ({ front, back, least: Number(least) }),
);

describe.each([
  ["light", lightTokens],
  ["dark", darkTokens],
])("the %s theme", (_, tokens) => {
  it.each(pairs)("shows $front on $back with a contrast of $least", ({ front, back, least }) => {
    expect(contrast(tokens.get(front) ?? "", tokens.get(back) ?? "")).toBeGreaterThanOrEqual(least);
  });
  it("has pairs", () => {
    expect(pairs.length).toBeGreaterThan(30);
  });
});
