// Longer than others: every way in which a payment can meet its pledge, on one offer and one clock.
import { accountNumberSchema, bankReferenceSchema } from "@firstlot/core/bank/account-number";
import { bankDateSchema } from "@firstlot/core/bank/calendar";
import { confirmInstruction } from "@firstlot/core/bank/confirm-instruction";
import { loadInstruction } from "@firstlot/core/bank/instruction-store";
import { sendInstruction } from "@firstlot/core/bank/send-instruction";
import type { Offer } from "@firstlot/core/campaign/offer";
import { type Command, systemCommand } from "@firstlot/core/kernel/command";
import { addMs, DAY_MS, type Instant } from "@firstlot/core/kernel/instant";
import { mergeWrites } from "@firstlot/core/kernel/merge-writes";
import type { Store } from "@firstlot/core/kernel/store";
import { balanceOf } from "@firstlot/core/ledger/account";
import { listAccounts } from "@firstlot/core/ledger/ledger-store";
import type { Currency } from "@firstlot/core/money/currency";
import type { IncomingPayment } from "@firstlot/core/pledge/apply-payment";
import { loadBackerCampaign } from "@firstlot/core/pledge/backer-campaign";
import { confirmPayment } from "@firstlot/core/pledge/confirm-payment";
import { cancelReservation, expirePledgeWhenDue, withdraw } from "@firstlot/core/pledge/end-pledge";
import { referenceOf } from "@firstlot/core/pledge/payment-desk";
import type { Pledge } from "@firstlot/core/pledge/pledge";
import { loadPledge } from "@firstlot/core/pledge/pledge-store";
import { pledgeRefundNews } from "@firstlot/core/pledge/refund-news";
import { reserve } from "@firstlot/core/pledge/reserve";
import { totalsOf } from "@firstlot/core/pledge/shard";
import { freezeShard, loadShards, sealShard } from "@firstlot/core/pledge/shard-store";
import { listUnallocated } from "@firstlot/core/pledge/unallocated";
import { makeDormant } from "@firstlot/core/refund/make-dormant";
import { checkRefundAccount, proposeRefundAccount } from "@firstlot/core/refund/new-refund-account";
import { openCheckOf, type RefundId } from "@firstlot/core/refund/refund";
import { refundInstructionEffects } from "@firstlot/core/refund/refund-effects";
import { loadRefund } from "@firstlot/core/refund/refund-store";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  at,
  backerCommand,
  CLOSES_AT,
  desk,
  measureWrites,
  NOON,
  offerWith,
  openScene,
  publishOffer,
  type Scene,
} from "./pledge-scene.ts";

const PRICE = 15_00; // one lot at 10.00 and 5.00 for shipping
let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.end());

async function reserved(
  over: Parameters<typeof offerWith>[0] = {},
): Promise<{ offer: Offer; pledge: Pledge }> {
  const offer = await publishOffer(scene.store, offerWith(over));
  return { offer, pledge: await reserveOne(offer, 1) };
}
async function reserveOne(offer: Offer, backer: number): Promise<Pledge> {
  const { campaignId } = offer;
  const input = {
    campaignId,
    lines: [{ itemId: "t1", quantity: 1 }],
    country: "DE",
    method: "page" as const,
  };
  const done = await reserve(
    { store: scene.store, desk, now: () => NOON },
    backerCommand(backer, "r", input),
    input,
  );
  if (!done.ok) throw new Error(done.error.kind);
  return done.value.value.pledge;
}

let references = 0;
const command = (now: Instant = at(5)): Command =>
  systemCommand({ name: "test", cause: [String(references++)], now, wall: now });
