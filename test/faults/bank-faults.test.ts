import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Stage } from "../../packages/local/src/story/stage.ts";
import { StartedPlatform } from "../kit/started-platform.ts";
import { type Books, FaultScene, type Trouble } from "./fault-scene.ts";

let platform: StartedPlatform;
let scene: FaultScene;
let before: Books;

beforeAll(async () => {
  platform = await StartedPlatform.prepare("faults");
  await platform.start();
  scene = await FaultScene.open(new Stage(platform.place, () => undefined));
  before = await scene.books();
});

afterAll(() => platform.remove());

const idsOf = (items: readonly { id: string }[]) => new Set(items.map(({ id }) => id));

/** What every fault must leave behind: books that balance and agree with their entries and with the bank's statements. */
async function booksHold(): Promise<{ breaks: Books["breaks"]; quarantined: readonly string[] }> {
  const now = await scene.books();
  for (const { currencies, replay } of now.trials) {
    for (const { differencePosted, differencePending } of currencies) {
      expect(differencePosted.amount).toMatch(/^0(\.0+)?$/);
      expect(differencePending.amount).toMatch(/^0(\.0+)?$/);
    }
    expect(replay).toMatchObject({ complete: true, differences: [] });
  }
  expect(now.equations.length).toBeGreaterThan(0);
  for (const { account, difference } of now.equations)
    expect({ account, difference: difference.amount }).toMatchObject({
      difference: expect.stringMatching(/^0(\.0+)?$/),
    });
  expect(now.parked).toBe(0);
  const [knownBreaks, knownKept] = [idsOf(before.breaks), idsOf(before.quarantined)];
  const found = {
    breaks: now.breaks.filter(({ id }) => !knownBreaks.has(id)),
    quarantined: now.quarantined.filter(({ id }) => !knownKept.has(id)).map(({ reason }) => reason),
  };
  before = now;
  return found;
}

/** A pledge is paid while nothing is wrong and taken back while the switch is on. @returns the pledge, next morning */
async function refundedUnder(trouble: Trouble) {
  const { pledge } = await scene.paid();
  expect(await scene.pledge(pledge.id)).toMatchObject({ status: "paid" });
  await scene.withdrawn(pledge.id);
  await scene.arm({ on: "instruction", ...trouble });
  await scene.nextMorning();
  return scene.pledge(pledge.id);
}

/** Money that came in once went out once: the bank holds what it held before. */
const heldAtBank = () => scene.custodyBalance();

describe("a bank that makes mistakes about money on its way out", () => {
  const HARMLESS: readonly Trouble[] = [
    { kind: "delay", delayMs: 3 * 3_600_000 },
    { kind: "duplicate" },
    { kind: "out_of_order" },
    { kind: "lose_confirmation" },
    { kind: "timeout_after_executing" },
    { kind: "timeout_before_executing" },
    { kind: "receiver_down", next: 3 },
  ];
  for (const trouble of HARMLESS) {
    it(`${trouble.kind}: the refund is executed exactly once and nobody has to look`, async () => {
      const held = (await heldAtBank()) ?? "0.00";
      const pledge = await refundedUnder(trouble);
      expect(pledge.status).toBe("refunded");
      expect(await heldAtBank()).toBe(held === "0.00" ? "0.00" : held);
      expect(await booksHold()).toEqual({ breaks: [], quarantined: [] });
    });
  }

  for (const { kind, reason } of [
    { kind: "wrong_amount", reason: "another_amount" },
    { kind: "wrong_currency", reason: "another_currency" },
  ]) {
    it(`${kind}: the word is kept as ${reason}, the truth settles the refund`, async () => {
      const pledge = await refundedUnder({ kind });
      expect(pledge.status).toBe("refunded");
      expect(await heldAtBank()).toBe("0.00");
      expect(await booksHold()).toEqual({ breaks: [], quarantined: [reason] });
    });
  }

  for (const { kind, status } of [
    { kind: "reject", status: "rejected" },
    { kind: "return_later", status: "returned" },
  ]) {
    it(`${kind}: the money is owed again and goes to another account, once`, async () => {
      const failed = await refundedUnder({ kind, reason: "AC04", delayMs: 3_600_000 });
      const [refundId = ""] = failed.refundIds;
      expect(await scene.refund(refundId)).toMatchObject({ status, failure: "AC04" });
      expect(await heldAtBank()).toBe("16.90");
      expect(await booksHold()).toEqual({ breaks: [], quarantined: [] });
      await scene.otherAccount(refundId);
      await scene.nextMorning();
      expect(await scene.refund(refundId)).toMatchObject({ status: "settled" });
      expect(await scene.pledge(failed.id)).toMatchObject({ status: "refunded" });
      expect(await heldAtBank()).toBe("0.00");
      expect(await booksHold()).toEqual({ breaks: [], quarantined: [] });
    });
  }
});

