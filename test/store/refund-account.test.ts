import { accountNumberSchema } from "@firstlot/core/bank/account-number";
import { openCustodyAccount } from "@firstlot/core/bank/bank-account";
import { answerNameQuestion, listNameQuestions } from "@firstlot/core/bank/name-question";
import type { Command } from "@firstlot/core/kernel/command";
import { systemCommand } from "@firstlot/core/kernel/command";
import { derivedIdPart } from "@firstlot/core/kernel/id";
import { addMs, DAY_MS, type Instant } from "@firstlot/core/kernel/instant";
import { mergeWrites } from "@firstlot/core/kernel/merge-writes";
import { accountId, openAccount } from "@firstlot/core/ledger/account";
import { transferWrites } from "@firstlot/core/ledger/ledger-store";
import { transferId } from "@firstlot/core/ledger/transfer";
import { makeDormant } from "@firstlot/core/refund/make-dormant";
import {
  checkRefundAccount,
  type NameCheck,
  proposeRefundAccount,
  resolveRefundAccount,
} from "@firstlot/core/refund/new-refund-account";
import {
  CHECK_HOLDS_DAYS,
  DORMANT_AFTER_DAYS,
  markFailed,
  markInstructed,
  openCheckOf,
  type RefundId,
} from "@firstlot/core/refund/refund";
import { loadRefund, refundChange } from "@firstlot/core/refund/refund-store";
import { requestRefund } from "@firstlot/core/refund/request-refund";
import { dueKeys } from "@firstlot/core/work/sweep";
import { WORK_ATTEMPTS_MAX } from "@firstlot/core/work/work-item";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { at, backerCommand, offerWith, openScene, type Scene } from "./pledge-scene.ts";

const MINUTE_MS = 60_000;
const FAILED_AT = at(60);
const DORMANT_AT = addMs(FAILED_AT, DORMANT_AFTER_DAYS * DAY_MS);
const HOLD_ENDS = addMs(DORMANT_AT, CHECK_HOLDS_DAYS * DAY_MS);
const iban = (account: string) => ({ name: "Ada Backer", account: accountNumberSchema.parse(account) });
const first = iban("DE02500105170137075030");
const second = iban("DE02100100100006820101");
const { partnerId } = offerWith({});

let scene: Scene;
let refundId: RefundId;
let commands = 0;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.end());

const deps = () => ({ store: scene.store, onNews: async () => ({}) });
const command = (now: Instant): Command =>
  systemCommand({ name: "test", cause: [String(commands++)], now, wall: now });
const refund = async () => {
  const found = await loadRefund(scene.store, refundId);
  if (found === undefined) throw new Error("no such refund");
  return found;
};
const propose = (payee: typeof first, now: Instant) =>
  proposeRefundAccount(
    { store: scene.store },
    { ...backerCommand(1, `key-${commands++}`, { payee }), now },
    { refundId, payee },
  );
const openCheck = async () => {
  const open = openCheckOf(await refund());
  if (open === undefined) throw new Error("no account is being checked");
  return open.checkId;
};
/** The work of the account that is named now, as its worker runs it. */
async function check(
  nameCheck: NameCheck,
  over: { now?: Instant; attempt?: number; isAsked?: boolean } = {},
) {
  const { now = addMs(FAILED_AT, MINUTE_MS), attempt = 1, isAsked = false } = over;
  const work = { refundId, checkId: await openCheck(), attempt, isAsked };
  return await checkRefundAccount({ ...deps(), nameCheck }, command(now), work);
}
const silent: NameCheck = async () => {
  throw new Error("the bank did not answer");
};
const toStaff: NameCheck = async () => "asked";
const questions = async () =>
  (await listNameQuestions(scene.store, { partnerId, limit: 100 })).items.filter(
    ({ about }) => about === refundId,
  );
const staffSay = (id: Awaited<ReturnType<typeof openCheck>>, result: "match" | "mismatch") =>
  answerNameQuestion(
    {
      store: scene.store,
      effects: {
        "payout-account": async () => {
          throw new Error("not asked");
        },
        "refund-account": (told, by) =>
          resolveRefundAccount(deps(), by, { ...told, checkId: told.id, refundId, isByStaff: true }),
      },
    },
    command(addMs(FAILED_AT, DAY_MS)),
    { partnerId, id, result },
  );

