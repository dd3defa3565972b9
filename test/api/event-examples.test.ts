import { EVENT_TYPES as KNOWN } from "@firstlot/core/webhook/message";
import { settlementEventSchema } from "@firstlot/partner-kit/messages";
import { describe, expect, it } from "vitest";
import { EVENT_TYPES } from "../../web/app/bank/bank-events.ts";
import { EVENT_EXAMPLES } from "../../web/app/bank/event-examples.ts";

describe("the catalogue of events in the portal", () => {
  it("has every type that a bank may subscribe to, and the challenge", () => {
    expect([...EVENT_TYPES].sort()).toEqual([...KNOWN].sort());
    expect(Object.keys(EVENT_EXAMPLES).sort()).toEqual([...KNOWN, "endpoint.challenge"].sort());
  });
  it.each(Object.entries(EVENT_EXAMPLES))("shows a %s that a receiver would take", (type, example) => {
    expect(settlementEventSchema.parse(example)).toEqual(example);
    expect(example.type).toBe(type);
  });
});
