import { confirmDecision, requestDecision } from "@firstlot/core/bank/decide-instruction";
import { registerConfirmationKey } from "@firstlot/core/bank/manage-partner";
import { listQuarantined } from "@firstlot/core/bank/quarantine";
import { queryInstruction } from "@firstlot/core/bank/query-instruction";
import { addMs, HOUR_MS, instantOf } from "@firstlot/core/kernel/instant";
import { listMessages } from "@firstlot/core/webhook/message";
import type { InstructionStatus } from "@firstlot/partner-kit/bank-query";
import { newEd25519Pair } from "@firstlot/partner-kit/webhook-key";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { BankScene } from "./bank-scene.ts";
import { type LocalStore, openLocalStore } from "./local-store.ts";
import { must } from "./must.ts";

let local: LocalStore;
let bank: BankScene;
beforeAll(async () => {
  local = await openLocalStore();
});
afterAll(() => local.close());
beforeEach(async () => {
  bank = new BankScene(local);
  await bank.open();
  await bank.fund();
});
afterEach(() => bank.close());

const quarantined = async () => {
  const page = await listQuarantined(local.store, { status: "open", limit: 100 });
  return page.quarantined
    .filter(({ partnerId }) => partnerId === bank.partner.id)
    .map(({ reason }) => reason);
};

const HELD = {
  "campaign.custody.EUR": 1_000_00,
  "campaign.custody.EUR pending": -100_00,
  "campaign.refund-payable.EUR": -1_000_00,
  "campaign.refund-payable.EUR pending": 100_00,
};
const PAID_OUT = { "campaign.custody.EUR": 900_00, "campaign.refund-payable.EUR": -900_00 };
const UNTOUCHED = { "campaign.custody.EUR": 1_000_00, "campaign.refund-payable.EUR": -1_000_00 };

