// Longer than others: the lives of a campaign side by side, since each changes one step of the first.
import { accountNumberSchema } from "@firstlot/core/bank/account-number";
import { loadCampaign } from "@firstlot/core/campaign/campaign-store";
import {
  cancelByEnterprise,
  closeIntent,
  confirmCancellation,
  requestCancellation,
} from "@firstlot/core/campaign/run-campaign";
import { DAY_MS, HOUR_MS } from "@firstlot/core/kernel/instant";
import { invariant } from "@firstlot/core/kernel/invariant";
import { installKillPoint } from "@firstlot/core/kernel/kill-point";
import { formatLedgerTable } from "@firstlot/core/ledger/format-ledger-table";
import { listAccounts } from "@firstlot/core/ledger/ledger-store";
import { money } from "@firstlot/core/money/money";
import { fulfil } from "@firstlot/core/pledge/fulfil-pledge";
import { loadPledge } from "@firstlot/core/pledge/pledge-store";
import { approvePayment, refusePaymentRequest, submitPayment } from "@firstlot/core/settlement/ask-payment";
import { closeAtCap } from "@firstlot/core/settlement/close-at-cap";
import { decideSettlement } from "@firstlot/core/settlement/close-campaign";
import { draftPayment } from "@firstlot/core/settlement/draft-payment";
import { instructApproved, requestRelease } from "@firstlot/core/settlement/request-tranche";
import { listRuns } from "@firstlot/core/settlement/settlement-run-store";
import { loadProgress, loadSettlement } from "@firstlot/core/settlement/settlement-store";
import { loadBudget } from "@firstlot/core/settlement/spending-budget";
import { trancheReviewEffects } from "@firstlot/core/settlement/tranche-review-effects";
import { listTranches } from "@firstlot/core/settlement/tranche-store";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type LocalStore, openLocalStore } from "./local-store.ts";
import { CLOSES_AT, ENTERPRISE, OPENS_AT, SettlementScene } from "./settlement-scene.ts";

const UNTIL_CLOSED = Date.parse(CLOSES_AT) - Date.parse(OPENS_AT) + 10_000;
let local: LocalStore;
let scene: SettlementScene;
beforeEach(async () => {
  local = await openLocalStore();
  scene = new SettlementScene(local.store);
  await scene.open();
});
afterEach(() => local.close());

async function campaignOf(id: string) {
  const campaign = await loadCampaign(scene.store, id);
  invariant(
    campaign !== undefined && campaign.status !== "draft" && campaign.status !== "archived",
    "published",
  );
  invariant(campaign.status !== "changes_requested", "published");
  return campaign;
}
const tranchesOf = async (id: string) => listTranches(scene.store, await campaignOf(id));

