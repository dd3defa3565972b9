import { describe, expect, it } from "vitest";
import { enterpriseIdSchema, userIdSchema } from "../identity/actor.ts";
import { addMs, instantOf } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import {
  acceptCloseName,
  answerCheck,
  askAboutAccount,
  changeAccount,
  endHold,
  NAME_CHECK_ANSWERS,
  type NameCheckAnswer,
  type NamedAccount,
  nameCheckIdOf,
  PAYOUT_HOLD_MS,
  type PayoutAccount,
  type PayoutAccountIn,
  payoutAccountSchema,
  readNamedAccount,
} from "./payout-account.ts";

const at = instantOf(1_790_000_000_000);
const enterpriseId = enterpriseIdSchema.parse(`ent_${"A".repeat(20)}`);
const by = userIdSchema.parse(`usr_${"A".repeat(20)}`);
const german: NamedAccount = {
  name: "First Works GmbH",
  scheme: "iban",
  number: "DE89 3704 0044 0532 0130 00",
  currency: "EUR",
};
const dutch: NamedAccount = { ...german, number: "NL91 ABNA 0417 1643 00" };

const changed = (
  previous: PayoutAccount | undefined,
  account: NamedAccount,
  isRelied: boolean,
  when = at,
) => {
  const named = readNamedAccount("secret", account);
  invariant(named.ok, "a good number");
  const next = changeAccount(previous, { named: named.value, enterpriseId, by, at: when, isRelied });
  invariant(next.ok, "a change");
  return next.value;
};
const told = (account: PayoutAccount, answer: NameCheckAnswer, when = at) => {
  invariant(account.check, "a question");
  return answerCheck(account, { checkId: account.check.checkId, answer, at: when });
};
const answered = (account: PayoutAccount, answer: NameCheckAnswer, when = at) => {
  const result = told(account, answer, when);
  invariant(result.ok, "an answer");
  return payoutAccountSchema.parse(result.value);
};
const first = changed(undefined, german, true);
const held = (): PayoutAccountIn<"on_hold"> => {
  const account = changed(answered(first, "match"), dutch, true);
  invariant(account.status === "on_hold", "a change of a relied account");
  return account;
};

describe("payout account", () => {
  it("asks no bank before the first application, and then asks once", () => {
    const draft = changed(undefined, german, false);
    expect(draft).toMatchObject({ status: "unverified", lastFour: "3000", number: "DE89370400440532013000" });
    expect(draft.check).toBeUndefined();
    const asked = askAboutAccount(draft, at);
    expect(asked?.check).toMatchObject({ checkId: nameCheckIdOf(draft.id, 2) });
    expect(asked && askAboutAccount(asked, at)).toBeUndefined();
  });
  it.each(NAME_CHECK_ANSWERS)("a first account answered %s", (answer) => {
    const status = { match: "verified", close: "unverified", mismatch: "mismatch" }[answer];
    expect(answered(first, answer)).toMatchObject({ status, check: { answer } });
  });
  it.each(NAME_CHECK_ANSWERS)("a changed account answered %s during its hold", (answer) => {
    const status = { match: "on_hold", close: "mismatch", mismatch: "mismatch" }[answer];
    expect(answered(held(), answer)).toMatchObject({ status });
  });
  it("is verified by a late match at the end of the hold and not a millisecond before", () => {
    expect(answered(held(), "match", addMs(at, PAYOUT_HOLD_MS)).status).toBe("verified");
    expect(answered(held(), "match", addMs(at, PAYOUT_HOLD_MS - 1)).status).toBe("on_hold");
  });
  it("leaves its hold after 72 hours with a match, not before, and never without an answer", () => {
    const matched = answered(held(), "match");
    invariant(matched.status === "on_hold", "still held");
    expect(endHold(matched, addMs(at, PAYOUT_HOLD_MS - 1))).toMatchObject({ ok: false });
    expect(endHold(matched, addMs(at, PAYOUT_HOLD_MS))).toMatchObject({
      ok: true,
      value: { status: "verified" },
    });
    expect(endHold(held(), addMs(at, 10 * PAYOUT_HOLD_MS))).toMatchObject({
      ok: false,
      error: { kind: "payout_hold_not_over" },
    });
  });
  it.each(["verified", "mismatch", "on_hold"] as const)(
    "any change of one that is %s is on hold",
    (status) => {
      const before = {
        verified: answered(first, "match"),
        mismatch: answered(first, "mismatch"),
        on_hold: held(),
      }[status];
      const next = changed(before, { ...german, name: "Renamed GmbH" }, true, addMs(at, 1));
      expect(payoutAccountSchema.parse(next)).toMatchObject({
        status: "on_hold",
        holdUntil: addMs(at, PAYOUT_HOLD_MS + 1),
      });
      expect(next.check?.checkId).not.toBe(before.check?.checkId);
    },
  );
  it("takes the same answer twice, refuses another one, and one about an account that changed meanwhile", () => {
    const matched = answered(first, "match");
    expect(told(matched, "match")).toEqual({ ok: true, value: matched });
    expect(told(matched, "mismatch")).toMatchObject({ error: { kind: "name_check_answered_otherwise" } });
    const stale = { checkId: nameCheckIdOf(first.id, 1), answer: "match", at } as const;
    expect(answerCheck(held(), stale)).toMatchObject({ error: { kind: "name_check_superseded" } });
  });
  it("with a close name is accepted only by the review, and only when it is the first", () => {
    expect(acceptCloseName(answered(first, "close"), at)).toMatchObject({ status: "verified" });
    expect(acceptCloseName(first, at)).toBeUndefined();
    expect(acceptCloseName(answered(held(), "match"), at)).toBeUndefined();
    expect(acceptCloseName(answered(first, "mismatch"), at)).toBeUndefined();
  });
  it("refuses the account that it is already, bad digits, and a domestic account in a foreign currency", () => {
    const named = readNamedAccount("secret", german);
    invariant(named.ok, "a good number");
    const same = changeAccount(first, { named: named.value, enterpriseId, by, at, isRelied: true });
    expect(same).toEqual({ ok: false, error: { kind: "payout_account_unchanged" } });
    expect(readNamedAccount("secret", { ...german, number: "DE89370400440532013001" })).toMatchObject({
      error: { kind: "account_number_checksum" },
    });
    const japanese = { ...german, scheme: "jp_account", number: "0001-001-1234567" } as const;
    expect(readNamedAccount("secret", japanese)).toMatchObject({
      error: { kind: "account_currency_mismatch" },
    });
    expect(readNamedAccount("secret", { ...japanese, currency: "JPY" }).ok).toBe(true);
  });
  it("is named in events by a hash that needs the secret", () => {
    const here = readNamedAccount("secret", german);
    const there = readNamedAccount("another", german);
    expect(here.ok && there.ok && here.value.accountHash !== there.value.accountHash).toBe(true);
  });
});