/** A refund whose money the bank could not pay, with its book. */
beforeEach(async () => {
  commands += 1;
  const campaignId = `cmp_${derivedIdPart(["refund-account", String(commands)])}`;
  const main = { book: campaignId, currency: "EUR" } as const;
  const codes = ["custody", "backers", "refund-payable", "dormant"] as const;
  const [custody, backers] = codes.map((code) => accountId({ ...main, code }));
  if (custody === undefined || backers === undefined) throw new Error("no accounts");
  await scene.store.commit(
    Object.fromEntries(codes.map((code) => [code, openAccount(accountId({ ...main, code }))])),
  );
  const amount = { minor: 15_00, currency: "EUR" } as const;
  const by = { actor: "test", at: FAILED_AT };
  const paid = {
    ...{ id: transferId([campaignId, "paid"]), book: campaignId, debit: custody, credit: backers, amount },
    ...({ step: "posted", cause: "test", at: FAILED_AT, origin: "bank_fact" } as const),
  };
  const asked = requestRefund({
    ...{ cause: [campaignId], campaignId, partnerId, amount, payee: first, reason: "withdrawn", ...by },
    pledgeId: `plg_${derivedIdPart([campaignId])}`,
    backerId: backerCommand(1, "r", {}).actor,
    debtorAccount: accountNumberSchema.parse("DE12500105170648489890"),
  });
  refundId = asked.refund.id;
  await scene.store.commit(transferWrites([paid]));
  await scene.store.commit(mergeWrites(asked.writes, transferWrites(asked.transfers)));
  for (const move of [
    markInstructed,
    (one: typeof asked.refund) => markFailed(one, { failure: "AC04", at: FAILED_AT }),
  ]) {
    const previous = await refund();
    const next = move(previous, FAILED_AT);
    if (!next.ok) throw new Error(next.error.kind);
    const changed = refundChange({ previous, next: next.value, kind: "refund.test", ...by });
    expect(await scene.store.commit(changed.writes)).toMatchObject({ ok: true });
  }
});

describe("an account that was named in time", () => {
  const justInTime = addMs(DORMANT_AT, -1);
  const dueAt = async (now: Instant) =>
    (await dueKeys(scene.store, { now, graceMs: 0 })).some(({ pk }) => pk === `REFUND#${refundId}`);

  it("holds the timer until its bank answers, and is paid then", async () => {
    expect(await propose(first, justInTime)).toMatchObject({ ok: true });
    expect(await dueAt(DORMANT_AT)).toBe(false);
    expect(await makeDormant(deps(), command(DORMANT_AT), refundId)).toEqual({
      ok: false,
      error: { kind: "not_due", dormantAt: HOLD_ENDS },
    });
    await check(async () => "match", { now: addMs(HOLD_ENDS, -1) });
    expect(await refund()).toMatchObject({ status: "requested", payee: first });
  });

  it("lets the timer go on when the check fails: past its end the money is dormant at once", async () => {
    await propose(first, justInTime);
    await check(async () => "mismatch", { now: DORMANT_AT });
    expect(await dueAt(DORMANT_AT)).toBe(true);
    expect(await propose(second, DORMANT_AT)).toEqual({
      ok: false,
      error: { kind: "refund_account_late", until: DORMANT_AT },
    });
    expect(await makeDormant(deps(), command(DORMANT_AT), refundId)).toMatchObject({ ok: true });
  });

  it("holds it for 30 days and not a millisecond longer, and its bank is asked no longer", async () => {
    await propose(first, justInTime);
    await check(toStaff, { now: DORMANT_AT });
    expect(await questions()).toHaveLength(1);
    const early = await makeDormant(deps(), command(addMs(HOLD_ENDS, -1)), refundId);
    expect(early).toMatchObject({ error: { kind: "not_due" } });
    expect(await makeDormant(deps(), command(HOLD_ENDS), refundId)).toMatchObject({ ok: true });
    expect(await questions()).toEqual([]);
  });

  it("may be replaced while the hold lasts, which lengthens it by nothing", async () => {
    await propose(first, justInTime);
    await expect(check(silent, { attempt: WORK_ATTEMPTS_MAX, now: DORMANT_AT })).rejects.toThrow();
    expect(await propose(second, addMs(HOLD_ENDS, -1))).toMatchObject({ ok: true });
    expect(await makeDormant(deps(), command(HOLD_ENDS), refundId)).toMatchObject({ ok: true });
  });

  it("is refused from the moment on at which the timer ends", async () => {
    expect(await propose(first, DORMANT_AT)).toEqual({
      ok: false,
      error: { kind: "refund_account_late", until: DORMANT_AT },
    });
  });
});