describe("an instruction at the bank", () => {
  it("holds the money when it is sent and posts it when it is settled", async () => {
    const sent = await bank.sent();
    expect(await bank.balances()).toEqual(HELD);
    expect(await bank.say(bank.word(sent, "accepted"))).toBe("applied");
    expect(await bank.say(bank.word(sent, "settled"))).toBe("applied");
    expect(await bank.balances()).toEqual(PAID_OUT);
    expect(await bank.instruction(sent)).toMatchObject({ status: "settled", bankSequence: 2 });
  });

  it("frees the money when it is rejected", async () => {
    const sent = await bank.sent();
    expect(await bank.say(bank.word(sent, "rejected"))).toBe("applied");
    expect(await bank.balances()).toEqual(UNTOUCHED);
    expect(await bank.instruction(sent)).toMatchObject({ status: "rejected", reason: "AC04" });
  });

  it("books a return as a new transfer; a second return of it is nothing new", async () => {
    const sent = await bank.sent();
    await bank.say(bank.word(sent, "settled"));
    expect(await bank.say(bank.word(sent, "returned"))).toBe("applied");
    expect(await bank.say(bank.word(sent, "returned"))).toBe("already_applied");
    expect(await bank.balances()).toEqual(UNTOUCHED);
  });

  it("waits for its settlement when the return comes first, and is put before a person in the end", async () => {
    const sent = await bank.sent();
    const returned = bank.word(sent, "returned");
    await expect(bank.say(returned, "early-1")).rejects.toThrow("fact_too_early");
    await bank.say(bank.word(sent, "settled"));
    expect(await bank.say(returned, "early-1")).toBe("applied");
    const other = await bank.sent();
    expect(await bank.say(bank.word(other, "returned"), undefined, 6)).toBe("quarantined:too_early");
  });

  it("story 1: the same confirmation twice is applied once", async () => {
    const sent = await bank.sent();
    const settled = bank.word(sent, "settled");
    expect(await bank.say(settled, "once")).toBe("applied");
    expect(must(await bank.receive(settled, { webhookId: "once" }))).toMatchObject({
      kind: "already_received",
    });
    expect(await bank.say(settled, "again")).toBe("already_applied");
    expect(await bank.balances()).toEqual(PAID_OUT);
  });

  it("story 2: the same id with another body is refused, kept and applies nothing", async () => {
    const sent = await bank.sent();
    must(await bank.receive(bank.word(sent, "accepted"), { webhookId: "reused" }));
    const other = await bank.receive(bank.word(sent, "settled"), { webhookId: "reused" });
    expect(other).toEqual({ ok: false, error: { kind: "webhook_id_reused" } });
    const kept = await local.store.query({ pk: `INBOX#${bank.partner.id}#reused`, limit: 10 });
    expect(kept.items.map(({ sk }) => String(sk).split("#")[0])).toEqual(["CONFLICT", "STATE"]);
    expect(await bank.balances()).toEqual(HELD);
  });

  it("story 3: accepted after settled is stale", async () => {
    const sent = await bank.sent();
    expect(await bank.say(bank.word(sent, "settled"))).toBe("applied");
    expect(await bank.say(bank.word(sent, "accepted"))).toBe("stale");
    expect((await bank.instruction(sent)).status).toBe("settled");
  });

  it("story 4: failed after settled moves nothing and goes to a person", async () => {
    const sent = await bank.sent();
    await bank.say(bank.word(sent, "settled"));
    expect(await bank.say(bank.word(sent, "rejected", { sequence: 3 }))).toBe(
      "quarantined:rejected_after_settled",
    );
    expect(await bank.balances()).toEqual(PAID_OUT);
    expect(await quarantined()).toEqual(["rejected_after_settled"]);
  });

  it.each([
    ["another amount", { amount: "100.01" }, "another_amount"],
    ["another currency", { currency: "CHF" as const }, "another_currency"],
  ])("is bound: %s is quarantined", async (_name, wrong, reason) => {
    const sent = await bank.sent();
    expect(await bank.say(bank.word(sent, "settled", wrong))).toBe(`quarantined:${reason}`);
    expect(await bank.balances()).toEqual(HELD);
  });

  it("is bound to its bank: another bank's word about it is quarantined", async () => {
    const sent = await bank.sent();
    const other = new BankScene(local);
    await other.open();
    expect(await other.say(bank.word(sent, "settled"))).toBe("quarantined:another_partner");
    expect(await bank.balances()).toEqual(HELD);
    other.close();
  });

  it("under a second bank reference is quarantined: perhaps it was executed twice", async () => {
    const sent = await bank.sent();
    await bank.say(bank.word(sent, "settled"));
    const second = bank.word(sent, "settled", { bankReference: "OTHER-1" });
    expect(await bank.say(second)).toBe("quarantined:another_bank_reference");
  });

  it("is held by two persons only, and not sent while it is held", async () => {
    const sent = await bank.sent();
    const input = { instructionId: sent.id, by: { userId: "usr_1", personId: "p1" } };
    const request = { ...input, action: "hold" as const, reason: "odd" };
    expect(await requestDecision(bank.deps, bank.command(), request)).toMatchObject({
      error: { kind: "instruction_status", status: "sent" },
    });
    expect(await confirmDecision(bank.deps, bank.command(), input)).toMatchObject({
      error: { kind: "nothing_requested" },
    });
  });
});

