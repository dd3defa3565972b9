import { describe, expect, it } from "vitest";
import { instantSchema } from "../kernel/instant.ts";
import { refundIdOf } from "../refund/refund.ts";
import {
  mayBecome,
  type Payment,
  PLEDGE_TRANSITIONS,
  type Pledge,
  type PledgeIn,
  pledgeSchema,
} from "./pledge.ts";
import { pledgeChange } from "./pledge-store.ts";
import {
  applyRefundNews,
  cancelPledge,
  expirePledge,
  fulfilPledge,
  meaningOf,
  receiveAndReturn,
  receivePrice,
  receiveShort,
  refundPledge,
  returnLate,
  withdrawPledge,
} from "./pledge-transition.ts";
import { pledgeIn, STATUSES } from "./sample-pledge.ts";

const at = instantSchema.parse("2026-11-24T12:00:00.000Z");
const payment = (amountMinor: number): Payment => {
  const [sample] = pledgeIn("paid").payments;
  if (sample === undefined) throw new Error("a paid pledge has a payment");
  return { ...sample, amountMinor, refundableMinor: amountMinor };
};
const rfd = (name: string) => refundIdOf([name]);
const total = 15_00;

describe("the lifecycle", () => {
  /** Drawn in product.md, without staying as it is; everything else must not exist. */
  const DRAWN = new Set([
    "reserved paid",
    "reserved expired",
    "reserved cancelled",
    "expired paid",
    "expired refunding",
    "cancelled paid",
    "cancelled refunding",
    "paid confirmed",
    "paid withdrawn",
    "paid refunding",
    "confirmed fulfilled",
    "confirmed withdrawn",
    "confirmed refunding",
    "withdrawn refunding",
    "refunding refunded",
    "refunding refund_failed",
    "refunding dormant",
    "refund_failed refunding",
    "refund_failed dormant",
    "refunded refund_failed",
  ]);
  const pairs = STATUSES.flatMap((from) => STATUSES.map((to) => ({ from, to })));

  it.each(pairs.filter(({ from, to }) => from !== to))("$from → $to is as drawn", ({ from, to }) => {
    expect(mayBecome(from, to)).toBe(DRAWN.has(`${from} ${to}`));
  });

  it.each(pairs.filter(({ from, to }) => !PLEDGE_TRANSITIONS[from].includes(to)))(
    "$from → $to cannot be written",
    ({ from, to }) => {
      const change = { previous: pledgeIn(from), next: pledgeIn(to), kind: "x", actor: "x", at, data: {} };
      expect(() => pledgeChange(change)).toThrow("no transition");
    },
  );

  it("keeps a reserved pledge's first change the only way to begin", () => {
    const change = { previous: undefined, next: pledgeIn("paid"), kind: "x", actor: "x", at, data: {} };
    expect(() => pledgeChange(change)).toThrow("no transition");
  });
});