it("that is one of the platform's own is refused, whatever name it is given", async () => {
  const custody = { name: "Firstlot custody", account: accountNumberSchema.parse("DE12500105170648489890") };
  const opened = openCustodyAccount({ partnerId, number: custody.account, currency: "EUR", at: FAILED_AT });
  expect(await scene.store.commit(opened.writes)).toMatchObject({ ok: true });
  expect(await propose(custody, FAILED_AT)).toEqual({ ok: false, error: { kind: "refund_account_ours" } });
});

describe("a check that its bank does not answer", () => {
  const soon = addMs(FAILED_AT, MINUTE_MS);

  it("is given up with the last try, and not before; then another account can be named", async () => {
    await propose(first, FAILED_AT);
    await expect(check(silent, { attempt: WORK_ATTEMPTS_MAX - 1 })).rejects.toThrow("did not answer");
    expect(await propose(second, soon)).toMatchObject({ error: { kind: "refund_status" } });
    await expect(check(silent, { attempt: WORK_ATTEMPTS_MAX })).rejects.toThrow("did not answer");
    expect(await refund()).toMatchObject({ proposal: { state: "unanswered", payee: first } });
    expect(await propose(second, soon)).toMatchObject({ ok: true });
    expect(await refund()).toMatchObject({ proposal: { state: "checking", payee: second } });
  });

  it("still counts when an operator has the bank asked again, and nobody was replaced", async () => {
    await propose(first, FAILED_AT);
    await expect(check(silent, { attempt: WORK_ATTEMPTS_MAX })).rejects.toThrow();
    await check(async () => "match");
    expect(await refund()).toMatchObject({ status: "requested", payee: first });
  });

  it("never releases the account that replaced it, however late its answer comes", async () => {
    await propose(first, FAILED_AT);
    await expect(check(silent, { attempt: WORK_ATTEMPTS_MAX })).rejects.toThrow();
    await check(async () => {
      expect(await propose(second, soon)).toMatchObject({ ok: true });
      return "match";
    });
    expect(await refund()).toMatchObject({
      status: "rejected",
      proposal: { state: "checking", payee: second },
    });
  });

  it("is given up when the bank's staff have had the question for a week", async () => {
    await propose(first, FAILED_AT);
    expect(await check(toStaff, { now: soon })).toEqual({ kind: "asked", giveUpAt: addMs(soon, 7 * DAY_MS) });
    expect(await propose(second, soon)).toMatchObject({ error: { kind: "refund_status" } });
    expect(await check(silent, { isAsked: true, now: addMs(soon, 7 * DAY_MS) })).toEqual({ kind: "over" });
    expect(await refund()).toMatchObject({ proposal: { state: "unanswered" } });
    expect(await questions()).toHaveLength(1);
  });
});

describe("an answer of the bank's staff", () => {
  it("is for the question that was asked: one whose account was replaced is gone, and its answer moves nothing", async () => {
    await propose(first, FAILED_AT);
    await check(toStaff);
    const asked = await openCheck();
    expect(await questions()).toMatchObject([{ id: asked, about: refundId, ...first }]);
    await check(silent, { isAsked: true });
    expect(await propose(second, addMs(FAILED_AT, DAY_MS))).toMatchObject({ ok: true });
    expect(await questions()).toEqual([]);
    expect(await staffSay(asked, "match")).toEqual({ ok: false, error: { kind: "not_found" } });
    await check(toStaff);
    expect(await questions()).toMatchObject([{ about: refundId, ...second }]);
    expect(await staffSay(await openCheck(), "match")).toMatchObject({ ok: true });
    expect(await refund()).toMatchObject({ status: "requested", payee: second });
  });

  it("is refused, and the question closed, when the bank's API has answered meanwhile", async () => {
    await propose(first, FAILED_AT);
    await check(toStaff);
    const asked = await openCheck();
    const late = { refundId, checkId: asked, result: "match", isByStaff: true } as const;
    expect(await resolveRefundAccount(deps(), command(FAILED_AT), late)).toMatchObject({ ok: true });
    expect(await staffSay(asked, "mismatch")).toEqual({
      ok: false,
      error: { kind: "name_check_superseded" },
    });
    expect(await questions()).toEqual([]);
  });
});
