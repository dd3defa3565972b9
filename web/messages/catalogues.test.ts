import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const folder = import.meta.dirname;
const read = (file: string) =>
  z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(join(folder, file), "utf8")));

const areas = readdirSync(folder)
  .filter((file) => file.endsWith(".en.json"))
  .map((file) => file.slice(0, -".en.json".length));

/** An element of a parsed message: 0 is text and 7 the number sign of a plural; everything else names an argument. */
const elementSchema = z.looseObject({
  type: z.int(),
  value: z.string().optional(),
  options: z.record(z.string(), z.looseObject({ value: z.array(z.unknown()) })).optional(),
});

/** The arguments of a message, those inside plurals and selects too. */
function argumentsOf(elements: readonly unknown[]): string[] {
  const names = elements.flatMap((element): string[] => {
    const { type, value, options = {} } = elementSchema.parse(element);
    if (type === 0 || type === 7 || value === undefined) return [];
    return [value, ...Object.values(options).flatMap((option) => argumentsOf(option.value))];
  });
  return [...new Set(names)].sort();
}

const shapeOf = (catalogue: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(catalogue).map(([key, text]) => [
      key,
      argumentsOf(new IntlMessageFormat(text, "en", undefined, { ignoreTag: true }).getAst()),
    ]),
  );

describe.each(areas)("the words of %s", (area) => {
  const en = read(`${area}.en.json`);
  const zh = read(`${area}.zh-CN.json`);

  it("exist in both languages with the same arguments", () => {
    expect(shapeOf(zh)).toEqual(shapeOf(en));
  });
  it("are written: none is empty, none is left in English", () => {
    const empty = Object.entries({ ...en, ...zh }).filter(([, text]) => text.trim() === "");
    const left = Object.entries(zh).filter(
      ([key, text]) => text === en[key] && /[a-z]{4,}\s+[a-z]{3,}/i.test(text),
    );
    expect({ empty, left }).toEqual({ empty: [], left: [] });
  });
});

it("there are words", () => {
  expect(areas.length).toBeGreaterThan(1);
});
