import { describe, expect, it } from "vitest";
import { answerChallenge, isChallengeAnswered } from "./endpoint-ownership.ts";
import {
  type Confirmation,
  confirmationText,
  EVENT_BYTES_MAX,
  readConfirmation,
  readSettlementEvent,
  type SettlementEvent,
  settlementEventText,
} from "./messages.ts";
import { readSigningKey } from "./webhook-key.ts";

const timestamp = "2026-11-24T08:00:00.000Z";
const data = {
  sequence: 1,
  instructionId: "ins_0123456789ABCDEFGHJK",
  runId: "run_0123456789ABCDEFGHJK",
  kind: "refund",
  endToEndId: "E2E-0123456789ABCDEFGHJK",
  debtorAccount: "DE89370400440532013000",
  creditor: { name: "Ada Lovelace", account: "GB82WEST12345698765432" },
  amount: "25.00",
  currency: "EUR",
  requestedExecutionDate: "2026-11-24",
  causeRef: "rfd_0123456789ABCDEFGHJK",
} as const;
const created: SettlementEvent = { type: "settlement.instruction.created", timestamp, data };
const payment: Confirmation = {
  type: "payment.received",
  timestamp,
  data: {
    reference: "RF18539007547034",
    account: "DE89370400440532013000",
    amount: "25.00",
    currency: "EUR",
    bankReference: "SB-1",
    bookedAt: timestamp,
    payer: { name: "Ada Lovelace", account: "GB82WEST12345698765432" },
  },
};
const changed = (fields: Record<string, unknown>) =>
  readSettlementEvent(JSON.stringify({ ...created, data: { ...data, ...fields } }));
const refused = (kind: string) => ({ ok: false, error: expect.objectContaining({ kind }) });

describe("settlement events", () => {
  it("come back as they were written, from text and from bytes", () => {
    const text = settlementEventText(created);
    expect(readSettlementEvent(text)).toEqual({ ok: true, value: created });
    expect(readSettlementEvent(Buffer.from(text))).toEqual({ ok: true, value: created });
  });

  it.each([
    { amount: "0.00" },
    { amount: "-25.00" },
    { amount: "25.001" },
    { amount: 25 },
    { amount: "25", currency: "XXX" },
    { amount: "25.5", currency: "JPY" },
    { amount: "90071992547409.93" },
    { sequence: 0 },
    { endToEndId: "x".repeat(36) },
    { requestedExecutionDate: "2026-02-30" },
    { unexpected: true },
    { creditor: { name: "Ada" } },
  ])("refuses %j", (fields) => {
    expect(changed(fields)).toEqual(refused("malformed_message"));
  });

  it("names a type of the future instead of guessing at it", () => {
    expect(readSettlementEvent(JSON.stringify({ type: "freeze.ordered", timestamp, data: {} }))).toEqual({
      ok: false,
      error: { kind: "unknown_message_type", type: "freeze.ordered" },
    });
  });

  it("is thin: the longest possible instruction fits, a body of 3,901 bytes is refused", () => {
    const longest = { ...data, causeRef: "r".repeat(80), remittance: "首".repeat(140) };
    const holder = { name: "首".repeat(70), account: "A".repeat(34) };
    const text = settlementEventText({ ...created, data: { ...longest, creditor: holder } });
    expect(Buffer.byteLength(text)).toBeLessThan(EVENT_BYTES_MAX);
    expect(readSettlementEvent(" ".repeat(3901))).toEqual(refused("message_too_large"));
  });

  it.each(["", "{", "null", "[]", '{"type":7}', '{"type":"a..b"}'])("refuses the body %j", (body) => {
    expect(readSettlementEvent(body).ok).toBe(false);
    expect(readConfirmation(body).ok).toBe(false);
  });

  it("refuses bytes that are not UTF-8", () => {
    expect(readSettlementEvent(Uint8Array.of(0xff, 0xfe))).toEqual(refused("message_is_not_json"));
  });
});

describe("confirmations", () => {
  it("come back as they were written", () => {
    expect(readConfirmation(confirmationText(payment))).toEqual({ ok: true, value: payment });
  });

  it("need a reason when an instruction was rejected or returned, and have none when it settled", () => {
    const fact = {
      sequence: 2,
      instructionId: data.instructionId,
      endToEndId: data.endToEndId,
      amount: "25.00",
      currency: "EUR",
      bankReference: "SB-2",
      bookedAt: timestamp,
    };
    const body = (type: string, more: object) =>
      JSON.stringify({ type, timestamp, data: { ...fact, ...more } });
    expect(readConfirmation(body("instruction.rejected", { reason: "AM04" })).ok).toBe(true);
    expect(readConfirmation(body("instruction.rejected", {})).ok).toBe(false);
    expect(readConfirmation(body("instruction.settled", {})).ok).toBe(true);
    expect(readConfirmation(body("instruction.settled", { reason: "AM04" })).ok).toBe(false);
  });
});

describe("endpoint ownership", () => {
  it("is proved by whoever holds the secret, and not by an echo", () => {
    const key = readSigningKey(`whsec_${Buffer.alloc(32, 1).toString("base64")}`);
    const other = readSigningKey(`whsec_${Buffer.alloc(32, 2).toString("base64")}`);
    if (!key.ok || !other.ok || key.value.scheme !== "v1" || other.value.scheme !== "v1")
      throw new Error("keys");
    const challenge = "0123456789abcdefghijkl";
    const { answer } = answerChallenge(key.value, challenge);
    expect(isChallengeAnswered({ secret: key.value, challenge, answer })).toBe(true);
    expect(isChallengeAnswered({ secret: other.value, challenge, answer })).toBe(false);
    expect(isChallengeAnswered({ secret: key.value, challenge: `${challenge}x`, answer })).toBe(false);
    expect(isChallengeAnswered({ secret: key.value, challenge, answer: challenge })).toBe(false);
  });
});