function payment(
  offer: Offer,
  pledge: Pledge,
  minor: number,
  over: Partial<IncomingPayment> = {},
): IncomingPayment {
  const currency: Currency = "EUR";
  return {
    partnerId: offer.partnerId,
    account: accountNumberSchema.parse(offer.custodyAccount.split("/")[1]),
    reference: referenceOf(pledge.id),
    bankReference: bankReferenceSchema.parse(`BR${String(references++).padStart(6, "0")}`),
    amount: { minor, currency },
    bookedAt: at(5),
    payer: { name: "Ada Backer", account: accountNumberSchema.parse("DE89370400440532013000") },
    ...over,
  };
}
const deps = (store: Store = scene.store) => ({ store, onUnallocated: async () => ({}) });
const pay = (offer: Offer, pledge: Pledge, minor: number, over: Partial<IncomingPayment> = {}) =>
  confirmPayment(deps(), command(), payment(offer, pledge, minor, over));
const stateOf = async ({ id }: Pledge) => {
  const pledge = await loadPledge(scene.store, id);
  if (pledge === undefined) throw new Error("no such pledge");
  return pledge;
};
const totals = async (offer: Offer) => totalsOf(await loadShards(scene.store, offer));
async function balances(book: string): Promise<Record<string, number>> {
  const accounts = await listAccounts(scene.store, book);
  const moved = accounts.map((account): [string, number] => [
    account.id.slice(book.length + 1),
    balanceOf(account.id, account),
  ]);
  return Object.fromEntries(moved.filter(([, balance]) => balance !== 0));
}
const refundDeps = () => ({ store: scene.store, onNews: pledgeRefundNews(scene.store) });
const effects = () => {
  const refund = refundInstructionEffects(refundDeps());
  const none = async () => ({});
  return { refund, tranche: none, fee: none, payment: none };
};

/** Lets the bank get the refund's instruction, and say what it wants. */
async function bankSays(
  refundId: RefundId,
  outcome: "settled" | "rejected" | "returned",
  options: { isSent?: boolean; now?: Instant } = {},
) {
  const { now = at(60) } = options;
  const refund = await loadRefund(scene.store, refundId);
  if (refund === undefined) throw new Error("no such refund");
  const instruction = await loadInstruction(scene.store, refund.instructionId);
  if (instruction === undefined) throw new Error("no such instruction");
  if (instruction.status === "created") {
    const executeOn = bankDateSchema.parse("2026-11-25");
    const run = { runId: "run_1", executeOn, at: now, actor: "system:run" };
    const sent = sendInstruction({ instruction, ...run });
    if (!sent.ok) throw new Error(sent.error.kind);
    const caused = await effects().refund(sent.value.next, { kind: "sent" }, command(now));
    expect(await scene.store.commit(mergeWrites(sent.value.writes, caused))).toMatchObject({ ok: true });
  }
  const confirmed = await confirmInstruction({ store: scene.store, effects: effects() }, command(now), {
    partnerId: instruction.partnerId,
    instructionId: instruction.id,
    endToEndId: instruction.endToEndId,
    outcome,
    amount: instruction.amount,
    bankReference: bankReferenceSchema.parse(`OUT${references++}`),
    bookedAt: now,
    sequence: outcome === "returned" ? 3 : 2,
    ...(outcome === "settled" ? {} : { reason: "AC04" }),
    source: "confirmation",
    evidence: "test",
  });
  expect(confirmed).toMatchObject({ ok: true, value: { kind: "applied" } });
}

/** Runs the check of the account that is named now. */
async function checkNamed(refundId: RefundId, nameCheck: () => Promise<"match" | "mismatch">) {
  const refund = await loadRefund(scene.store, refundId);
  const checkId = refund === undefined ? undefined : openCheckOf(refund)?.checkId;
  if (checkId === undefined) throw new Error("no account is being checked");
  const work = { refundId, checkId, attempt: 1, isAsked: false };
  await checkRefundAccount({ ...refundDeps(), nameCheck }, command(), work);
}

