import { describe, expect, it } from "vitest";
import { userIdSchema } from "../identity/actor.ts";
import { instantSchema } from "../kernel/instant.ts";
import { isMailed, kindOfNotice, OPTIONAL_KINDS, optionalKindSchema, readAtOf } from "./notice-reader.ts";

const userId = userIdSchema.parse("usr_00000000000000000001");
const at = (text: string) => instantSchema.parse(text);

describe("mails of notices", () => {
  it("stop for the kinds that were switched off and for no other", () => {
    const reader = { userId, muted: [...OPTIONAL_KINDS] };
    expect(isMailed("review_approved", reader)).toBe(false);
    expect(isMailed("campaign_funded_backer", reader)).toBe(false);
    expect(isMailed("refund_failed", reader)).toBe(true);
    expect(isMailed("payout_account_changed", reader)).toBe(true);
    expect(isMailed("tranche_refused", { userId, muted: ["reviews"] })).toBe(true);
  });
  it("about money and account cannot be switched off", () => {
    expect(optionalKindSchema.safeParse(kindOfNotice("payment_short")).success).toBe(false);
    expect(optionalKindSchema.safeParse(kindOfNotice("payout_account_changed")).success).toBe(false);
  });
});

describe("readAtOf", () => {
  const reader = { userId, muted: [], readUpTo: at("2026-11-02T10:00:00.000Z") };
  it("is the notice's own moment, else that of all that were there", () => {
    const own = at("2026-11-01T09:00:00.000Z");
    expect(readAtOf({ at: own, readAt: own }, reader)).toBe(own);
    expect(readAtOf({ at: reader.readUpTo }, reader)).toBe(reader.readUpTo);
  });
  it("is absent for what came later", () => {
    expect(readAtOf({ at: at("2026-11-02T10:00:00.001Z") }, reader)).toBeUndefined();
    expect(readAtOf({ at: reader.readUpTo }, { userId, muted: [] })).toBeUndefined();
  });
});
