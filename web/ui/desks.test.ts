import { describe, expect, it } from "vitest";
import { desksOf, isShutOut } from "./desks.ts";

describe("desks", () => {
  it.each([
    [["analyst"], ["review"]],
    [["approver"], ["review"]],
    [["operator"], ["operations"]],
    [["regulator"], ["regulator"]],
    [
      ["operator", "approver"],
      ["review", "operations"],
    ],
    [[], []],
  ])("of the roles %j are %j", (staffRoles, desks) => {
    expect(desksOf({ staffRoles }).map(({ name }) => name)).toEqual(desks);
  });

  it("of a bank's staff is the bank's portal", () => {
    expect(desksOf({ staffRoles: [], bankOf: "ptr_1" }).map(({ to }) => to)).toEqual(["/app/bank"]);
  });

  it("are shut for visitors and for other roles, and for nobody while it is not known who reads", () => {
    expect(isShutOut(null, "review")).toBe(true);
    expect(isShutOut({ staffRoles: ["operator"] }, "review")).toBe(true);
    expect(isShutOut({ staffRoles: ["analyst"] }, "review")).toBe(false);
    expect(isShutOut(undefined, "review")).toBe(false);
  });
});
