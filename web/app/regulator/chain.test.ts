import { describe, expect, it } from "vitest";
import { append } from "../../../packages/core/src/audit/event.ts";
import { instantSchema } from "../../../packages/core/src/kernel/instant.ts";
import { canonicalText, firstBreak } from "./chain.ts";

const at = instantSchema.parse("2026-11-24T10:00:00.000Z");

function chain(count: number) {
  const events = [];
  let previous: { id: string; version: number; eventHash: string } | undefined;
  for (let i = 0; i < count; i++) {
    const { event, version, eventHash } = append({
      id: "cmp_1",
      previous,
      happening: { kind: "campaign.changed", actor: "usr_1", at, data: { step: i, 金额: "12.00", ok: true } },
    });
    events.push({ ...event, data: { ...event.data } });
    previous = { id: "cmp_1", version, eventHash };
  }
  return events;
}

describe("the chain of hashes, computed in the browser", () => {
  it("is whole as the platform wrote it", async () => {
    expect(await firstBreak(chain(4))).toBeUndefined();
  });
  it("breaks at the event that was changed, cut out or linked elsewhere", async () => {
    const [a, b, c, d] = chain(4);
    if (!(a && b && c && d)) throw new Error("four events");
    expect(await firstBreak([a, { ...b, actor: "usr_2" }, c, d])).toMatchObject({
      what: "hash",
      event: { version: 2 },
    });
    expect(await firstBreak([a, c, d])).toMatchObject({ what: "number", event: { version: 3 } });
    expect(await firstBreak([a, { ...b, prevHash: "0" }, c])).toMatchObject({ what: "link" });
  });
  it("writes values as the platform does", () => {
    expect(canonicalText({ b: [1, null], a: "x", c: undefined })).toBe('{"a":"x","b":[1,null]}');
  });
});
