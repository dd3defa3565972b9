import { z } from "zod";
import type { Offer } from "../campaign/offer.ts";
import { loadOffer } from "../campaign/offer-store.ts";
import { countrySchema } from "../campaign/presale-terms.ts";
import { basketLineSchema, LINES_MAX, type Quote, quote } from "../campaign/quote.ts";
import { userIdSchema } from "../identity/actor.ts";
import { type Command, createdId, type Done, type IdempotencyRefusal, once } from "../kernel/command.ts";
import type { Instant } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { type Store, StoreUnavailableError } from "../kernel/store.ts";
import { moneySchema } from "../money/money.ts";
import { countPledge } from "./backer-campaign.ts";
import { type PaymentDesk, type PaymentInstructions, payByOf, paymentInstructions } from "./payment-desk.ts";
import {
  basketOf,
  type Pledge,
  type PledgeId,
  payMethodSchema,
  pledgeIdSchema,
  wordsVersionSchema,
} from "./pledge.ts";
import type { ReserveRefusal } from "./pledge-refusal.ts";
import { loadPledge, pledgeChange, pledgeKey } from "./pledge-store.ts";
import { limitsOf, reserveRefusal } from "./reserve-limits.ts";
import { type ShardRefusal, shardRefusal } from "./shard.ts";
import { type FillPlan, planFill, probeOrder } from "./shard-probe.ts";
import { loadShards, moveUnits, takeUnits } from "./shard-store.ts";

/** What reserving needs: the store, the bank's public side, and the business time anew for every attempt. */
export interface ReserveDeps {
  readonly store: Store;
  readonly desk: PaymentDesk;
  readonly now: () => Instant;
}

/** What a backer asks for. `expectedTotal` is the price shown; another one is refused, never charged. */
export const reserveInputSchema = z.strictObject({
  campaignId: z.string(),
  lines: z.array(basketLineSchema).min(1).max(LINES_MAX),
  /** Where it is shipped to; the address itself follows by `setDelivery`. */
  country: countrySchema,
  method: payMethodSchema,
  /** The code of the link that led here. */
  via: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,40}$/)
    .optional(),
  expectedTotal: moneySchema.optional(),
  /** The risk words that the backer has read and ticked; kept with the time of the reservation. */
  acknowledged: z.strictObject({ version: wordsVersionSchema }).optional(),
});
export type ReserveInput = Readonly<z.infer<typeof reserveInputSchema>>;

/** The id of the pledge that this command makes, on whichever try. */
const newPledgeId = (command: Command): PledgeId => pledgeIdSchema.parse(createdId("plg", command));

/** A pledge, and how to pay it while it is reserved. */
export interface Reserved {
  readonly pledge: Pledge;
  readonly payment?: PaymentInstructions;
}

const OFFER_VERSIONS_TRIED_MAX = 3;
/** Full scans before the shop is called too busy: each lost round means that another backer was served. */
const SCANS_MAX = 64;
/** Tries on one shard whose partition refuses for conflicts or throttling, each with the store's own six. */
const BUSY_TRIES_MAX = 3;

type Placed = Result<Pledge, ReserveRefusal>;
interface Asked {
  readonly deps: ReserveDeps;
  readonly command: Command;
  readonly input: ReserveInput;
  readonly offer: Offer;
}

/**
 * Reserves a basket: one transaction of four items (shard, pledge, event, the backer's item), nine write units.
 * Stock is never oversold and the hard cap never passed, whatever races; a retry is the same pledge.
 * @see docs/rules/pledge.md#reserving
 */
export async function reserve(
  deps: ReserveDeps,
  command: Command,
  input: ReserveInput,
): Promise<Result<Done<Reserved>, ReserveRefusal | IdempotencyRefusal>> {
  const { store } = deps;
  const id = newPledgeId(command);
  const done = await once<Pledge, ReserveRefusal>({
    store,
    command,
    identity: pledgeKey(id),
    attempt: () => placeUnderCurrentOffer(deps, command, input),
    current: async () => {
      const pledge = await loadPledge(store, id);
      return pledge === undefined ? err({ kind: "not_found" }) : ok(pledge);
    },
  });
  if (!done.ok) return done;
  const { value: pledge, replayed } = done.value;
  return ok({ value: await withPayment(deps, pledge), replayed });
}

/** A pledge with its payment instructions while it waits for money. */
export async function withPayment(
  deps: Pick<ReserveDeps, "store" | "desk">,
  pledge: Pledge,
): Promise<Reserved> {
  if (pledge.status !== "reserved") return { pledge };
  const offer = await loadOffer(deps.store, pledge.campaignId, pledge.offerVersion);
  invariant(offer !== undefined, "a pledge names an offer that exists");
  return { pledge, payment: await paymentInstructions(deps.desk, pledge, offer) };
}

async function placeUnderCurrentOffer(
  deps: ReserveDeps,
  command: Command,
  input: ReserveInput,
): Promise<Placed> {
  let version = 1;
  for (let tried = 1; ; tried++) {
    const offer = await loadOffer(deps.store, input.campaignId, version);
    if (offer === undefined) return err({ kind: "not_found" });
    const placed = await place({ deps, command, input, offer });
    if (placed.ok || placed.error.kind !== "offer_changed" || tried === OFFER_VERSIONS_TRIED_MAX)
      return placed;
    version = placed.error.offerVersion;
  }
}

