import { expect, it } from "vitest";
import { coverageOf } from "./coverage-months.ts";

const months = (...names: string[]) => names.map((month) => ({ month, count: 2 }));

it("names the months that a file skips, over the turn of a year", () => {
  const { gaps, span, years } = coverageOf(months("2018-11", "2019-02"));
  expect(gaps).toEqual(["2018-12", "2019-01"]);
  expect(span).toBe(4);
  expect(years.map(({ year }) => year)).toEqual([2018, 2019]);
});

it("leaves out what lies before the first and after the last month", () => {
  const [year] = coverageOf(months("2018-02", "2018-03")).years;
  expect(year?.cells.map(({ count }) => count).slice(0, 4)).toEqual([undefined, 2, 2, undefined]);
});

it("is empty of no months", () => {
  expect(coverageOf([])).toEqual({ years: [], gaps: [], span: 0 });
});