describe("a campaign that reaches its goal", () => {
  it("is decided, confirmed and split to the cent, and its money leaves by the bank's word alone", async () => {
    const { id, pledges } = await scene.paid(4);
    await scene.advance(UNTIL_CLOSED);
    expect(await scene.status(id)).toBe("funded");
    for (const { id: pledgeId } of pledges) {
      expect(await loadPledge(scene.store, pledgeId)).toMatchObject({ status: "confirmed" });
    }
    // 60.00: fee 3.00, VAT 0.60, reserve 2.82 of 56.40, locked 53.58
    expect(await scene.balances(id)).toEqual({
      "custody.EUR": 60_00,
      "fee-payable.EUR": 3_00,
      "vat-payable.EUR": 60,
      "reserve.EUR": 2_82,
      "tranche-locked.EUR": 53_58,
    });
    expect(await loadSettlement(scene.store, id)).toMatchObject({
      status: "confirmed",
      confirmedMinor: 60_00,
    });
    expect(await loadProgress(scene.store, id)).toMatchObject({ confirmed: 4 });
    expect((await tranchesOf(id)).map(({ status, amount }) => [status, amount.minor])).toEqual([
      ["instructed", 32_15],
      ["locked", 21_43],
    ]);
    await scene.advance(DAY_MS);
    expect((await scene.balances(id))["tranche-locked.EUR"]).toBe(53_58);
    expect(await scene.bankSays("settled")).toBe(3);
    expect(await scene.status(id)).toBe("delivering");
    expect(await scene.balances(id)).toEqual({
      "custody.EUR": 24_25,
      "campaign-bank.EUR": 32_15,
      "reserve.EUR": 2_82,
      "tranche-locked.EUR": 21_43,
      "campaign-account.EUR": 32_15,
    });
    await scene.advance(HOUR_MS);
    const { items } = await listRuns(scene.store, { limit: 10 });
    expect(items[0]).toMatchObject({ status: "confirmed", count: 3, controlTotalMinor: 35_75 });
    console.info(formatLedgerTable(await listAccounts(scene.store, id)));
  });

  it("waits for the last reservation, and counts it when it is paid in time", async () => {
    const { offer, id } = await scene.paid(2);
    await scene.advance(UNTIL_CLOSED - 60_000);
    const last = await scene.reserved(offer, 9);
    await scene.advance(DAY_MS);
    expect(await scene.status(id)).toBe("closing");
    await scene.pays(offer, last);
    await scene.advance(2 * HOUR_MS);
    expect(await scene.status(id)).toBe("funded");
  });

  it("fails by one cent of goods when the last reservation is not paid", async () => {
    const { offer, id, pledges } = await scene.paid(2, { minGoal: money(20_01, "EUR") });
    await scene.advance(UNTIL_CLOSED - 60_000);
    await scene.reserved(offer, 9);
    await scene.advance(8 * DAY_MS);
    expect(await scene.status(id)).toBe("refunding");
    expect(await scene.bankSays("settled")).toBe(2);
    await scene.advance(DAY_MS);
    expect(await scene.status(id)).toBe("refunded");
    expect(await scene.balances(id)).toEqual({});
    for (const pledge of pledges) {
      expect(await loadPledge(scene.store, pledge.id)).toMatchObject({ status: "refunded" });
    }
  });

  it("closes early when paid money reaches the hard cap", async () => {
    const { offer, id } = await scene.paid(3, { hardCap: money(40_00, "EUR") });
    const look = () => closeAtCap(scene.campaignDeps, scene.command(), { campaignId: id, k: 0 });
    const last = await scene.reserved(offer, 9);
    expect(await look()).toBe(false);
    await scene.pays(offer, last);
    expect(await look()).toBe(true);
    await scene.advance(60_000);
    expect(await scene.status(id)).toBe("funded");
  });

  it("settles a campaign of four shards into its main accounts", async () => {
    const { id } = await scene.paid(8, { shards: 4 });
    await scene.advance(UNTIL_CLOSED);
    const balances = await scene.balances(id);
    expect(Object.keys(balances).filter((name) => /\.\d$/.test(name))).toEqual([]);
    expect(balances["custody.EUR"]).toBe(120_00);
  });

  it("gives one verdict when two workers settle at once", async () => {
    const { id } = await scene.paid(4);
    await scene.advance(UNTIL_CLOSED - 9_999);
    scene.now = CLOSES_AT;
    await closeIntent(scene.campaignDeps, scene.command(), { campaignId: id, reason: "deadline" });
    const answers = await Promise.allSettled(
      [1, 2, 3].map(() => decideSettlement(scene.deps, { ref: id, data: {} })),
    );
    expect(answers.some(({ status }) => status === "fulfilled")).toBe(true);
    await scene.advance(HOUR_MS);
    expect(await scene.status(id)).toBe("funded");
    expect((await scene.balances(id))["tranche-locked.EUR"]).toBe(53_58);
  });
});

describe("a campaign that ends without its goal", () => {
  it("refunds everybody who paid when it is cancelled while live, without waiting for open reservations", async () => {
    const { offer, id } = await scene.paid(3);
    const open = await scene.reserved(offer, 7);
    const asked = { campaignId: id, enterpriseId: ENTERPRISE };
    expect((await cancelByEnterprise(scene.campaignDeps, scene.command(), asked)).ok).toBe(true);
    await scene.advance(DAY_MS);
    expect(await scene.bankSays("settled")).toBe(3);
    await scene.pays(offer, open);
    await scene.advance(2 * DAY_MS);
    expect(await scene.bankSays("settled")).toBe(1);
    await scene.advance(DAY_MS);
    expect(await scene.status(id)).toBe("refunded");
    expect(await scene.balances(id)).toEqual({});
  });

  it("refunds pledges that were paid in many parts one by one, each payment to where it came from", async () => {
    const offer = await scene.live({ minGoal: money(900_00, "EUR") });
    for (let backer = 0; backer < 6; backer++) {
      const pledge = await scene.reserved(offer, backer);
      for (const minor of [1_00, 2_00, 3_00, 9_00]) await scene.pays(offer, pledge, minor);
    }
    await scene.advance(UNTIL_CLOSED + DAY_MS);
    expect(await scene.bankSays("settled")).toBe(24);
    await scene.advance(DAY_MS);
    expect(await scene.status(offer.campaignId)).toBe("refunded");
    expect(await scene.balances(offer.campaignId)).toEqual({});
  });

  it("gives back whole what was funded, as long as nothing has left custody", async () => {
    const { id } = await scene.paid(4);
    await scene.advance(UNTIL_CLOSED);
    expect(await scene.status(id)).toBe("funded");
    const first = { campaignId: id, personId: "p1", reason: "fraud" };
    expect((await requestCancellation(scene.campaignDeps, scene.command(), first)).ok).toBe(true);
    const second = { campaignId: id, personId: "p2" };
    expect((await confirmCancellation(scene.campaignDeps, scene.command(), second)).ok).toBe(true);
    await scene.advance(DAY_MS);
    expect(await scene.bankSays("settled")).toBe(4);
    await scene.advance(DAY_MS);
    expect(await scene.status(id)).toBe("refunded");
    expect(await scene.balances(id)).toEqual({});
    expect(await scene.balances("platform")).not.toHaveProperty(["fee-income.CNY"]);
  });

  it("is not cancelled any more once its fee has been sent", async () => {
    const { id } = await scene.paid(4);
    await scene.advance(UNTIL_CLOSED + DAY_MS);
    const asked = await requestCancellation(scene.campaignDeps, scene.command(), {
      campaignId: id,
      personId: "p1",
      reason: "late",
    });
    expect(asked).toMatchObject({ ok: false, error: { kind: "already_paid_out" } });
    await scene.bankSays("settled");
  });
});