describe("meaningOf", () => {
  it.each([
    { amount: total - 1, meaning: { kind: "short", missingMinor: 1 } },
    { amount: total, meaning: { kind: "paid", excessMinor: 0 } },
    { amount: total + 1, meaning: { kind: "paid", excessMinor: 1 } },
  ])("reads $amount for a reserved pledge of 1500 as $meaning.kind", ({ amount, meaning }) => {
    expect(meaningOf(pledgeIn("reserved"), amount)).toEqual(meaning);
  });

  it("counts what came before: one cent completes a price that was one cent short", () => {
    const short = receiveShort(pledgeIn("reserved"), payment(total - 1));
    expect(meaningOf(short, 1)).toEqual({ kind: "paid", excessMinor: 0 });
  });

  it.each(["expired", "cancelled"] as const)(
    "lets the whole price revive an %s pledge, a part of it never",
    (status) => {
      expect(meaningOf(pledgeIn(status), total)).toEqual({ kind: "late", excessMinor: 0 });
      expect(meaningOf(pledgeIn(status), total + 1)).toEqual({ kind: "late", excessMinor: 1 });
      expect(meaningOf(pledgeIn(status), total - 1)).toEqual({ kind: "give_back", reason: "late" });
    },
  );

  it.each(["paid", "confirmed", "fulfilled"] as const)(
    "gives a second payment of a %s pledge back",
    (status) => {
      expect(meaningOf(pledgeIn(status), total)).toEqual({ kind: "give_back", reason: "duplicate" });
    },
  );

  it.each(["withdrawn", "refunding", "refund_failed", "dormant", "refunded"] as const)(
    "gives money for a %s pledge back",
    (status) => {
      expect(meaningOf(pledgeIn(status), total)).toEqual({ kind: "give_back", reason: "late" });
    },
  );

  it("keeps at most five payments, and leaves the last place for one that completes the price", () => {
    const full: PledgeIn<"reserved"> = {
      ...pledgeIn("reserved"),
      payments: Array(4).fill(payment(1)),
      receivedMinor: 4,
    };
    expect(meaningOf(full, 1)).toEqual({ kind: "give_back", reason: "excess" });
    expect(meaningOf(full, total - 4)).toEqual({ kind: "paid", excessMinor: 0 });
  });

  it("puts the twenty-first returned payment into suspense", () => {
    const returned = Array.from({ length: 20 }, (_, i) => rfd(String(i)));
    expect(meaningOf({ ...pledgeIn("paid"), returned }, total)).toEqual({ kind: "unallocated" });
  });

  it("never makes a pledge of more returned payments than it can keep, whoever sends how many cents", () => {
    const returned = Array.from({ length: 20 }, (_, i) => rfd(String(i)));
    const reserved: PledgeIn<"reserved"> = { ...pledgeIn("reserved"), returned };
    expect(meaningOf(reserved, total)).toEqual({ kind: "paid", excessMinor: 0 });
    expect(meaningOf(reserved, total + 1)).toEqual({ kind: "unallocated" });
    const expired = (kept: number): PledgeIn<"expired"> => ({
      ...pledgeIn("expired"),
      returned: returned.slice(0, kept),
      closing: [{ refundId: rfd("part"), state: "requested" }],
    });
    expect(meaningOf(expired(19), total)).toEqual({ kind: "late", excessMinor: 0 });
    expect(meaningOf(expired(19), total + 1)).toEqual({ kind: "give_back", reason: "late" });
    expect(meaningOf(expired(20), total)).toEqual({ kind: "unallocated" });
  });
});

