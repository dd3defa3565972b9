import { instantSchema } from "@firstlot/core/kernel/instant";
import { WORK_KINDS } from "@firstlot/core/work/work-kind";
import { describe, expect, it } from "vitest";
import type { Ran } from "../platform/driver.ts";
import { ranSentences } from "./ran-words.ts";

const at = instantSchema.parse("2026-11-24T08:00:00.000Z");
const ran = (what: string, ref: string, status = "done"): Ran => ({ what, ref, status, at });

describe("ranSentences", () => {
  it("counts things, not runs, and says the important first", () => {
    const all = [
      ran("catalogue.refresh-card", "cmp_1"),
      ran("settlement.open-run", "run_1"),
      ran("settlement.decide", "cmp_1", "again"),
      ran("settlement.decide", "cmp_1"),
      ...["plg_1", "plg_2", "plg_3"].map((id) => ran("pledge", id)),
    ];
    expect(ranSentences(all, "en")).toEqual([
      "3 unpaid pledges expired",
      "1 settlement run sent to its bank",
      "verdict of 1 campaign looked into",
      "shown total of 1 campaign refreshed",
    ]);
    expect(ranSentences(all, "zh-CN")[0]).toBe("3 笔未付款的认购到期失效");
  });

  it("does not count what failed as done: what needs a person comes first, what is tried again last", () => {
    const all = [
      ran("webhook.deliver", "dlv_1", "retried"),
      ran("webhook.deliver", "dlv_2"),
      ran("statement.match", "stm_1", "parked"),
    ];
    expect(ranSentences(all, "en")).toEqual([
      "1 task needs an operator",
      "1 message delivered to the bank",
      "1 try failed and will be made again",
    ]);
  });

  it("has words for every deferred effect, and calls what it does not know by its name", () => {
    for (const kind of WORK_KINDS) expect(ranSentences([ran(kind, "x")], "en")[0]).not.toContain(kind);
    expect(ranSentences([ran("bank.fault", "x"), ran("pledge", "y")], "en")).toEqual([
      "1 unpaid pledge expired",
      "bank.fault",
    ]);
  });
});