/** A campaign whose first tranche, 32.15, is on the campaign account. */
async function delivering() {
  const found = await scene.paid(4);
  await scene.advance(UNTIL_CLOSED + DAY_MS);
  await scene.bankSays("settled");
  return found;
}

describe("tranches", () => {
  it("asks for the evidence that the plan names, and releases on the decision of a case", async () => {
    const { id } = await delivering();
    const [, second] = await tranchesOf(id);
    invariant(second !== undefined, "two tranches");
    const asked = { trancheId: second.id, enterpriseId: ENTERPRISE };
    const ask = (evidenceIds: string[]) =>
      requestRelease(scene.deps, scene.command(), { ...asked, evidenceIds });
    expect(await ask([])).toMatchObject({ error: { kind: "evidence_missing", types: ["invoice"] } });
    expect(await ask(["evd_1"])).toMatchObject({ error: { kind: "evidence_unknown" } });
    scene.evidence.set("evd_1", { type: "invoice", sha256: "0" });
    const requested = await ask(["evd_1"]);
    expect(requested).toMatchObject({ ok: true, value: { value: { status: "requested" } } });
    expect(await ask(["evd_1"])).toMatchObject({ error: { kind: "tranche_status", status: "requested" } });
    invariant(requested.ok && requested.value.value.status === "requested", "requested");
    await decideCase(requested.value.value, "reject");
    expect((await tranchesOf(id))[1]).toMatchObject({ status: "refused" });
    const again = await ask(["evd_1"]);
    invariant(again.ok && again.value.value.status === "requested", "requested again");
    await decideCase(again.value.value, "approve");
    expect((await tranchesOf(id))[1]).toMatchObject({ status: "instructed" });
  });

  it("is approved again when the bank rejects it, and a successor is issued", async () => {
    const { id } = await scene.paid(4);
    await scene.advance(UNTIL_CLOSED + DAY_MS);
    await scene.bankSays("rejected", ({ kind }) => kind === "tranche");
    expect((await tranchesOf(id))[0]).toMatchObject({ status: "approved" });
    expect((await scene.balances(id))["tranche-locked.EUR"]).toBe(53_58);
    const [first] = await tranchesOf(id);
    invariant(first !== undefined, "a tranche");
    expect((await instructApproved(scene.deps, scene.command(), { trancheId: first.id })).ok).toBe(true);
    await scene.advance(DAY_MS);
    await scene.bankSays("settled");
    expect((await tranchesOf(id))[0]).toMatchObject({ status: "paid" });
    expect(await scene.status(id)).toBe("delivering");
  });

  it("gives the cash and the claim back when the bank returns it", async () => {
    const { id } = await delivering();
    const before = await loadBudget(scene.store, id);
    expect(before?.freeMinor).toBe(32_15);
    await scene.bankSays("returned", ({ kind, book }) => kind === "tranche" && book === id);
    expect((await tranchesOf(id))[0]).toMatchObject({ status: "approved" });
    expect((await loadBudget(scene.store, id))?.freeMinor).toBe(0);
    expect(await scene.balances(id)).toMatchObject({ "custody.EUR": 56_40, "tranche-locked.EUR": 53_58 });
  });

  it("is held by the run when the enterprise was suspended after its approval; fees go out", async () => {
    const { id } = await scene.paid(4);
    await scene.advance(UNTIL_CLOSED);
    scene.mayReceive = false;
    await scene.advance(DAY_MS);
    expect(await scene.bankSays("settled")).toBe(2);
    expect(await scene.balances(id)).toMatchObject({ "tranche-locked.EUR": 53_58, "custody.EUR": 56_40 });
  });

  it("waits while the enterprise may not receive money", async () => {
    scene.mayReceive = false;
    const { id } = await scene.paid(4);
    await scene.advance(UNTIL_CLOSED);
    expect((await tranchesOf(id))[0]).toMatchObject({ status: "approved" });
  });
});

