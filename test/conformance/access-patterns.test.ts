import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
/** A key begins with a word in capitals and a `#`; a partition of its own name is a word alone. */
const PREFIX = /`([A-Z][A-Z_-]+)#/g;
const ALONE = /\b(?:pk|listPk): "([A-Z-]+)"/g;

function prefixesInSource(): readonly string[] {
  const core = join(ROOT, "packages/core/src");
  const files = readdirSync(core, { recursive: true, encoding: "utf8" });
  const found = files
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .flatMap((file) => {
      const text = readFileSync(join(core, file), "utf8");
      return [
        ...[...text.matchAll(PREFIX)].map(([, word]) => `${word}#`),
        ...[...text.matchAll(ALONE)].map(([, word]) => `${word}`),
      ];
    });
  return [...new Set(found)].sort();
}

describe("docs/access-patterns.md", () => {
  it("names every key and every list that the code builds", () => {
    const prefixes = prefixesInSource();
    expect(prefixes.length).toBeGreaterThan(60); // else the pattern reads the code no more
    const text = readFileSync(join(ROOT, "docs/access-patterns.md"), "utf8");
    expect(prefixes.filter((prefix) => !text.includes(`\`${prefix}`))).toEqual([]);
  });
});
