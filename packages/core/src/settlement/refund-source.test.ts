import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { money } from "../money/money.ts";
import { refundParts, refundSources } from "./refund-source.ts";
import { type Tranche, trancheSchema } from "./tranche.ts";

const AT = "2026-12-16T08:00:00.000Z";
const tranche = (position: number, minor: number, status: Tranche["status"] = "locked"): Tranche => {
  const ground = {
    ...{ id: `trn_${String(position).repeat(20)}`, campaignId: `cmp_${"A".repeat(20)}` },
    ...{ enterpriseId: `ent_${"A".repeat(20)}`, partnerId: `ptr_${"A".repeat(20)}`, planId: `r${position}` },
    ...{ position, amount: money(minor, "EUR"), evidenceTypes: ["invoice"] },
  };
  const asked = { caseId: "c", evidenceIds: [], contentHash: "h", requestedAt: AT };
  const more: Partial<Record<Tranche["status"], object>> = {
    requested: asked,
    refused: { ...asked, refusedAt: AT },
  };
  return trancheSchema.parse({ ...ground, version: 1, eventHash: "", ...more[status], status });
};

describe("refundSources", () => {
  it("takes locked tranches from the end of the plan, then the reserve, then a claim on the enterprise", () => {
    const tranches = [tranche(1, 30), tranche(2, 20)];
    const told = (amount: number) => {
      const { tranches: giving, ...sums } = refundSources(amount, { tranches, reserveMinor: 5 });
      return [giving.map(({ tranche: { position }, minor }) => [position, minor]), sums];
    };
    const sums = (lockedMinor: number, reserveMinor: number, receivableMinor: number) => ({
      ...{ lockedMinor, reserveMinor, receivableMinor },
    });
    expect(told(20)).toEqual([[[2, 20]], sums(20, 0, 0)]);
    expect(told(21)).toEqual([
      [
        [2, 20],
        [1, 1],
      ],
      sums(21, 0, 0),
    ]);
    expect(told(55)).toMatchObject([{}, sums(50, 5, 0)]);
    expect(told(56)).toMatchObject([{}, sums(50, 5, 1)]);
  });

  it("takes nothing of a tranche that a review looks at", () => {
    const tranches = [tranche(1, 30, "requested"), tranche(2, 20, "refused")];
    expect(refundSources(40, { tranches, reserveMinor: 0 })).toMatchObject({
      lockedMinor: 20,
      receivableMinor: 20,
    });
  });
});

describe("refundParts", () => {
  it("gives back every payment whole, what is covered apart from what the enterprise owes, whatever the amounts", () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 5 });
    const purse = fc.integer({ min: 0, max: 20_000 });
    fc.assert(
      fc.property(amounts, purse, purse, (payments, locked, reserveMinor) => {
        const total = payments.reduce((sum, minor) => sum + minor, 0);
        const tranches = locked === 0 ? [] : [tranche(1, locked)];
        const sources = refundSources(total, { tranches, reserveMinor });
        const parts = refundParts(payments, sources);
        for (const [i, minor] of payments.entries())
          expect(
            parts.filter(({ payment }) => payment === i).reduce((sum, part) => sum + part.minor, 0),
          ).toBe(minor);
        const waiting = parts.filter(({ waits }) => waits).reduce((sum, { minor }) => sum + minor, 0);
        expect(waiting).toBe(sources.receivableMinor);
        expect(parts.length).toBeLessThanOrEqual(payments.length + 1);
      }),
    );
  });
});
