import { describe, expect, it } from "vitest";
import { codeOf, orderPath } from "./order-path.ts";

describe("orderPath", () => {
  it("carries the code of the link and the tier", () => {
    expect(orderPath("cmp_1", { via: undefined })).toBe("/campaigns/cmp_1/back");
    expect(orderPath("cmp_1", { via: "spring", tier: "t2" })).toBe(
      "/campaigns/cmp_1/back?via=spring&tier=t2",
    );
  });
});

describe("codeOf", () => {
  it("takes nothing that could be more than a code", () => {
    expect(codeOf("spring-2026")).toBe("spring-2026");
    expect(codeOf('"><script>')).toBeUndefined();
    expect(codeOf("x".repeat(41))).toBeUndefined();
    expect(codeOf(undefined)).toBeUndefined();
  });
});