describe("money that a bank confirms", () => {
  it("makes a pledge paid with 7 items, books it in its shard's accounts, and counts it as paid", async () => {
    const { offer, pledge } = await reserved();
    const { dynamo, store } = scene.separate();
    const measured = measureWrites(dynamo);
    const paid = await confirmPayment(deps(store), command(), payment(offer, pledge, PRICE));
    expect(paid).toMatchObject({ ok: true, value: { replayed: false, value: { kind: "paid" } } });
    expect(measured).toEqual([{ items: 7, units: 16 }]);
    expect(await stateOf(pledge)).toMatchObject({
      status: "paid",
      receivedMinor: PRICE,
      refundableMinor: PRICE,
    });
    expect(await totals(offer)).toMatchObject({
      reservedCount: 0,
      reservedTotal: 0,
      paidRaised: 10_00,
      paidTotal: PRICE,
      paidCount: 1,
    });
    expect(await balances(offer.campaignId)).toEqual({ "custody.EUR.0": PRICE, "backers.EUR.0": PRICE });
  });

  it("is applied once, however often the bank says it", async () => {
    const { offer, pledge } = await reserved();
    const fact = payment(offer, pledge, PRICE);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => confirmPayment(deps(), command(), fact)),
    );
    expect(answers.filter((answer) => answer.ok && !answer.value.replayed)).toHaveLength(1);
    expect(
      answers.filter((answer) => answer.ok && answer.value.value.kind === "already_applied"),
    ).toHaveLength(19);
    expect(await balances(offer.campaignId)).toEqual({ "custody.EUR.0": PRICE, "backers.EUR.0": PRICE });
  });

  it("is not posted where another worker has noted it, and is posted with the note otherwise", async () => {
    const { offer, pledge } = await reserved();
    const fact = payment(offer, pledge, PRICE);
    const noteKey = { pk: `NOTE#${pledge.id}`, sk: "STATE" };
    const note = (isThere: boolean) => () => ({
      noted: {
        Put: {
          Item: { ...noteKey },
          ConditionExpression: isThere ? "attribute_exists(pk)" : "attribute_not_exists(pk)",
        },
      },
    });
    await expect(confirmPayment(deps(), command(), fact, note(true))).rejects.toThrow("another worker");
    expect(await balances(offer.campaignId)).toEqual({});
    expect(await confirmPayment(deps(), command(), fact, note(false))).toMatchObject({
      ok: true,
      value: { value: { kind: "paid" } },
    });
    expect(await scene.store.get(noteKey)).toBeDefined();
  });

  it("is refused when the same reference comes with another amount", async () => {
    const { offer, pledge } = await reserved();
    const fact = payment(offer, pledge, PRICE);
    await confirmPayment(deps(), command(), fact);
    const other = { ...fact, amount: { minor: PRICE + 1, currency: "EUR" as const } };
    expect(await confirmPayment(deps(), command(), other)).toMatchObject({
      ok: false,
      error: { kind: "bank_fact_conflict" },
    });
    expect(await balances(offer.campaignId)).toEqual({ "custody.EUR.0": PRICE, "backers.EUR.0": PRICE });
  });

  it("leaves a pledge reserved when it is one cent short, and a second transfer completes it", async () => {
    const { offer, pledge } = await reserved();
    expect(await pay(offer, pledge, PRICE - 1)).toMatchObject({
      ok: true,
      value: { value: { kind: "short" } },
    });
    expect(await stateOf(pledge)).toMatchObject({ status: "reserved", receivedMinor: PRICE - 1 });
    expect(await pay(offer, pledge, 1)).toMatchObject({ ok: true, value: { value: { kind: "paid" } } });
    expect(await totals(offer)).toMatchObject({ paidTotal: PRICE, reservedCount: 0 });
  });

  it("gives one cent over back by a refund of its own, and a second payment whole", async () => {
    const { offer, pledge } = await reserved();
    await pay(offer, pledge, PRICE + 1);
    expect(await stateOf(pledge)).toMatchObject({
      status: "paid",
      receivedMinor: PRICE + 1,
      refundableMinor: PRICE,
      returned: [expect.stringMatching(/^rfd_/)],
    });
    expect(await balances(offer.campaignId)).toEqual({
      "custody.EUR.0": PRICE,
      "backers.EUR.0": PRICE,
      "custody.EUR": 1,
      "refund-payable.EUR": 1,
    });
    expect(await pay(offer, pledge, PRICE)).toMatchObject({
      ok: true,
      value: { value: { kind: "returned" } },
    });
    const state = await stateOf(pledge);
    expect(state).toMatchObject({ status: "paid", refundableMinor: PRICE });
    expect(state.returned).toHaveLength(2);
    for (const refundId of state.returned) await bankSays(refundId, "settled");
    expect(await balances(offer.campaignId)).toEqual({ "custody.EUR.0": PRICE, "backers.EUR.0": PRICE });
    expect(await stateOf(pledge)).toMatchObject({ status: "paid" });
  });

  it("pays an expired pledge after all when its units are still there", async () => {
    const { offer, pledge } = await reserved();
    await expirePledgeWhenDue({ store: scene.store }, command(at(30)), pledge.id);
    expect(await pay(offer, pledge, PRICE)).toMatchObject({ ok: true, value: { value: { kind: "paid" } } });
    expect(await totals(offer)).toMatchObject({
      units: { t1: 99 },
      paidCount: 1,
      headroom: 100_000_00 - 10_00,
    });
    expect(await loadBackerCampaign(scene.store, pledge)).toMatchObject({ units: { t1: 1 } });
  });

  it("gives late money back when the units are gone, or the shard is sealed", async () => {
    const { offer, pledge } = await reserved({ units: 1 });
    await expirePledgeWhenDue({ store: scene.store }, command(at(30)), pledge.id);
    await reserveOne(offer, 2);
    expect(await pay(offer, pledge, PRICE)).toMatchObject({
      ok: true,
      value: { value: { kind: "returned" } },
    });
    const returned = await stateOf(pledge);
    expect(returned).toMatchObject({ status: "refunding", reason: "late", refundableMinor: 0 });
    expect(await balances(offer.campaignId)).toEqual({ "custody.EUR": PRICE, "refund-payable.EUR": PRICE });

    const sealed = await reserved();
    await expirePledgeWhenDue({ store: scene.store }, command(at(30)), sealed.pledge.id);
    const shard = { campaignId: sealed.offer.campaignId, k: 0 };
    await freezeShard(scene.store, shard);
    expect(await sealShard(scene.store, shard)).toMatchObject({ ok: true, value: { phase: "sealed" } });
    await pay(sealed.offer, sealed.pledge, PRICE);
    expect(await stateOf(sealed.pledge)).toMatchObject({ status: "refunding" });
    expect(await totals(sealed.offer)).toMatchObject({ paidTotal: 0, units: { t1: 100 } });
  });

  it.each([
    { reason: "unknown_reference", over: { reference: "thanks!" } },
    { reason: "currency_mismatch", over: { amount: { minor: PRICE, currency: "CHF" as const } } },
    { reason: "wrong_account", over: { account: accountNumberSchema.parse("DE02120300000000202051") } },
  ])("goes to the partner's suspense account: $reason", async ({ reason, over }) => {
    const { offer, pledge } = await reserved();
    const before = await balances(offer.partnerId);
    expect(await pay(offer, pledge, PRICE, over)).toMatchObject({
      ok: true,
      value: { value: { kind: "unallocated", reason } },
    });
    const currency = "amount" in over ? "CHF" : "EUR";
    const after = await balances(offer.partnerId);
    expect((after[`suspense.${currency}`] ?? 0) - (before[`suspense.${currency}`] ?? 0)).toBe(PRICE);
    expect(await balances(offer.campaignId)).toEqual({});
    expect(await stateOf(pledge)).toMatchObject({ status: "reserved", receivedMinor: 0 });
    const { items } = await listUnallocated(scene.store, { partnerId: offer.partnerId, limit: 100 });
    expect(items.map((item) => item.reason)).toContain(reason);
  });
});

