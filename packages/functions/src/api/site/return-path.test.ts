import { describe, expect, it } from "vitest";
import { returnPath } from "./return-path.ts";

const ORIGIN = "https://firstlot.example";

describe("returnPath", () => {
  it.each([
    ["/campaigns/cmp_1?tier=a#tiers", "/campaigns/cmp_1?tier=a#tiers"],
    [undefined, "/"],
    ["https://evil.example/", "/"],
    ["//evil.example/", "/"],
    ["/\\evil.example/", "/"],
    ["/\t/evil.example", "/"],
    ["javascript:alert(1)", "/"],
    [`/${"a".repeat(2_001)}`, "/"],
  ])("answers %s with %s", (asked, path) => {
    expect(returnPath(asked, ORIGIN)).toBe(path);
  });
});