/** Probes a few shards, then scans all, moving stock together where no single shard has the basket. */
async function place(asked: Asked): Promise<Placed> {
  const { deps, command, offer } = asked;
  const seed = `${command.actor}#${command.requestId}`;
  for (const k of probeOrder({ seed, shards: offer.shards })) {
    const tried = await takeFrom(asked, k);
    if (tried.ok || tried.error.kind !== "dry") return settled(tried);
  }
  for (let scan = 1; scan <= SCANS_MAX; scan++) {
    const quoted = priced(asked, deps.now());
    if (!quoted.ok) return quoted;
    const shards = await loadShards(deps.store, offer);
    const open = shards.filter(({ phase }) => phase === "open");
    const asOf = { now: deps.now(), offerVersion: offer.version };
    if (open.length === 0) return settled(err(shardRefusal(shards[0], asOf)));
    const plan = planFill(open, basketOf(soldIn(quoted.value)));
    if (plan.kind === "sold_out") return err({ kind: "sold_out", itemIds: plan.counters });
    if (plan.kind === "cap_reached") return err({ kind: "cap_reached" });
    await gather(deps.store, offer.campaignId, plan);
    const tried = await takeFrom(asked, plan.k);
    if (tried.ok || tried.error.kind !== "dry") return settled(tried);
  }
  throw new StoreUnavailableError("every scan of the shards was overtaken by other backers");
}

/**
 * Moves the planned stock together. A move that somebody overtook, or that a busy shard refused, is left: the shard
 * is tried all the same, and the next scan plans anew.
 */
async function gather(
  store: Store,
  campaignId: string,
  { k: to, moves }: Extract<FillPlan, { kind: "fill" }>,
): Promise<void> {
  for (const { from, moved } of moves) {
    try {
      await store.commit(moveUnits({ campaignId, from, to, moved }));
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
    }
    killPoint("pledge.stock-moved");
  }
}

/** `dry` is a reason to look further, never an answer to a backer. */
function settled(tried: Result<Pledge, ReserveRefusal | ShardRefusal>): Placed {
  if (tried.ok) return tried;
  return tried.error.kind === "dry" ? err({ kind: "concurrent_update" }) : err(tried.error);
}

function priced({ input, offer }: Asked, now: Instant): Result<Quote, ReserveRefusal> {
  const quoted = quote(offer, input.lines, input.country, now);
  if (!quoted.ok) return quoted;
  const { total } = quoted.value;
  const { expectedTotal } = input;
  if (
    expectedTotal !== undefined &&
    (expectedTotal.minor !== total.minor || expectedTotal.currency !== total.currency)
  )
    return err({ kind: "price_changed", total });
  return quoted;
}

const soldIn = ({ lines, goods, shipping }: Quote) => ({
  lines: lines.map(({ itemId, quantity, unitPrice }) => ({ itemId, quantity, priceMinor: unitPrice.minor })),
  raisedMinor: goods.minor,
  shippingMinor: shipping.minor,
});

async function takeFrom(asked: Asked, k: number): Promise<Result<Pledge, ReserveRefusal | ShardRefusal>> {
  for (let tried = 1; ; tried++) {
    try {
      return await tryShard(asked, k);
    } catch (error) {
      if (!(error instanceof StoreUnavailableError) || tried === BUSY_TRIES_MAX) throw error;
    }
  }
}

async function tryShard(asked: Asked, k: number): Promise<Result<Pledge, ReserveRefusal | ShardRefusal>> {
  const { deps, offer } = asked;
  const now = deps.now(); // anew for each attempt: the window is judged when the shard is asked
  const quoted = priced(asked, now);
  if (!quoted.ok) return quoted;
  const payBy = await payByOf(deps.desk, { offer, method: asked.input.method, now });
  const draft = draftPledge(asked, { k, now, payBy, quoted: quoted.value });
  const { pledge, writes } = pledgeChange({
    previous: undefined,
    next: draft,
    kind: "pledge.reserved",
    actor: asked.command.actor,
    at: now,
    data: {
      shard: k,
      raisedMinor: draft.raisedMinor,
      shippingMinor: draft.shippingMinor,
      currency: draft.currency,
      lines: draft.lines.map(({ itemId, quantity }) => ({ itemId, quantity })),
      method: draft.method,
      payBy,
      ...(draft.via === undefined ? {} : { via: draft.via }),
      ...(draft.acknowledged === undefined ? {} : { acknowledged: draft.acknowledged.version }),
    },
  });
  const { campaignId, version: offerVersion } = offer;
  const limits = limitsOf(offer, pledge);
  const committed = await deps.store.commit({
    shard: takeUnits({ campaignId, k }, basketOf(pledge), { now, offerVersion }),
    ...writes,
    backer: countPledge({ backerId: pledge.backerId, campaignId, pledgeId: pledge.id, lines: limits }),
  });
  if (!committed.ok) return err(reserveRefusal(committed.error, { pledge, limits, now, offerVersion }));
  killPoint("pledge.reserved");
  return ok(pledge);
}

function draftPledge(
  { command, input, offer }: Asked,
  { k, now, payBy, quoted }: { k: number; now: Instant; payBy: Instant; quoted: Quote },
): Extract<Pledge, { status: "reserved" }> {
  return {
    id: newPledgeId(command),
    kind: "presale",
    status: "reserved",
    campaignId: offer.campaignId,
    backerId: userIdSchema.parse(command.actor),
    partnerId: offer.partnerId,
    offerVersion: offer.version,
    shard: k,
    ...soldIn(quoted),
    country: input.country,
    currency: offer.currency,
    method: input.method,
    ...(input.via === undefined ? {} : { via: input.via }),
    ...(input.acknowledged === undefined
      ? {}
      : { acknowledged: { version: input.acknowledged.version, at: now } }),
    createdAt: now,
    payBy,
    payments: [],
    receivedMinor: 0,
    refundableMinor: 0,
    returned: [],
    payloadHash: command.payloadHash,
    version: 1,
    eventHash: "",
  };
}