describe("the end of a reservation", () => {
  it("is refused one millisecond before payBy and frees stock once at it, with 9 units", async () => {
    const { offer, pledge } = await reserved();
    const early = await expirePledgeWhenDue({ store: scene.store }, command(addMs(at(30), -1)), pledge.id);
    expect(early).toEqual({ ok: false, error: { kind: "not_due", payBy: at(30) } });
    const { dynamo, store } = scene.separate();
    const measured = measureWrites(dynamo);
    await expirePledgeWhenDue({ store }, command(at(30)), pledge.id);
    expect(measured).toEqual([{ items: 4, units: 9 }]);
    await Promise.all(
      Array.from({ length: 10 }, () =>
        expirePledgeWhenDue({ store: scene.store }, command(at(31)), pledge.id),
      ),
    );
    expect(await totals(offer)).toMatchObject({ units: { t1: 100 }, headroom: 100_000_00, reservedCount: 0 });
    expect(await loadBackerCampaign(scene.store, pledge)).toMatchObject({
      units: { t1: 0 },
      pledgeIds: [pledge.id],
    });
  });

  it("gives a part payment back at payBy, to each account that it came from", async () => {
    const { offer, pledge } = await reserved();
    await pay(offer, pledge, 4_00);
    await pay(offer, pledge, 5_00);
    const expired = await expirePledgeWhenDue({ store: scene.store }, command(at(30)), pledge.id);
    if (!expired.ok || expired.value.status !== "expired") throw new Error("not expired");
    expect(expired.value.closing).toHaveLength(2);
    expect(await balances(offer.campaignId)).toEqual({ "custody.EUR": 9_00, "refund-payable.EUR": 9_00 });
    for (const { refundId } of expired.value.closing) await bankSays(refundId, "settled");
    expect(await stateOf(pledge)).toMatchObject({ status: "refunded" });
    expect(await balances(offer.campaignId)).toEqual({});
  });

  it("cancels once for its own backer, and is not found for another", async () => {
    const { offer, pledge } = await reserved();
    const foreign = await cancelReservation({ store: scene.store }, backerCommand(2, "c", {}), pledge.id);
    expect(foreign).toEqual({ ok: false, error: { kind: "not_found" } });
    const own = () => cancelReservation({ store: scene.store }, backerCommand(1, "c", {}), pledge.id);
    expect(await own()).toMatchObject({
      ok: true,
      value: { replayed: false, value: { status: "cancelled" } },
    });
    expect(await own()).toMatchObject({ ok: true, value: { replayed: true } });
    expect(await totals(offer)).toMatchObject({ units: { t1: 100 }, reservedCount: 0 });
  });
});

