import { expect, it } from "vitest";
import { movedTo } from "./queue-keys.ts";

it("moves through a list and stays inside it", () => {
  expect(movedTo(-1, "j", 3)).toBe(0);
  expect(movedTo(-1, "k", 3)).toBe(2);
  expect(movedTo(0, "j", 3)).toBe(1);
  expect(movedTo(2, "j", 3)).toBe(2);
  expect(movedTo(0, "k", 3)).toBe(0);
  expect(movedTo(0, "j", 0)).toBe(-1);
});
