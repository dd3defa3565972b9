import { describe, expect, it } from "vitest";
import { activeOf, apiQuery, explorePath, filtersOf, mistakeOf, without } from "./explore-query.ts";

const NOW = "2026-11-24T08:00:00.000Z";

describe("filtersOf", () => {
  it("reads what it knows and leaves the rest out, so that a link never breaks", () => {
    const filters = filtersOf({
      ...{ q: "  cork ", category: "crafts", kind: "loan", currency: "EUR", from: "1,500", within: "5" },
      ...{ order: "by-return", state: "nowhere", utm: "x" },
    });
    expect(filters).toEqual({ state: "live", q: "cork", category: "crafts", currency: "EUR", from: "1500" });
    expect(explorePath(filters)).toBe("/explore?q=cork&category=crafts&currency=EUR&from=1500");
  });

  it("drops the place in the list with a filter, and amounts with their currency", () => {
    const filters = filtersOf({ currency: "EUR", from: "10", to: "20", category: "crafts", cursor: "abc" });
    expect(activeOf(without(filters, "category"))).toEqual(["currency", "from", "to"]);
    expect(without(filters, "category").cursor).toBeUndefined();
    expect(activeOf(without(filters, "currency"))).toEqual(["category"]);
  });
});

describe("mistakeOf", () => {
  it.each([
    { query: { from: "10" }, mistake: "currency" },
    { query: { from: "ten", currency: "EUR" }, mistake: "amount" },
    { query: { from: "10.00", to: "20", currency: "EUR" }, mistake: undefined },
    { query: {}, mistake: undefined },
  ])("is $mistake in $query", ({ query, mistake }) => {
    expect(mistakeOf(filtersOf(query))).toBe(mistake);
  });
});

describe("apiQuery", () => {
  it("turns days into an instant, and asks for the best match only with a text", () => {
    const limit = 12;
    expect(apiQuery(filtersOf({ within: "3", order: "relevance" }), { now: NOW, limit })).toEqual({
      ...{ limit, state: "live" },
      endsBefore: "2026-11-27T08:00:00.000Z",
    });
    expect(apiQuery(filtersOf({ q: "cork", order: "relevance" }), { now: NOW, limit })).toMatchObject({
      ...{ q: "cork", order: "relevance" },
    });
  });
});
