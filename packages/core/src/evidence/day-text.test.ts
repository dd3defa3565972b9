import { describe, expect, it } from "vitest";
import { guessDateStyle, readDay } from "./day-text.ts";

describe("readDay", () => {
  it.each([
    ["2019/1/2", "ymd", "2019-01-02"],
    ["2019-01-02", "ymd", "2019-01-02"],
    ["20190102", "ymd", "2019-01-02"],
    ["2019.1.2", "ymd", "2019-01-02"],
    ["2019年1月2日", "ymd", "2019-01-02"],
    ["2019-01-02 13:45:10", "ymd", "2019-01-02"],
    ["2019-01-02T13:45:10Z", "ymd", "2019-01-02"],
    ["02.01.2019", "dmy", "2019-01-02"],
    ["2.1.19", "dmy", "2019-01-02"],
    ["1/2/2019", "mdy", "2019-01-02"],
    ["43467", "serial", "2019-01-02"],
    ["43467.5", "serial", "2019-01-02"],
    ["2020-02-29", "ymd", "2020-02-29"],
    ["2019-01-02", "dmy", "2019-01-02"],
  ] as const)("reads %j as %s", (text, style, day) => {
    expect(readDay(text, style)).toBe(day);
  });

  it.each([
    ["2019-02-29", "ymd"],
    ["2100-02-29", "ymd"],
    ["2019-13-01", "ymd"],
    ["2019-00-01", "ymd"],
    ["2019-04-31", "ymd"],
    ["31.04.2019", "dmy"],
    ["1989-12-31", "ymd"],
    ["2101-01-01", "ymd"],
    ["01/02/2019", "ymd"],
    ["2019-1/2", "ymd"],
    ["yesterday", "ymd"],
    ["", "ymd"],
  ] as const)("refuses %j as %s", (text, style) => {
    expect(readDay(text, style)).toBeUndefined();
  });
});

describe("guessDateStyle", () => {
  it.each([
    [["2019-01-02"], "ymd", true],
    [["31/01/2019", "01/02/2019"], "dmy", true],
    [["01/31/2019", "01/02/2019"], "mdy", true],
    [["02.01.2019"], "dmy", true],
    [["01/02/2019"], "dmy", false],
    [["43467"], "serial", true],
  ] as const)("of %j is %s, sure: %s", (samples, style, sure) => {
    expect(guessDateStyle(samples)).toEqual({ style, sure });
  });
});
