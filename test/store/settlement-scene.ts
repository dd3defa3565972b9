// Longer than others: one cast, clock and bank that every settlement test plays with; parts of it have no use alone.
import assert from "node:assert/strict";
import { accountNumberSchema, bankReferenceSchema } from "@firstlot/core/bank/account-number";
import { openCampaignBankAccount, openCustodyAccount } from "@firstlot/core/bank/bank-account";
import { nextCutOff } from "@firstlot/core/bank/calendar";
import { confirmInstruction, type InstructionEffects } from "@firstlot/core/bank/confirm-instruction";
import type { Instruction } from "@firstlot/core/bank/instruction";
import { listInstructions } from "@firstlot/core/bank/instruction-store";
import { type Partner, partnerSchema } from "@firstlot/core/bank/partner";
import { putPartner } from "@firstlot/core/bank/partner-store";
import { type Campaign, campaignIdSchema } from "@firstlot/core/campaign/campaign";
import type { CampaignDeps } from "@firstlot/core/campaign/campaign-deps";
import { onCampaignDue } from "@firstlot/core/campaign/campaign-due";
import { campaignChange, loadCampaign } from "@firstlot/core/campaign/campaign-store";
import { type Offer, offerOf } from "@firstlot/core/campaign/offer";
import { putOffer } from "@firstlot/core/campaign/offer-store";
import { sampleTerms } from "@firstlot/core/campaign/sample-terms";
import { enterpriseIdSchema, partnerIdSchema } from "@firstlot/core/identity/actor";
import { type Command, commandOf, systemCommand } from "@firstlot/core/kernel/command";
import { keyedIdPart } from "@firstlot/core/kernel/id";
import { addMs, type Instant, instantSchema, MINUTE_MS } from "@firstlot/core/kernel/instant";
import { invariant } from "@firstlot/core/kernel/invariant";
import type { Store } from "@firstlot/core/kernel/store";
import { balanceOf, openAccount } from "@firstlot/core/ledger/account";
import { campaignAccountIds } from "@firstlot/core/ledger/chart";
import { listAccounts, readJournal } from "@firstlot/core/ledger/ledger-store";
import { replayDifferences, trialBalance } from "@firstlot/core/ledger/trial-balance";
import { money } from "@firstlot/core/money/money";
import { confirmPayment } from "@firstlot/core/pledge/confirm-payment";
import { expirePledgeWhenDue } from "@firstlot/core/pledge/end-pledge";
import { referenceOf } from "@firstlot/core/pledge/payment-desk";
import { type Pledge, pledgeIdSchema } from "@firstlot/core/pledge/pledge";
import { pledgeRefundNews } from "@firstlot/core/pledge/refund-news";
import { refundOfPledge } from "@firstlot/core/pledge/refund-pledge";
import { reserve } from "@firstlot/core/pledge/reserve";
import { totalsOf } from "@firstlot/core/pledge/shard";
import { loadShards, openShards } from "@firstlot/core/pledge/shard-store";
import { refundInstructionEffects } from "@firstlot/core/refund/refund-effects";
import { closeShards, decideSettlement } from "@firstlot/core/settlement/close-campaign";
import { driveRun, type RunDeps } from "@firstlot/core/settlement/drive-run";
import { finishSettlement } from "@firstlot/core/settlement/finish-settlement";
import { settlementInstructionEffects } from "@firstlot/core/settlement/instruction-effects";
import { openDueRuns } from "@firstlot/core/settlement/open-due-runs";
import { hasPaidOut } from "@firstlot/core/settlement/reverse-split";
import { confirmPledges, refundPledges } from "@firstlot/core/settlement/settle-pledges";
import { DUE_SHARDS } from "@firstlot/core/work/due";
import { loadWork, runWork, type WorkHandlers } from "@firstlot/core/work/run-work";
import { workIdSchema } from "@firstlot/core/work/work-item";
import { idleHandlers } from "./idle-handlers.ts";
import { CALENDAR, desk } from "./pledge-scene.ts";

const someId = (prefix: string, name: string | number): string =>
  `${prefix}_${keyedIdPart("settlement", [prefix, String(name)])}`;

const PARTNER = partnerIdSchema.parse(someId("ptr", "bank"));
export const ENTERPRISE = enterpriseIdSchema.parse(someId("ent", "maker"));
const CUSTODY = accountNumberSchema.parse("DE12500105170648489890");
export const OPENS_AT = instantSchema.parse("2026-11-24T08:00:00.000Z");
/** A Tuesday. */
export const CLOSES_AT = instantSchema.parse("2026-12-15T16:00:00.000Z");
const eur = (minor: number) => money(minor, "EUR");
const PAYOUT = { name: "Maker GmbH", account: accountNumberSchema.parse("DE89370400440532013000") };

