import { describe, expect, it } from "vitest";
import { emptyDraft, RISK_WORDS_VERSION, withItems } from "./draft.ts";
import { addressOf, quantitiesOf } from "./forms.ts";

const draft = {
  ...emptyDraft("cmp_1", { key: "1" }),
  items: { t1: 2, a1: 1 },
  country: "DE",
  acknowledged: { version: RISK_WORDS_VERSION, total: "59.80" },
};

describe("withItems", () => {
  it("keeps what was acknowledged while the basket stays the same", () => {
    expect(withItems(draft, { items: { a1: 1, t1: 2 }, country: "DE" })).toEqual(draft);
  });
  it.each([
    [{ t1: 1, a1: 1 }, "DE"],
    [{ t1: 2 }, "DE"],
    [{ t1: 2, a1: 1 }, "FR"],
  ])("asks again for another basket: %o to %s", (items, country) => {
    expect(withItems(draft, { items, country })).not.toHaveProperty("acknowledged");
  });
});

describe("quantitiesOf", () => {
  it("reads an empty field and zero as none, and names what is no quantity", () => {
    const read = quantitiesOf({ "q-t1": " 2 ", "q-t2": "0", "q-t3": "", "q-t4": "1.5", "q-t5": "101" }, [
      ...["t1", "t2", "t3", "t4", "t5"],
    ]);
    expect(read.items).toEqual({ t1: 2 });
    expect(read.mistakes.map(({ field }) => field)).toEqual(["q-t4", "q-t5"]);
  });
});

describe("addressOf", () => {
  const typed = { name: "Ada", line1: "Street 1", postcode: "1", city: "B" };
  it("takes what a parcel needs, and leaves out empty lines", () => {
    expect(addressOf({ ...typed, line2: "", line3: "Floor 2", phone: "" }).address).toEqual({
      ...{ name: "Ada", lines: ["Street 1", "Floor 2"], postcode: "1", city: "B" },
    });
  });
  it("names every field that is wrong", () => {
    const { mistakes } = addressOf({ ...typed, name: " ", city: "x".repeat(81), phone: "call me" });
    expect(mistakes.map(({ field }) => field)).toEqual(["name", "city", "phone"]);
  });
});