async function decideCase(
  tranche: { id: string; contentHash: string },
  verdict: "approve" | "reject",
): Promise<void> {
  const person = (name: string) => ({ userId: `usr_${name}`, personId: name, at: scene.now });
  const effects = trancheReviewEffects(scene.deps);
  const decided = z.custom<Parameters<typeof effects.onDecided>[0]>().parse({
    id: "cas_1",
    subject: { kind: "tranche", id: tranche.id, contentHash: tranche.contentHash },
    decision: { verdict, analyst: person("a"), approvers: [person("b")], explanation: { reasonCodes: [] } },
  });
  const committed = await scene.store.commit(await effects.onDecided(decided, scene.command()));
  expect(committed.ok).toBe(true);
}

const SUPPLIER = { name: "Glass AG", account: accountNumberSchema.parse("CH9300762011623852957") };

describe("payment requests", () => {
  const draft = async (id: string, content: object) => {
    const campaign = await campaignOf(id);
    const drafted = await draftPayment(scene.deps, scene.command(), {
      campaignId: campaign.id,
      enterpriseId: ENTERPRISE,
      content: {
        lineId: "s1",
        amount: money(12_00, "EUR"),
        payee: SUPPLIER,
        invoiceEvidenceId: "evd_1",
        ...content,
      },
    });
    invariant(drafted.ok, "drafted");
    return { paymentId: drafted.value.value.id, enterpriseId: ENTERPRISE };
  };
  const submit = async (id: string, content: object = {}) =>
    submitPayment(scene.deps, scene.command(), await draft(id, content));

  it("pays a supplier against an invoice and the own-costs line to the payout account, inside plan and money", async () => {
    const { id } = await delivering();
    expect(await submit(id)).toMatchObject({ error: { kind: "evidence_unknown" } });
    scene.evidence.set("evd_1", { type: "invoice", sha256: "0" });
    expect(await submit(id, { invoiceEvidenceId: undefined })).toMatchObject({
      error: { kind: "invoice_missing" },
    });
    expect(await submit(id)).toMatchObject({ ok: true, value: { value: { status: "instructed" } } });
    expect(await submit(id, { amount: money(8_01, "EUR") })).toMatchObject({
      error: { kind: "spending_line_exceeded", remaining: money(8_00, "EUR") },
    });
    const own = { lineId: "s2", amount: money(10_00, "EUR"), invoiceEvidenceId: undefined };
    expect(await submit(id, own)).toMatchObject({ error: { kind: "payee_not_payout_account" } });
    expect(await submit(id, { ...own, payee: undefined })).toMatchObject({
      ok: true,
      value: { value: { status: "instructed", payee: { name: "Maker GmbH" } } },
    });
    await scene.advance(DAY_MS);
    expect(await scene.bankSays("settled", ({ book }) => book === id)).toBe(2);
    expect(await scene.balances(id)).toMatchObject({
      "campaign-bank.EUR": 10_15,
      "campaign-account.EUR": 10_15,
    });
    expect(await loadBudget(scene.store, id)).toMatchObject({ freeMinor: 10_15 });
  });

  it("never asks for more than is on the campaign account", async () => {
    const { id } = await scene.paid(4);
    await scene.advance(UNTIL_CLOSED);
    scene.evidence.set("evd_1", { type: "invoice", sha256: "0" });
    expect(await submit(id)).toMatchObject({
      error: { kind: "campaign_account_short", available: money(0, "EUR") },
    });
  });

  it("asks two persons above the limit, and gives the money back to the plan when it is refused or returned", async () => {
    const big = {
      shippingZones: [],
      tiers: [tier(20_000_00)],
      spendingPlan: [line(15_000_00)],
      hardCap: money(100_000_00, "EUR"),
    };
    const { offer, id } = await scene.paid(0, big);
    await scene.pays(offer, await scene.reserved(offer, 1), 20_000_00);
    await scene.advance(UNTIL_CLOSED + DAY_MS);
    await scene.bankSays("settled");
    scene.evidence.set("evd_1", { type: "invoice", sha256: "0" });
    const asked = await draft(id, { amount: money(5_000_01, "EUR") });
    expect(await submitPayment(scene.deps, scene.command(), asked)).toMatchObject({
      value: { value: { status: "requested" } },
    });
    const approve = (personId: string) =>
      approvePayment(scene.deps, scene.command(), { paymentId: asked.paymentId, personId });
    expect(await approve("p1")).toMatchObject({ value: { value: { status: "requested" } } });
    expect(await approve("p1")).toMatchObject({ error: { kind: "second_person_required" } });
    expect(await approve("p2")).toMatchObject({ value: { value: { status: "instructed" } } });
    const other = await draft(id, { amount: money(5_000_01, "EUR") });
    await submitPayment(scene.deps, scene.command(), other);
    await refusePaymentRequest(scene.deps, scene.command(), { ...other, reason: "not in the plan" });
    await scene.advance(DAY_MS);
    await scene.bankSays("rejected", ({ book }) => book === id);
    expect(await loadBudget(scene.store, id)).toMatchObject({ lines: [{ remainingMinor: 15_000_00 }] });
  });
});