const partner: Partner = partnerSchema.parse({
  id: PARTNER,
  name: "Bank",
  calendar: CALENDAR,
  currencies: ["EUR"],
  feeAccounts: { EUR: "DE02120300000000202051" },
  clientId: "bank",
  paymentPageUrl: "https://bank.example/pay",
  apiUrl: "https://bank.example/api",
  confirmationKeys: [],
  createdAt: OPENS_AT,
  payloadHash: "",
  version: 1,
  eventHash: "",
  status: "live",
  certifiedAt: OPENS_AT,
});

/** One tier at 10.00, shipping 5.00; goal 30.00; two tranches, the second on an invoice. */
const terms = (over: Parameters<typeof sampleTerms>[0] = {}) =>
  sampleTerms({
    tiers: [
      {
        id: "t1",
        name: { en: "One lot" },
        description: { en: "One" },
        price: eur(10_00),
        units: 100,
        perBacker: 5,
        deliverBy: "2027-03",
        shipsTo: ["z1"],
      },
    ],
    addOns: [],
    shippingZones: [
      { id: "z1", name: { en: "Germany" }, countries: ["DE"], firstUnit: eur(5_00), furtherUnit: eur(0) },
    ],
    spendingPlan: [
      { id: "s1", purpose: { en: "Jars" }, amount: eur(20_00), payee: "supplier" },
      { id: "s2", purpose: { en: "Work" }, amount: eur(10_00), payee: "own_costs" },
    ],
    minGoal: eur(30_00),
    hardCap: eur(1_000_00),
    deadline: CLOSES_AT,
    ...over,
  });

/** A platform whose clock the test moves, with every settlement part wired to the store. */
export class SettlementScene {
  readonly store: Store;
  now: Instant = OPENS_AT;
  mayReceive = true;
  /** Which errors are a process that died: it begins again with the same due item. */
  survive: (message: string) => boolean = () => false;
  readonly evidence = new Map<string, { type: string; sha256: string }>();
  #count = 0;
  #wall: Instant = OPENS_AT;

  constructor(store: Store) {
    this.store = store;
  }

  /** The bank and its custody account. */
  async open(): Promise<void> {
    const opening = { partnerId: PARTNER, number: CUSTODY, currency: "EUR", at: OPENS_AT } as const;
    await this.store.commit({ partner: putPartner(partner), ...openCustodyAccount(opening).writes });
  }

  get effects(): InstructionEffects {
    const refund = refundInstructionEffects({ store: this.store, onNews: pledgeRefundNews(this.store) });
    return { ...settlementInstructionEffects(this.store), refund };
  }

  get deps(): RunDeps {
    const { store } = this;
    return {
      store,
      now: () => this.now,
      wall: () => this.now,
      effects: this.effects,
      refunds: { refund: (pledge, refund) => refundOfPledge(store, pledge, refund) },
      enterprises: {
        mayReceive: async () => this.mayReceive,
        payoutAccount: async () => ({ payee: PAYOUT, stillVerified: {} }),
      },
      evidence: {
        find: async (_enterprise, id) => this.evidence.get(id),
        used: () => ({}),
      },
      review: { open: async ({ trancheId }) => ({ caseId: `case-of-${trancheId}`, writes: {} }) },
    };
  }

  get campaignDeps(): Pick<CampaignDeps, "store" | "shards" | "payouts"> {
    const { store } = this;
    return {
      store,
      payouts: { hasPaidOut: (id) => hasPaidOut(store, id) },
      shards: {
        open: openShards,
        setPhase: async () => undefined,
        paidRaised: async ({ campaignId, shards, currency }) =>
          money(totalsOf(await loadShards(store, { campaignId, shards })).paidRaised, currency),
      },
    };
  }

