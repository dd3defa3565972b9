import { describe, expect, it } from "vitest";
import { instantSchema } from "../kernel/instant.ts";
import { type Card, cardSchema } from "./card.ts";
import { statisticsOf } from "./statistics.ts";

const AT = instantSchema.parse("2026-11-24T08:00:00.000Z");
let made = 0;
const card = (status: Card["status"], raised: number, more: Partial<Card> = {}): Card => {
  made++;
  return cardSchema.parse({
    id: `cmp_${String(made).padStart(20, "0")}`,
    ...{ kind: "presale", status, title: { en: "Lamp" }, summary: { en: "A lamp" }, language: "en" },
    ...{ enterpriseId: "ent_00000000000000000001", enterpriseName: "Works", category: "crafts" },
    ...{ place: { country: "DE", city: { en: "Berlin" } }, currency: "EUR", backers: 1 },
    ...{
      publishedAt: AT,
      closesAt: AT,
      asOf: AT,
      revision: 1,
      campaignVersion: 1,
      offerVersion: 1,
      shards: 1,
    },
    minGoal: { minor: 100_00, currency: "EUR" },
    hardCap: { minor: 200_00, currency: "EUR" },
    fromPrice: { minor: 1_00, currency: "EUR" },
    reserved: { minor: 0, currency: "EUR" },
    raised: { minor: raised, currency: "EUR" },
    unitsLeft: {},
    deliverBy: "2026-11",
    ...more,
  });
};
const eur = (minor: number, campaigns: number) => ({ amount: { minor, currency: "EUR" }, campaigns });
const of = (cards: readonly Card[], month = "2026-11") =>
  statisticsOf(cards, { asOf: AT, month }).currencies[0];

describe("statisticsOf", () => {
  it("counts what failed as fully as what was raised", () => {
    const cards = [
      ...[card("live", 1), card("paused", 2), card("closing", 4), card("funded", 8), card("completed", 16)],
      ...[card("failed", 32), card("cancelled", 64), card("refunding", 128), card("undelivered", 256)],
    ];
    expect(of(cards)).toMatchObject({
      ...{
        open: eur(7, 3),
        funded: eur(24, 2),
        returned: eur(224, 3),
        undelivered: eur(256, 1),
        late: eur(0, 0),
      },
    });
  });

  it("keeps an undelivered campaign undelivered while its money goes back and after", () => {
    const cards = [card("refunding", 5, { undelivered: true }), card("refunded", 6, { undelivered: true })];
    expect(of(cards)).toMatchObject({ undelivered: eur(11, 2), returned: eur(0, 0) });
  });

  it("is late from the month after the promised one, and only until it is delivered", () => {
    expect(of([card("delivering", 5)], "2026-11")?.late).toEqual(eur(0, 0));
    expect(of([card("delivering", 5)], "2026-12")).toMatchObject({ late: eur(5, 1), funded: eur(5, 1) });
    expect(of([card("completed", 5)], "2026-12")?.late).toEqual(eur(0, 0));
  });

  it("keeps currencies apart, and has none of none", () => {
    expect(statisticsOf([], { asOf: AT, month: "2026-11" }).currencies).toEqual([]);
  });
});
