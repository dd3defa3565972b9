import { describe, expect, it } from "vitest";
import { accountNumberSchema } from "../bank/account-number.ts";
import { addMs, DAY_MS, instantSchema } from "../kernel/instant.ts";
import {
  DORMANT_AFTER_DAYS,
  markDormant,
  markFailed,
  markInstructed,
  markSettled,
  proposePayee,
  REFUND_TRANSITIONS,
  type Refund,
  type RefundStatus,
  refundIdOf,
  refundSchema,
  refuseProposal,
  requestAgain,
} from "./refund.ts";
import { refundChange } from "./refund-store.ts";

const at = instantSchema.parse("2026-11-24T12:00:00.000Z");
const dormantAt = addMs(at, DORMANT_AFTER_DAYS * DAY_MS);
const payee = { name: "Ada Backer", account: accountNumberSchema.parse("DE89370400440532013000") };
const other = { name: "Ada Backer", account: accountNumberSchema.parse("DE02500105170137075030") };
const base = {
  id: refundIdOf(["a"]),
  pledgeId: "plg_00000000000000000001",
  campaignId: "cmp_00000000000000000001",
  backerId: "usr_00000000000000000001",
  partnerId: "ptr_00000000000000000001",
  amount: { minor: 15_00, currency: "EUR" },
  reason: "withdrawn",
  debtorAccount: "DE12500105170648489890",
  payee,
  instructionId: "ins_00000000000000000001",
  requestedAt: at,
  version: 1,
  eventHash: "",
};
const failed = { ...base, failure: "AC04", failedAt: at, dormantAt };
const SAMPLES = {
  requested: base,
  instructed: { ...base, instructedAt: at },
  settled: { ...base, settledAt: at },
  rejected: failed,
  returned: failed,
  dormant: { ...base, dormantSince: at },
} as const satisfies Record<RefundStatus, object>;
const STATUSES = refundSchema.options.map(({ shape }) => shape.status.value);
const refundIn = (status: RefundStatus): Refund => refundSchema.parse({ ...SAMPLES[status], status });
const { instructionId } = refundIn("requested");

/** Every move there is: from where it is legal, and where it leads. */
const MOVES = [
  {
    move: "instruct",
    run: (refund: Refund) => markInstructed(refund, at),
    legal: { requested: "instructed" },
  },
  { move: "settle", run: (refund: Refund) => markSettled(refund, at), legal: { instructed: "settled" } },
  {
    move: "fail",
    run: (refund: Refund) => markFailed(refund, { failure: "AC04", at }),
    legal: { instructed: "rejected", settled: "returned" },
  },
  {
    move: "propose",
    run: (refund: Refund) => proposePayee(refund, { payee: other, at }),
    legal: { rejected: "rejected", returned: "returned" },
  },
  {
    move: "make dormant",
    run: (refund: Refund) => markDormant(refund, dormantAt),
    legal: { rejected: "dormant", returned: "dormant" },
  },
] as const;

describe("the moves of a refund", () => {
  const pairs = MOVES.flatMap(({ move, run, legal }) =>
    STATUSES.map((status) => ({
      move,
      status,
      run,
      to: new Map<string, string>(Object.entries(legal)).get(status),
    })),
  );

  it.each(pairs)("$move from $status leads to $to", ({ run, status, to }) => {
    const moved = run(refundIn(status));
    if (to === undefined) expect(moved).toEqual({ ok: false, error: { kind: "refund_status", status } });
    else expect(moved).toMatchObject({ ok: true, value: { status: to } });
    if (moved.ok) expect(refundSchema.parse(moved.value)).toEqual(moved.value);
  });

  it.each(STATUSES.flatMap((from) => STATUSES.map((to) => ({ from, to }))))(
    "$from → $to is written only when it is drawn",
    ({ from, to }) => {
      const write = () =>
        refundChange({ previous: refundIn(from), next: refundIn(to), kind: "refund.x", actor: "x", at });
      if (REFUND_TRANSITIONS[from].includes(to))
        expect(write().refund).toMatchObject({ status: to, version: 2 });
      else expect(write).toThrow("no transition");
    },
  );

  it("is asked again only for an account that is being checked", () => {
    const proposed = proposePayee(refundIn("rejected"), { payee: other, at });
    if (!proposed.ok) throw new Error("refused");
    expect(requestAgain(refundIn("rejected"), { instructionId, at }).ok).toBe(false);
    const refused = refuseProposal(proposed.value);
    if (!refused.ok) throw new Error("refused");
    expect(requestAgain(refused.value, { instructionId, at }).ok).toBe(false);
    expect(refuseProposal(refused.value).ok).toBe(false);
    expect(requestAgain(proposed.value, { instructionId, at })).toMatchObject({
      ok: true,
      value: { status: "requested", payee: other },
    });
  });

  it("waits 180 days and not a millisecond less before money is dormant", () => {
    expect(() => markDormant(refundIn("rejected"), addMs(dormantAt, -1))).toThrow("time is up");
  });
});

describe("a refund's event", () => {
  it("holds neither the name nor the account of who is paid", () => {
    const proposed = proposePayee(refundIn("returned"), { payee: other, at });
    if (!proposed.ok) throw new Error("refused");
    const change = { previous: refundIn("returned"), next: proposed.value, actor: "usr_1", at };
    const { writes } = refundChange({ ...change, kind: "refund.account_proposed" });
    const event = JSON.stringify(writes[`event:${base.id}`]);
    expect(event).toContain("refund.account_proposed");
    for (const secret of [payee.name, payee.account, other.account]) expect(event).not.toContain(secret);
  });
});