  command(actor = "system:test"): Command {
    this.#count += 1;
    return commandOf({
      secret: "s",
      actor,
      route: "r",
      idempotencyKey: String(this.#count),
      payload: this.#count,
      now: this.now,
      wall: this.now,
    });
  }

  /** A campaign that is live, with its offer, shards and accounts. */
  async live(over: Parameters<typeof sampleTerms>[0] & { shards?: number } = {}): Promise<Offer> {
    const { shards = 1, ...terming } = over;
    this.#count += 1;
    const id = campaignIdSchema.parse(someId("cmp", this.#count));
    const written = terms(terming);
    const approval = {
      caseId: "cas",
      contentHash: "hash",
      feeScheduleVersion: "2026-01",
      feeBps: 500,
      feeVatBps: 2_000,
      decidedBy: ["a", "b"],
      approvedAt: OPENS_AT,
    };
    const bank = { partnerId: PARTNER, custodyAccount: `${PARTNER}/${CUSTODY}` };
    const about = { campaignId: id, enterpriseId: ENTERPRISE, version: 1, opensAt: OPENS_AT };
    const offer: Offer = { ...offerOf({ ...about, terms: written, approval, bank }), shards };
    const next: Campaign = {
      ...{ id, kind: "presale", enterpriseId: ENTERPRISE, createdBy: "usr", createdAt: OPENS_AT },
      ...{ changedAt: OPENS_AT, termsVersion: 1, version: 1, eventHash: "", payloadHash: "" },
      ...{ terms: written, approval, publishedAt: OPENS_AT, offerVersion: 1, shards },
      closesAt: CLOSES_AT,
      status: "live",
    };
    const { writes } = campaignChange({
      previous: undefined,
      next,
      kind: "campaign.published",
      actor: "t",
      at: this.now,
    });
    const account = {
      partnerId: PARTNER,
      custody: CUSTODY,
      currency: "EUR",
      campaignId: id,
      at: this.now,
    } as const;
    const opened = {
      ...openCampaignBankAccount(account).writes,
      ...openShards(offer),
      offer: putOffer(offer),
    };
    const committed = await this.store.commit({ ...writes, ...opened });
    invariant(committed.ok, "a campaign opens");
    for (const accountId of campaignAccountIds({ book: id, currency: "EUR", shards })) {
      await this.store.commit({ account: openAccount(accountId) });
    }
    return offer;
  }

  async reserved(offer: Offer, backer: number, method: "page" | "transfer" = "transfer"): Promise<Pledge> {
    const lines = [{ itemId: "t1", quantity: 1 }];
    const input = { campaignId: offer.campaignId, lines, country: "DE", method };
    const done = await reserve(
      { store: this.store, desk, now: () => this.now },
      this.command(someId("usr", backer)),
      input,
    );
    invariant(done.ok, "a pledge is reserved");
    return done.value.value.pledge;
  }

  /** The bank says that money has come. */
  async pays(offer: Offer, pledge: Pledge, minor = 15_00): Promise<void> {
    this.#count += 1;
    const paid = await confirmPayment(
      { store: this.store, onUnallocated: async () => ({}) },
      this.command(),
      {
        partnerId: offer.partnerId,
        account: CUSTODY,
        reference: referenceOf(pledge.id),
        bankReference: bankReferenceSchema.parse(`IN${this.#count}`),
        amount: eur(minor),
        bookedAt: this.now,
        payer: { name: "Ada Backer", account: PAYOUT.account },
      },
    );
    invariant(paid.ok, "a payment is applied");
  }

  /** A campaign that `paid` backers have paid, 15.00 each with shipping. */
  async paid(paid: number, over: Parameters<SettlementScene["live"]>[0] = {}) {
    const offer = await this.live(over);
    const pledges: Pledge[] = [];
    for (let backer = 0; backer < paid; backer++) {
      const pledge = await this.reserved(offer, backer);
      await this.pays(offer, pledge);
      pledges.push(pledge);
    }
    return { offer, id: offer.campaignId, pledges };
  }

  get handlers(): WorkHandlers {
    const { deps } = this;
    return {
      ...idleHandlers,
      "campaign.close-shards": (item) => closeShards(deps, item.ref),
      "settlement.decide": (item) => decideSettlement(deps, item),
      "settlement.confirm-pledges": (item) => confirmPledges(deps, item),
      "settlement.refund-pledges": (item) => refundPledges(deps, item),
      "settlement.finish": (item) => finishSettlement(deps, item),
      "settlement.open-run": (item) => driveRun(deps, item),
    };
  }

  async #nextDue(): Promise<{ dueAt: Instant; pk: string } | undefined> {
    const partitions = Array.from({ length: DUE_SHARDS }, (_, k) => `DUE#${k}`);
    const firsts = await Promise.all(
      partitions.map((pk) => this.store.query({ index: "due", pk, limit: 1 })),
    );
    const [first] = firsts.flatMap(({ items }) => items.map(({ dueSk }) => String(dueSk))).sort();
    if (first === undefined) return undefined;
    const [dueAt = "", ...rest] = first.split("#");
    return { dueAt: instantSchema.parse(dueAt), pk: rest.join("#") };
  }

  /** Moves the clock on, visiting each due time and each cut-off in order. A failing work item fails the test. */
  async advance(ms: number): Promise<void> {
    const until = addMs(this.now, ms);
    let due = await this.#nextDue();
    for (;;) {
      const cutOff = nextCutOff(CALENDAR, this.now);
      if (due !== undefined && due.dueAt <= until && due.dueAt < cutOff) {
        const { dueAt, pk } = due;
        if (dueAt > this.now) this.now = dueAt;
        await this.#restarting(() => this.runDue(pk));
      } else if (cutOff <= until) {
        this.now = cutOff;
        const opened = await this.#restarting(() => openDueRuns(this.deps));
        if (opened?.length === 0) continue; // nothing was written: what is due next is still due next
      } else break;
      due = await this.#nextDue();
    }
    this.now = until;
  }

  /** @returns what the run returned, or `undefined` if its process died */
  async #restarting<T>(run: () => Promise<T>): Promise<T | undefined> {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Error && this.survive(error.message))) throw error;
      return undefined;
    }
  }