describe("a silent bank", () => {
  const ask = (answer: InstructionStatus | "no answer") => async () => {
    if (answer === "no answer") throw new Error("timeout");
    return answer;
  };

  it("story 7: executed but silent: unknown, then settled by its answer, once", async () => {
    const sent = await bank.sent();
    const silent = { ...bank.deps, askBank: ask("no answer") };
    await expect(queryInstruction(silent, bank.command(), sent.id)).rejects.toThrow("timeout");
    expect((await bank.instruction(sent)).status).toBe("unknown");
    expect(await bank.balances()).toEqual(HELD);
    const known: InstructionStatus = {
      known: true,
      endToEndId: sent.endToEndId,
      instructionId: sent.id,
      status: "settled",
      sequence: 2,
      amount: "100.00",
      currency: "EUR",
      bankReference: "BANK-7",
      bookedAt: bank.now,
    };
    const answered = await queryInstruction({ ...bank.deps, askBank: ask(known) }, bank.command(), sent.id);
    expect(answered).toEqual({ kind: "confirmed", outcome: "settled" });
    expect(await bank.balances()).toEqual(PAID_OUT);
    expect(await queryInstruction(silent, bank.command(), sent.id)).toEqual({ kind: "over" });
  });

  it("story 8: not known: the same end-to-end id is sent again", async () => {
    const sent = await bank.sent();
    const askBank = ask({ known: false, endToEndId: sent.endToEndId });
    expect(await queryInstruction({ ...bank.deps, askBank }, bank.command(), sent.id)).toEqual({
      kind: "resent",
    });
    const page = await listMessages(local.store, { partnerId: bank.partner.id, limit: 10 });
    const ids = page.messages.map(({ body }) => JSON.parse(body).data.endToEndId);
    expect(ids).toEqual([sent.endToEndId, sent.endToEndId]);
    expect(page.messages.map(({ sequence }) => sequence).sort()).toEqual([1, 2]);
    await bank.say(bank.word(sent, "settled"));
    expect(await bank.balances()).toEqual(PAID_OUT);
  });
});

describe("the receiver", () => {
  it("accepts a signature of 300 seconds ago and refuses 301, either way", async () => {
    const sent = await bank.sent();
    const wall = instantOf(Math.floor(Date.now() / 1_000) * 1_000);
    for (const [seconds, ok] of [
      [-300, true],
      [300, true],
      [-301, false],
      [301, false],
    ] as const) {
      const received = await bank.receive(bank.word(sent, "accepted"), {
        wall,
        signedAt: addMs(wall, seconds * 1_000),
      });
      expect(received.ok).toBe(ok);
    }
  });

  it("refuses a stranger's key, an unknown bank and a changed byte, and writes nothing", async () => {
    const sent = await bank.sent();
    const stranger = newEd25519Pair(Buffer.alloc(32, 99)).privateKey;
    const refused = await bank.receive(bank.word(sent, "settled"), { webhookId: "forged", keys: [stranger] });
    expect(refused).toMatchObject({ error: { kind: "signature_refused" } });
    expect(await local.store.get({ pk: `INBOX#${bank.partner.id}#forged`, sk: "STATE" })).toBeUndefined();
    expect(await bank.balances()).toEqual(HELD);
  });

  it("story 25: believes old and new key in the overlap, the new one alone after", async () => {
    const sent = await bank.sent();
    const next = newEd25519Pair(Buffer.alloc(32, 77));
    const wall = instantOf(Math.floor(Date.now() / 1_000) * 1_000);
    const rotation = { partnerId: bank.partner.id, key: next.publicKey, overlapMs: HOUR_MS };
    must(await registerConfirmationKey({ ...bank.deps, box: bank.box }, bank.command(wall), rotation));
    const by = (keys: string[], at: typeof wall) =>
      bank.receive(bank.word(sent, "accepted"), { keys, wall: at });
    const after = addMs(wall, HOUR_MS);
    expect((await by([bank.keys.privateKey], addMs(after, -1_000))).ok).toBe(true);
    expect((await by([next.privateKey], addMs(after, -1_000))).ok).toBe(true);
    expect((await by([bank.keys.privateKey], after)).ok).toBe(false);
    expect((await by([next.privateKey], after)).ok).toBe(true);
  });

  it("keeps a signed message that it cannot read for two persons, and ignores types of the future", async () => {
    const malformed = await bank.receive('{"type":"instruction.settled","data":{}}');
    expect(malformed).toMatchObject({ error: { kind: "malformed_message" } });
    expect(await quarantined()).toEqual(["malformed_message"]);
    expect(must(await bank.receive('{"type":"loan.sold"}')).kind).toBe("ignored");
  });
});