describe("a bank that makes mistakes about money on its way in", () => {
  async function paidUnder(trouble: Trouble) {
    await scene.arm({ on: "payment", ...trouble });
    const { pledge } = await scene.paid();
    await scene.nextMorning();
    return scene.pledge(pledge.id);
  }

  for (const trouble of [
    { kind: "delay", delayMs: 3 * 3_600_000 },
    { kind: "duplicate" },
    { kind: "lose_confirmation" },
  ]) {
    it(`${trouble.kind}: the payment counts once`, async () => {
      const pledge = await paidUnder(trouble);
      expect(pledge).toMatchObject({ status: "paid", received: { amount: "16.90" } });
      expect(await booksHold()).toEqual({ breaks: [], quarantined: [] });
      await scene.withdrawn(pledge.id);
      await scene.nextMorning();
      expect(await heldAtBank()).toBe("0.00");
      expect(await booksHold()).toEqual({ breaks: [], quarantined: [] });
    });
  }

  it("rotate_keys: words signed with the new key count when it was registered", async () => {
    const { publicKey = "" } = await scene.arm({ kind: "rotate_keys", next: 1 });
    await scene.trust(publicKey);
    const { pledge } = await scene.paid(); // signed with both
    const { pledge: second } = await scene.paid(); // signed with the new key alone
    expect(await scene.pledge(pledge.id)).toMatchObject({ status: "paid" });
    expect(await scene.pledge(second.id)).toMatchObject({ status: "paid" });
    await scene.withdrawn(pledge.id);
    await scene.withdrawn(second.id);
    await scene.nextMorning();
    expect(await heldAtBank()).toBe("0.00");
    expect(await booksHold()).toEqual({ breaks: [], quarantined: [] });
  });

  it("rotate_keys without registration: nothing is believed, the statement brings the payment", async () => {
    const { publicKey = "" } = await scene.arm({ kind: "rotate_keys", next: 1 });
    await scene.paid(); // signed with both: the last word under the known key
    const { pledge } = await scene.paid();
    expect(await scene.pledge(pledge.id)).toMatchObject({ status: "reserved" });
    await scene.nextMorning();
    expect(await scene.pledge(pledge.id)).toMatchObject({ status: "paid", received: { amount: "16.90" } });
    await scene.trust(publicKey);
    await scene.nextMorning(); // the late word is delivered after all
    expect(await scene.pledge(pledge.id)).toMatchObject({ received: { amount: "16.90" } });
    expect(await booksHold()).toEqual({ breaks: [], quarantined: [] });
  });
});

describe("books that do not agree", () => {
  it("a booking of the bank that was altered by 0.01 is named, and that line alone", async () => {
    const { pledge, bankReference } = await scene.paid();
    await scene.tamper(bankReference);
    await scene.nextMorning();
    expect(await scene.pledge(pledge.id)).toMatchObject({ status: "paid", received: { amount: "16.90" } });
    const { breaks, quarantined } = await booksHold();
    expect(quarantined).toEqual([]);
    expect(breaks).toEqual([expect.objectContaining({ kind: "amount_differs", bankReference })]);
  });

  for (const kind of ["wrong_amount", "wrong_currency"]) {
    it(`${kind}: a payment that the statement contradicts is a named break`, async () => {
      await scene.arm({ on: "payment", kind });
      const { bankReference } = await scene.paid();
      await scene.nextMorning();
      const { breaks } = await booksHold();
      expect(breaks.map((found) => found.bankReference)).toContain(bankReference);
    });
  }
});
