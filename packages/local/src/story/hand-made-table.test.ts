import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { handMadeEnds, handMadeSplit } from "./hand-made-table.ts";
import { crowdOf, WHOLE } from "./presale-size.ts";

const rules = readFileSync(join(import.meta.dirname, "../../../../docs/rules/ledger.md"), "utf8");
const cents = (amount: string) => Math.round(Number(amount) * 100);

describe("the table made by hand in docs/rules/ledger.md", () => {
  it("names every backer of the main campaign", () => {
    const ends = handMadeEnds(rules, "main");
    expect(ends.reduce((sum, { backers }) => sum + backers, 0)).toBe(crowdOf(WHOLE));
  });

  it("confirms what came in from fulfilled backers and did not go back", () => {
    const kept = handMadeEnds(rules, "main")
      .filter(({ status }) => status === "fulfilled")
      .reduce((sum, { backers, cameIn, wentBack }) => sum + backers * (cents(cameIn) - cents(wentBack)), 0);
    expect(handMadeSplit(rules, "main").split(" / ")[0]).toBe((kept / 100).toFixed(2));
  });

  it("splits exactly what was confirmed", () => {
    for (const campaign of ["main", "full"]) {
      const [confirmed = "", ...parts] = handMadeSplit(rules, campaign).split(/ \/ | \+ /);
      expect(parts.reduce((sum, part) => sum + cents(part), 0)).toBe(cents(confirmed));
    }
  });

  it("is missed when it is not there", () => {
    expect(() => handMadeEnds("# Ledger", "main")).toThrow("has no table");
  });
});