describe("withdrawal and refund", () => {
  async function withdrawn() {
    const { offer, pledge } = await reserved();
    await pay(offer, pledge, PRICE);
    const done = await withdraw(
      { store: scene.store },
      { ...backerCommand(1, "w", {}), now: at(10) },
      pledge.id,
    );
    if (!done.ok || done.value.value.status !== "withdrawn") throw new Error("not withdrawn");
    const refundId = done.value.value.closing[0]?.refundId;
    if (refundId === undefined) throw new Error("no refund");
    return { offer, pledge, refundId };
  }

  it("gives units and money back whole before the deadline, and is refused at it", async () => {
    const { offer, pledge } = await reserved();
    await pay(offer, pledge, PRICE);
    const atDeadline = { ...backerCommand(1, "late", {}), now: CLOSES_AT };
    expect(await withdraw({ store: scene.store }, atDeadline, pledge.id)).toEqual({
      ok: false,
      error: { kind: "withdrawal_closed", closedAt: CLOSES_AT },
    });
    const justBefore = { ...backerCommand(1, "w", {}), now: addMs(CLOSES_AT, -1) };
    const done = await withdraw({ store: scene.store }, justBefore, pledge.id);
    expect(done).toMatchObject({ ok: true, value: { value: { status: "withdrawn", refundableMinor: 0 } } });
    expect(await totals(offer)).toMatchObject({
      units: { t1: 100 },
      paidCount: 0,
      paidTotal: 0,
      headroom: 100_000_00,
    });
    expect(await balances(offer.campaignId)).toEqual({ "custody.EUR": PRICE, "refund-payable.EUR": PRICE });
  });

  it("ends refunded when the bank has moved the money, and the books are empty", async () => {
    const { offer, pledge, refundId } = await withdrawn();
    await bankSays(refundId, "settled");
    expect(await stateOf(pledge)).toMatchObject({ status: "refunded" });
    expect(await balances(offer.campaignId)).toEqual({});
  });

  it.each(["rejected", "returned"] as const)(
    "asks for a new account when the bank has %s it, and pays that one",
    async (how) => {
      const { offer, pledge, refundId } = await withdrawn();
      if (how === "returned") await bankSays(refundId, "settled");
      await bankSays(refundId, how);
      expect(await stateOf(pledge)).toMatchObject({ status: "refund_failed" });
      expect(await balances(offer.campaignId)).toEqual({ "custody.EUR": PRICE, "refund-payable.EUR": PRICE });
      const payee = { name: "Ada Backer", account: accountNumberSchema.parse("DE02500105170137075030") };
      const propose = (key: string) =>
        proposeRefundAccount({ store: scene.store }, backerCommand(1, key, { payee }), { refundId, payee });
      const check = (result: "match" | "mismatch") => checkNamed(refundId, async () => result);
      expect(await propose("p1")).toMatchObject({ ok: true });
      await check("mismatch");
      expect(await loadRefund(scene.store, refundId)).toMatchObject({ proposal: { state: "mismatch" } });
      expect(await propose("p2")).toMatchObject({ ok: true });
      await check("match");
      expect(await stateOf(pledge)).toMatchObject({ status: "refunding" });
      await bankSays(refundId, "settled");
      expect(await stateOf(pledge)).toMatchObject({ status: "refunded" });
      expect(await loadRefund(scene.store, refundId)).toMatchObject({ status: "settled", payee });
      expect(await balances(offer.campaignId)).toEqual({});
    },
  );

  it("pays no account for which the bank's answer was not: one is checked at a time, and a late answer is of its own", async () => {
    const { refundId } = await withdrawn();
    await bankSays(refundId, "rejected");
    const mine = { name: "Ada Backer", account: accountNumberSchema.parse("DE02500105170137075030") };
    const other = { name: "Ada Backer", account: accountNumberSchema.parse("DE02100100100006820101") };
    const propose = (key: string, payee: typeof mine) =>
      proposeRefundAccount({ store: scene.store }, backerCommand(1, key, { payee }), { refundId, payee });
    const check = (nameCheck: () => Promise<"match" | "mismatch">) => checkNamed(refundId, nameCheck);
    expect(await propose("a1", mine)).toMatchObject({ ok: true });
    expect(await propose("a2", other)).toMatchObject({ error: { kind: "refund_status" } });
    await check(async () => {
      await check(async () => "mismatch"); // the same work, run by another worker
      expect(await propose("a3", other)).toMatchObject({ ok: true });
      return "match";
    });
    expect(await loadRefund(scene.store, refundId)).toMatchObject({
      status: "rejected",
      proposal: { payee: other, state: "checking" },
    });
  });

  it("makes failed money dormant when its time is up, not a millisecond earlier", async () => {
    const { offer, pledge, refundId } = await withdrawn();
    await bankSays(refundId, "rejected");
    const dueAt = addMs(at(60), 180 * DAY_MS);
    expect(await makeDormant(refundDeps(), command(addMs(dueAt, -1)), refundId)).toEqual({
      ok: false,
      error: { kind: "not_due", dormantAt: dueAt },
    });
    expect(await makeDormant(refundDeps(), command(dueAt), refundId)).toMatchObject({ ok: true });
    expect(await stateOf(pledge)).toMatchObject({ status: "dormant" });
    expect(await balances(offer.campaignId)).toEqual({ "custody.EUR": PRICE, "dormant.EUR": PRICE });
  });
});

