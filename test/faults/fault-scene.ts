import { z } from "zod";
import { DEMO_PEOPLE } from "../../packages/local/src/platform/demo-people.ts";
import {
  type PledgeView,
  readPledge,
  reserved,
  transferred,
} from "../../packages/local/src/story/backer-acts.ts";
import type { Caller } from "../../packages/local/src/story/caller.ts";
import { publishedCampaign } from "../../packages/local/src/story/campaign-acts.ts";
import { verifiedEnterprise } from "../../packages/local/src/story/enterprise-acts.ts";
import { sliceApplicant, sliceTerms } from "../../packages/local/src/story/slice-data.ts";
import {
  daysAfter,
  moneyText,
  PUBLIC,
  STAFF,
  type Stage,
  withId,
} from "../../packages/local/src/story/stage.ts";

const CAMPAIGN_DAYS = 59;
/** In UTC: after the statements of the night, long before the bank's cut-off. */
const MORNING_HOUR = 6;

const itemsOf = <T extends z.ZodType>(item: T) => z.looseObject({ items: z.array(item) });
const anything = z.looseObject({ id: z.string() });
const breakItem = anything.extend({
  kind: z.string(),
  account: z.string(),
  bankReference: z.string().optional(),
  unposted: moneyText,
});
const quarantinedItem = anything.extend({ reason: z.string() });
const equation = z.looseObject({
  account: z.string(),
  difference: moneyText,
  breaks: moneyText,
  bankDay: z.string(),
});
const trial = z.looseObject({
  currencies: z.array(
    z.looseObject({ currency: z.string(), differencePosted: moneyText, differencePending: moneyText }),
  ),
  replay: z.looseObject({ complete: z.boolean(), differences: z.array(z.unknown()) }),
});
const bankAccount = z.looseObject({ account: z.string(), balance: z.string() });
const booking = z.looseObject({
  bankReference: z.string(),
  direction: z.enum(["credit", "debit"]),
  amountMinor: z.int(),
});
const refundView = withId.extend({ failure: z.string().optional() });
export type Trouble = Readonly<{
  kind: string;
  next?: number;
  on?: string;
  delayMs?: number;
  reason?: string;
}>;

/** What the operator reads of the books after a fault. */
export interface Books {
  readonly trials: readonly z.output<typeof trial>[];
  readonly equations: readonly z.output<typeof equation>[];
  readonly breaks: readonly z.output<typeof breakItem>[];
  readonly quarantined: readonly z.output<typeof quarantinedItem>[];
  readonly parked: number;
}

/** One campaign and one backer, at a bank that makes mistakes. */
export class FaultScene {
  readonly stage: Stage;
  readonly #campaignId: string;
  readonly #partnerId: string;
  readonly #backer: Caller;
  /** The same person with a second factor, as a change of the account asks for. */
  readonly #careful: Caller;
  #custody = "";

  private constructor(stage: Stage, ids: { campaignId: string; partnerId: string }) {
    this.stage = stage;
    this.#campaignId = ids.campaignId;
    this.#partnerId = ids.partnerId;
    this.#backer = stage.person(DEMO_PEOPLE.bo);
    this.#careful = stage.steppedUp(DEMO_PEOPLE.bo);
  }

  /** A verified enterprise with a live campaign, in the morning of a bank day. */
  static async open(stage: Stage): Promise<FaultScene> {
    const owner = stage.steppedUp(DEMO_PEOPLE.emma);
    const enterpriseId = await verifiedEnterprise(stage, owner, sliceApplicant());
    const now = await stage.now();
    const terms = { ...sliceTerms(now), deadline: daysAfter(now, CAMPAIGN_DAYS) };
    const campaignId = await publishedCampaign(stage, { enterpriseId, owner }, terms);
    const { items } = await stage.operator.do("GET", `${STAFF}/partners`, itemsOf(anything));
    const scene = new FaultScene(stage, { campaignId, partnerId: items[0]?.id ?? "" });
    await scene.nextMorning();
    return scene;
  }

