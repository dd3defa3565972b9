import { describe, expect, it } from "vitest";
import { trackingLines } from "./tracking-lines.ts";

const ORDERS = [
  { id: "plg_1", reference: "RF01A", status: "confirmed" },
  { id: "plg_2", reference: "RF02B", status: "confirmed" },
  { id: "plg_3", reference: "RF03C", status: "fulfilled" },
];
const read = (text: string) => {
  const { lines, errors } = trackingLines(text, ORDERS);
  return {
    lines: lines.map(({ row, order, tracking }) => [row, order.id, tracking]),
    errors: errors.map(({ row, kind }) => [row, kind]),
  };
};

describe("tracking numbers, line by line", () => {
  it("are parted by a comma, a semicolon or a tab", () => {
    expect(read('RF01A, CTT 1\r\n\r\n"rf02b"\tDHL 2')).toEqual({
      lines: [
        [1, "plg_1", "CTT 1"],
        [3, "plg_2", "DHL 2"],
      ],
      errors: [],
    });
    expect(read("RF 01 A;A,B").lines).toEqual([[1, "plg_1", "A,B"]]);
  });
  it("say which line is wrong and why, and keep the good ones", () => {
    expect(read(`RF01A, 1\nRF01A, 2\nRF02B\nRF03C, 3\nRF99Z, 4`)).toEqual({
      lines: [[1, "plg_1", "1"]],
      errors: [
        [2, "twice"],
        [3, "no_tracking"],
        [4, "not_open"],
        [5, "unknown"],
      ],
    });
    expect(read("\n".repeat(200)).errors).toEqual([[201, "too_many"]]);
    expect(read(`RF01A, ${"x".repeat(61)}`).errors).toEqual([[1, "too_long"]]);
  });
});
