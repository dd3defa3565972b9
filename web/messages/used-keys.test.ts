import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";

const WEB = join(import.meta.dirname, "..");
const sources = ["app", "public", "ui"]
  .flatMap((folder) => readdirSync(join(WEB, folder), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && /(?<!\.test)\.tsx?$/.test(entry.name))
  .map(({ name, parentPath: folder }) => ({ name, folder, text: readFileSync(join(folder, name), "utf8") }));

const areas = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".en.json"))
  .map((file) => file.slice(0, -".en.json".length));

const imports = (text: string, name: string) => text.includes(`/${name}"`);

/**
 * The text of all sources that may speak a catalogue: those beside the module that makes a voice of it, those that
 * import it, and what these import (they may be handed a key by it).
 */
function speakersOf(area: string): string {
  const direct = sources.filter(({ text }) => imports(text, `${area}.en.json`));
  const voices = direct.filter(({ name }) => name.endsWith("-messages.ts"));
  const speakers = sources.filter((source) =>
    voices.some(({ name, folder }) => source.folder === folder || imports(source.text, name)),
  );
  const helpers = sources.filter(({ name }) => speakers.some(({ text }) => imports(text, name)));
  return [...new Set([...direct, ...speakers, ...helpers])].map(({ text }) => text).join("\n");
}

/** Keys that no speaker names: neither whole nor by the group of codes, or the template, that they begin with. */
function unusedIn(keys: readonly string[], text: string): string[] {
  const named = new Set([...text.matchAll(/["`]([A-Za-z]\w*)["`]/g)].map(([, name = ""]) => name));
  const begun = [...text.matchAll(/`(\w+)\$\{/g)].map(([, start = ""]) => start);
  const isOfGroup = (key: string) =>
    [...key.matchAll(/_/g)].some(({ index }) => named.has(key.slice(0, index)));
  return keys.filter(
    (key) => !named.has(key) && !isOfGroup(key) && !begun.some((start) => key.startsWith(start)),
  );
}

it("finds a key that nobody says", () => {
  const text = `say("title"); say(\`act_\${step}\`); word("status", code)`;
  expect(unusedIn(["title", "act_hold", "status_live", "subtitle", "state_open"], text)).toEqual([
    "subtitle",
    "state_open",
  ]);
});

it.each(areas)("every word of %s is said somewhere", (area) => {
  const catalogue = z
    .record(z.string(), z.string())
    .parse(JSON.parse(readFileSync(join(import.meta.dirname, `${area}.en.json`), "utf8")));
  expect(unusedIn(Object.keys(catalogue), speakersOf(area))).toEqual([]);
});