describe("transitions", () => {
  const whole = (pledge: Pledge) => expect(pledgeSchema.parse(pledge)).toEqual(pledge);

  it("keeps the price and sends the excess back, as one payment", () => {
    const excessRefundId = rfd("excess");
    const paid = receivePrice(pledgeIn("reserved"), {
      payment: payment(total + 5),
      excessMinor: 5,
      excessRefundId,
      at,
    });
    whole(paid);
    expect(paid).toMatchObject({
      receivedMinor: total + 5,
      refundableMinor: total,
      returned: [excessRefundId],
    });
    expect(paid.payments[0]).toMatchObject({ amountMinor: total + 5, refundableMinor: total });
  });

  it("demands a refund for an excess, and none without", () => {
    const received = { payment: payment(total), excessMinor: 0, excessRefundId: rfd("x"), at };
    expect(() => receivePrice(pledgeIn("reserved"), received)).toThrow("own refund");
  });

  it("moves the refunds of an ended pledge aside when late money revives it", () => {
    const expired: PledgeIn<"expired"> = {
      ...pledgeIn("expired"),
      closing: [{ refundId: rfd("part"), state: "requested" }],
    };
    const paid = receivePrice(expired, { payment: payment(total), excessMinor: 0, at });
    whole(paid);
    expect(paid.returned).toEqual([rfd("part")]);
  });

  it("leaves nothing refundable when a pledge ends", () => {
    const refundIds = [rfd("1")];
    const short = receiveShort(pledgeIn("reserved"), payment(4_00));
    const ended = [
      expirePledge(short, { at, refundIds }),
      cancelPledge(short, { at, refundIds }),
      withdrawPledge(pledgeIn("paid"), { at, refundIds }),
      refundPledge(pledgeIn("confirmed"), { at, refundIds, reason: "campaign_failed" }),
    ];
    for (const pledge of ended) {
      whole(pledge);
      expect(pledge.refundableMinor).toBe(0);
      expect(pledge.payments.every(({ refundableMinor }) => refundableMinor === 0)).toBe(true);
      expect(pledge.closing).toEqual([{ refundId: rfd("1"), state: "requested" }]);
    }
  });

  it("records money that only passes through without making it refundable", () => {
    const returned = receiveAndReturn(pledgeIn("paid"), { amountMinor: total, refundId: rfd("twice") });
    whole(returned);
    expect(returned).toMatchObject({
      receivedMinor: 2 * total,
      refundableMinor: total,
      returned: [rfd("twice")],
    });
    const late = returnLate(pledgeIn("expired"), { amountMinor: total, refundId: rfd("late"), at });
    whole(late);
    expect(late).toMatchObject({ status: "refunding", refundableMinor: 0 });
  });

  it("keeps which risk words the backer has read, through every change", () => {
    const acknowledged = { version: "presale-risks-1", at };
    const refundIds = [rfd("1")];
    const reserved = { ...pledgeIn("reserved"), acknowledged };
    const paid = receivePrice(reserved, { payment: payment(total), excessMinor: 0, at });
    const expired = expirePledge(reserved, { at, refundIds: [] });
    const withdrawn = withdrawPledge(paid, { at, refundIds });
    const changed = [
      receiveShort(reserved, payment(4_00)),
      paid,
      expired,
      cancelPledge(reserved, { at, refundIds: [] }),
      returnLate(expired, { amountMinor: total, refundId: rfd("late"), at }),
      withdrawn,
      refundPledge(paid, { at, refundIds, reason: "campaign_failed" }),
      applyRefundNews(withdrawn, { refundId: rfd("1"), news: "settled", reason: "withdrawn", at }),
    ];
    for (const pledge of changed) expect(pledge).toMatchObject({ acknowledged });
  });

  it("keeps a tracking reference with fulfilment", () => {
    const fulfilled = fulfilPledge(pledgeIn("confirmed"), { at, tracking: "SF123" });
    whole(fulfilled);
    expect(fulfilled).toMatchObject({ status: "fulfilled", tracking: "SF123" });
  });
});

describe("applyRefundNews", () => {
  const two: PledgeIn<"withdrawn"> = {
    ...pledgeIn("withdrawn"),
    closing: [
      { refundId: rfd("a"), state: "requested" },
      { refundId: rfd("b"), state: "requested" },
    ],
  };
  const news = (
    pledge: Pledge,
    name: string,
    kind: "instructed" | "settled" | "failed" | "requested" | "dormant",
  ) => {
    const next = applyRefundNews(pledge, { refundId: rfd(name), news: kind, reason: "withdrawn", at });
    if (next === undefined) throw new Error("no news for this pledge");
    expect(mayBecome(pledge.status, next.status)).toBe(true);
    return next;
  };

  it("is refunded when the last of its refunds is, failed while one is", () => {
    let pledge: Pledge = news(two, "a", "instructed");
    expect(pledge.status).toBe("refunding");
    pledge = news(pledge, "a", "settled");
    expect(pledge.status).toBe("refunding");
    pledge = news(pledge, "b", "failed");
    expect(pledge.status).toBe("refund_failed");
    pledge = news(pledge, "b", "requested");
    expect(pledge.status).toBe("refunding");
    pledge = news(pledge, "b", "settled");
    expect(pledge.status).toBe("refunded");
    pledge = news(pledge, "b", "failed");
    expect(pledge.status).toBe("refund_failed");
    expect(news(pledge, "b", "dormant").status).toBe("dormant");
  });

  it("has nothing to say of a refund that does not end the pledge", () => {
    const other = { refundId: rfd("excess"), news: "settled", reason: "excess", at } as const;
    expect(applyRefundNews(two, other)).toBeUndefined();
    expect(applyRefundNews(pledgeIn("paid"), other)).toBeUndefined();
  });
});