const tier = (minor: number) => ({
  id: "t1",
  name: { en: "One" },
  description: { en: "One" },
  price: money(minor, "EUR"),
  units: 100,
  perBacker: 5,
  deliverBy: "2027-03",
  shipsTo: [],
});
const line = (minor: number) => ({
  id: "s1",
  purpose: { en: "Jars" },
  amount: money(minor, "EUR"),
  payee: "supplier",
});

describe("completion", () => {
  it("completes when every pledge is fulfilled and every tranche paid, and releases the reserve", async () => {
    const { id, pledges } = await scene.paid(4, {
      tranches: [{ id: "r1", shareBps: 10_000, condition: { en: "x" }, evidenceTypes: [] }],
    });
    await scene.advance(UNTIL_CLOSED + DAY_MS);
    await scene.bankSays("settled");
    await scene.advance(DAY_MS);
    expect(await scene.status(id)).toBe("delivering");
    const tracked = { kind: "enterprise", enterpriseId: ENTERPRISE, tracking: "T1" } as const;
    for (const { id: pledgeId } of pledges) {
      await fulfil({ store: scene.store }, scene.command(), { pledgeId, by: tracked });
    }
    await scene.advance(DAY_MS);
    expect(await scene.status(id)).toBe("completed");
    await scene.advance(3 * DAY_MS); // a weekend
    await scene.bankSays("settled");
    expect(await scene.balances(id)).toEqual({ "campaign-bank.EUR": 56_40, "campaign-account.EUR": 56_40 });
  });
});

describe("a process that dies at any point of a settlement", () => {
  it("ends in the same books", async () => {
    const points = await pointsOf(async () => settleOnce());
    expect(points).toContain("settlement.after-verdict");
    const expected = await settleOnce();
    for (const point of points) {
      let isDead = false;
      installKillPoint((name) => {
        if (name !== point || isDead) return;
        isDead = true;
        throw new Error(KILLED);
      });
      expect({ point, books: await settleOnce() }).toEqual({ point, books: expected });
      expect(isDead).toBe(true);
    }
    installKillPoint(() => undefined);
  }, 300_000);
});

const KILLED = "killed here";

async function pointsOf(run: () => Promise<unknown>): Promise<readonly string[]> {
  const seen = new Set<string>();
  installKillPoint((name) => {
    if (/^(settlement|shard|settlement-run)\./.test(name)) seen.add(name);
  });
  await run();
  installKillPoint(() => undefined);
  return [...seen];
}

/** From live to the first tranche paid, the process beginning again whenever it was killed. */
async function settleOnce(): Promise<Record<string, number>> {
  await local.close();
  local = await openLocalStore();
  scene = new SettlementScene(local.store);
  await scene.open();
  scene.survive = (message) => message.includes(KILLED);
  const { id } = await scene.paid(4);
  await scene.advance(UNTIL_CLOSED + 22 * HOUR_MS); // the next cut-off
  await scene.bankSays("settled");
  await scene.advance(HOUR_MS);
  expect(await scene.status(id)).toBe("delivering");
  const { items } = await listRuns(scene.store, { limit: 10 });
  expect(items.map(({ status }) => status)).toEqual(["confirmed"]);
  return { ...(await scene.balances(id)), ...(await scene.balances("platform")) };
}