  /** Arms a switch of the bank; what is left of earlier ones is switched off. */
  async arm(trouble: Trouble): Promise<{ publicKey?: string | undefined }> {
    const json = { partnerId: this.#partnerId, ...trouble };
    return this.stage.bank.do("POST", "/admin/faults", z.looseObject({ publicKey: z.string().optional() }), {
      json,
    });
  }

  /** Falsifies a booking in the bank's own books by one cent. */
  async tamper(bankReference: string): Promise<void> {
    const json = { account: this.#custody, bankReference, byMinor: 1 };
    await this.stage.bank.do("POST", "/admin/tamper", z.looseObject({}), { json });
  }

  /** The operator trusts a new key of the bank; the old one stays good for a day. */
  async trust(key: string): Promise<void> {
    const path = `${STAFF}/partners/${this.#partnerId}/confirmation-keys`;
    await this.stage.operator.do("POST", path, z.looseObject({}), {
      json: { key, overlapHours: 24 },
    });
  }

  /** The backer reserves and pays by transfer. @returns the pledge and the bank's reference of the money */
  async paid(): Promise<{ pledge: PledgeView; bankReference: string }> {
    const pledge = await reserved(this.#backer, this.#campaignId, { units: { t1: 1 } });
    this.#custody = pledge.payment?.payee.account ?? "";
    await transferred(this.stage, pledge, {
      payer: { name: "Bo Backer", account: "DE75512108001245126199" },
    });
    const bookings = await this.bookings();
    await this.stage.settle();
    return { pledge, bankReference: bookings.at(-1)?.bankReference ?? "" };
  }

  /** Takes a pledge back: its money goes out with the bank's next settlement run. */
  async withdrawn(pledgeId: string): Promise<void> {
    await this.#backer.do("POST", `${PUBLIC}/pledges/${pledgeId}/withdraw`, withId);
    await this.stage.settle();
  }

  /** The backer names another account for a refund that failed. */
  async otherAccount(refundId: string): Promise<void> {
    await this.#careful.do("POST", `${PUBLIC}/refunds/${refundId}/account`, withId, {
      json: { name: "Bo Backer", account: "DE02100100100006820101" },
    });
    await this.stage.settle();
  }

  readonly pledge = (id: string): Promise<PledgeView> => readPledge(this.#backer, id);

  readonly refund = (id: string) => this.#backer.do("GET", `${PUBLIC}/refunds/${id}`, refundView);

  /** Goes on to the next morning of a bank day: a cut-off, a run and the statement of the day lie behind. */
  async nextMorning(): Promise<void> {
    const morning = new Date(daysAfter(await this.stage.now(), 1));
    morning.setUTCHours(MORNING_HOUR, 0, 0, 0);
    while (morning.getUTCDay() === 0 || morning.getUTCDay() === 6)
      morning.setUTCDate(morning.getUTCDate() + 1);
    await this.stage.until(morning.toISOString());
  }

  /** What the bank itself booked on the custody account. */
  async bookings(): Promise<readonly z.output<typeof booking>[]> {
    const path = `/admin/accounts/${this.#custody}/bookings`;
    return (await this.stage.bank.do("GET", path, itemsOf(booking))).items;
  }

  /** What the bank holds in custody, by its own books. */
  async custodyBalance(): Promise<string | undefined> {
    const { items } = await this.stage.bank.do("GET", "/admin/accounts", itemsOf(bankAccount));
    return items.find(({ account }) => account === this.#custody)?.balance;
  }

  async books(): Promise<Books> {
    const { operator } = this.stage;
    const read = <T extends z.ZodType>(path: string, schema: T) =>
      operator.do("GET", `${STAFF}${path}`, schema);
    const trials = [];
    for (const book of [this.#campaignId, this.#partnerId, "platform"]) {
      const answered = await operator.ask("GET", `${STAFF}/ledger/${book}/trial-balance`);
      if (answered.status !== 404) trials.push(trial.parse(answered.body));
    }
    return {
      trials,
      equations: (await read(`/partners/${this.#partnerId}/reconciliations`, itemsOf(equation))).items,
      breaks: (await read("/breaks?status=open&limit=100", itemsOf(breakItem))).items,
      quarantined: (await read("/quarantine?status=open&limit=100", itemsOf(quarantinedItem))).items,
      parked: (await read("/work/parked", itemsOf(anything))).items.length,
    };
  }
}