  async runDue(pk: string): Promise<void> {
    const [prefix, id = ""] = pk.split("#");
    if (prefix === "WORK") {
      const { store, handlers } = this;
      this.#wall = addMs(this.#wall, 10 * MINUTE_MS); // every lease has run out
      const clock = { now: () => this.now, wall: () => this.#wall };
      const run = await runWork({ store, handlers, ...clock }, await loadWork(store, workIdSchema.parse(id)));
      if (run.error !== undefined && !this.survive(run.error)) assert.fail(run.error);
    } else if (prefix === "PLEDGE") {
      const command = systemCommand({ name: "due", cause: [pk, this.now], now: this.now, wall: this.now });
      await expirePledgeWhenDue(this, command, pledgeIdSchema.parse(id));
    } else if (prefix === "CAMPAIGN") {
      await onCampaignDue(unusedHere(this.campaignDeps), this.command(), id);
    } else throw new Error(`nothing handles ${pk}`);
  }

  /** The bank has the same word on every open instruction, or on those that `which` picks. */
  async bankSays(
    outcome: "settled" | "rejected" | "returned",
    which: (instruction: Instruction) => boolean = () => true,
  ): Promise<number> {
    const status = outcome === "returned" ? "settled" : "sent";
    const { instructions } = await listInstructions(this.store, { partnerId: PARTNER, status, limit: 500 });
    const chosen = instructions.filter(which);
    for (const instruction of chosen) {
      this.#count += 1;
      const said = await confirmInstruction({ store: this.store, effects: this.effects }, this.command(), {
        partnerId: PARTNER,
        instructionId: instruction.id,
        endToEndId: instruction.endToEndId,
        outcome,
        amount: instruction.amount,
        bankReference: bankReferenceSchema.parse(`OUT${this.#count}`),
        bookedAt: this.now,
        sequence: outcome === "returned" ? 2 : 1,
        ...(outcome === "settled" ? {} : { reason: "AC04" }),
        source: "confirmation",
        evidence: "test",
      });
      assert(said.ok && said.value.kind === "applied", "the bank's word is applied");
    }
    return chosen.length;
  }

  async status(campaignId: string): Promise<string> {
    return (await loadCampaign(this.store, campaignId))?.status ?? "none";
  }

  /** Balances by account, zeros left out; the books must be right. */
  async balances(book: string): Promise<Record<string, number>> {
    const accounts = await listAccounts(this.store, book);
    assert.deepEqual(replayDifferences(accounts, await readJournal(this.store, book)), []);
    for (const line of trialBalance(accounts)) {
      assert.deepEqual([line.differencePosted, line.differencePending], [0, 0]);
    }
    const all = accounts.map(({ id, ...counters }): [string, number] => [
      id.slice(book.length + 1),
      balanceOf(id, counters),
    ]);
    return Object.fromEntries(all.filter(([, balance]) => balance !== 0));
  }
}

/** Timers of a live campaign use only the store, the shards and the payouts. */
function unusedHere(deps: Pick<CampaignDeps, "store" | "shards" | "payouts">): CampaignDeps {
  const never = () => {
    throw new Error("not used by the timers of a live campaign");
  };
  return {
    ...deps,
    enterprises: { standingOf: never },
    bank: { custodyFor: never, openBook: never },
  };
}