describe("stock, cap and money", () => {
  type Step = "reserve" | "pay" | "expire" | "withdraw" | "cancel";
  const steps = fc.array(
    fc.record({
      step: fc.constantFrom<Step>("reserve", "reserve", "pay", "pay", "expire", "withdraw", "cancel"),
      who: fc.nat(9),
      quantity: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 25, maxLength: 40 },
  );

  it("are conserved by any order of reservations, payments, expiries and withdrawals over four shards", async () => {
    const property = fc.asyncProperty(steps, async (run) => {
      const offer = await publishOffer(
        scene.store,
        offerWith({ units: 12, shards: 4, hardCapMinor: 110_00 }),
      );
      const pledges: Pledge[] = [];
      const pick = (who: number) => pledges[who % Math.max(1, pledges.length)];
      for (const [i, { step, who, quantity }] of run.entries()) {
        const pledge = pick(who);
        const key = `s${i}`;
        const { campaignId } = offer;
        const input = {
          campaignId,
          lines: [{ itemId: "t1", quantity }],
          country: "DE",
          method: "page" as const,
        };
        if (step === "reserve") {
          const made = await reserve(
            { store: scene.store, desk, now: () => NOON },
            backerCommand(who, key, input),
            input,
          );
          if (made.ok) pledges.push(made.value.value.pledge);
          continue;
        }
        if (pledge === undefined) continue;
        const own = { ...backerCommand("any", key, {}), actor: pledge.backerId };
        if (step === "pay") await pay(offer, pledge, pledge.raisedMinor + pledge.shippingMinor);
        else if (step === "expire")
          await expirePledgeWhenDue({ store: scene.store }, command(at(30)), pledge.id);
        else if (step === "withdraw") await withdraw({ store: scene.store }, own, pledge.id);
        else await cancelReservation({ store: scene.store }, own, pledge.id);
      }
      await expectConserved(offer, await Promise.all(pledges.map(stateOf)));
    });
    await fc.assert(property, { numRuns: 8, seed: 20261124 });
  });

  async function expectConserved(offer: Offer, pledges: readonly Pledge[]): Promise<void> {
    const held = pledges.filter(({ status }) => status === "reserved" || status === "paid");
    const sumOf = (list: readonly Pledge[], pick: (pledge: Pledge) => number) =>
      list.reduce((sum, pledge) => sum + pick(pledge), 0);
    const unitsOf = (list: readonly Pledge[]) => sumOf(list, ({ lines }) => lines[0]?.quantity ?? 0);
    const total = await totals(offer);
    const paid = held.filter(({ status }) => status === "paid");
    expect((total.units.t1 ?? 0) + unitsOf(held)).toBe(12);
    expect(total.headroom + sumOf(held, ({ raisedMinor }) => raisedMinor)).toBe(110_00);
    expect(total.paidCount).toBe(paid.length);
    expect(total.reservedCount).toBe(held.length - paid.length);
    expect(total.paidTotal).toBe(sumOf(paid, (pledge) => pledge.raisedMinor + pledge.shippingMinor));
    const books = await balances(offer.campaignId);
    const sumIn = (code: string) =>
      Object.entries(books).reduce((sum, [name, balance]) => sum + (name.startsWith(code) ? balance : 0), 0);
    expect(sumIn("custody")).toBe(sumIn("backers") + sumIn("refund-payable"));
    expect(sumIn("backers")).toBe(sumOf(pledges, ({ refundableMinor }) => refundableMinor));
    expect(sumIn("custody")).toBe(sumOf(pledges, ({ receivedMinor }) => receivedMinor));
    for (const backerId of new Set(pledges.map((pledge) => pledge.backerId))) {
      const own = held.filter((pledge) => pledge.backerId === backerId);
      const counted = await loadBackerCampaign(scene.store, { backerId, campaignId: offer.campaignId });
      expect(counted?.units.t1 ?? 0).toBe(unitsOf(own));
    }
  }
});
