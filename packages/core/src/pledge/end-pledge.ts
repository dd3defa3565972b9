import type { Offer } from "../campaign/offer.ts";
import { publishedOffer } from "../campaign/offer-store.ts";
import {
  type Command,
  commandKey,
  type Done,
  type IdempotencyRefusal,
  once,
  putCommand,
} from "../kernel/command.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { CommitFailure, Store, Writes } from "../kernel/store.ts";
import { transferWrites } from "../ledger/ledger-store.ts";
import type { RefundReason } from "../refund/refund.ts";
import { recountPledge } from "./backer-campaign.ts";
import { custodyNumberOf, type GivenBack, giveBackAll } from "./give-back.ts";
import { basketOf, isOverdue, type Pledge, type PledgeId, type PledgeIn } from "./pledge.ts";
import type { PledgeRefusal } from "./pledge-refusal.ts";
import { loadPledge, pledgeChange } from "./pledge-store.ts";
import { cancelPledge, type EndedPledge, expirePledge, withdrawPledge } from "./pledge-transition.ts";
import { returnUnits } from "./shard-store.ts";

export interface PledgeDeps {
  readonly store: Store;
}

type Answer = Result<Done<Pledge>, PledgeRefusal | IdempotencyRefusal>;

/** The pledge, if it is this backer's. */
async function loadOwn(store: Store, { pledgeId, actor }: { pledgeId: PledgeId; actor: string }) {
  const pledge = await loadPledge(store, pledgeId);
  return pledge?.backerId === actor ? ok(pledge) : err({ kind: "not_found" as const });
}

/** Ends a pledge before the verdict: its event, its stock and limits given back once, and refunds of what was received. */
function endingWrites(ending: {
  previous: PledgeIn<"reserved" | "paid">;
  next: EndedPledge;
  back: GivenBack;
  kind: string;
  command: Command;
}): { pledge: Pledge; writes: Writes } {
  const { previous, next, back, kind, command } = ending;
  const { pledge, writes } = pledgeChange({
    previous,
    next,
    kind,
    actor: command.actor,
    at: command.now,
    data: {
      raisedMinor: previous.raisedMinor,
      shippingMinor: previous.shippingMinor,
      currency: previous.currency,
      receivedMinor: previous.receivedMinor,
      refundIds: [...back.refundIds],
    },
  });
  const shard = { campaignId: previous.campaignId, k: previous.shard };
  return {
    pledge,
    writes: mergeWrites(
      writes,
      {
        shard: returnUnits(shard, basketOf(previous), previous.status),
        backer: recountPledge(previous, "off"),
      },
      back.writes,
      transferWrites(back.transfers),
    ),
  };
}

interface Ending {
  readonly reason: RefundReason;
  readonly kind: string;
  readonly next: (refundIds: GivenBack["refundIds"]) => EndedPledge;
}

/**
 * Commits an end. What was received is in the hot accounts of the pledge's shard; when a cancelled campaign was
 * consolidated in the meantime it is in the main ones, and the money is taken from there.
 */
async function commitEnd(
  store: Store,
  command: Command,
  ending: Ending & { previous: PledgeIn<"reserved" | "paid">; offer: Offer; extra?: Writes },
): Promise<Result<Pledge, PledgeRefusal>> {
  const { previous, offer, reason, kind, extra = {} } = ending;
  const circumstances = {
    reason,
    debtorAccount: custodyNumberOf(offer),
    at: command.now,
    actor: command.actor,
  };
  const endFrom = async (shard: number | undefined) => {
    const back = giveBackAll(previous, { ...circumstances, shard });
    const next = ending.next(back.refundIds);
    const { pledge, writes } = endingWrites({ previous, next, back, kind, command });
    const committed = await store.commit(mergeWrites(writes, extra));
    return committed.ok ? ok(pledge) : committed;
  };
  const hot = await endFrom(previous.shard);
  const ended = hot.ok || !isAccountAtFault(hot.error) ? hot : await endFrom(undefined);
  if (!ended.ok) return err(refusalOf(ended.error));
  killPoint(kind);
  return ended;
}

const isAccountAtFault = ({ failed }: CommitFailure): boolean =>
  failed.size > 0 && [...failed.keys()].every((name) => name.startsWith("account:"));

const refusalOf = ({ failed }: CommitFailure): PledgeRefusal =>
  failed.has("shard") && failed.size === 1 ? { kind: "campaign_settling" } : { kind: "concurrent_update" };

/**
 * Ends a reservation whose `payBy` has passed: units, headroom and limit return once, a part payment goes back. Due
 * on the pledge's own item; a pledge that was paid or ended meanwhile is left as it is.
 * @see docs/rules/pledge.md#expiry
 */
export async function expirePledgeWhenDue(
  deps: PledgeDeps,
  command: Command,
  pledgeId: PledgeId,
): Promise<Result<Pledge, PledgeRefusal>> {
  const previous = await loadPledge(deps.store, pledgeId);
  if (previous === undefined) return err({ kind: "not_found" });
  if (previous.status !== "reserved") return ok(previous);
  if (!isOverdue(previous, command.now)) return err({ kind: "not_due", payBy: previous.payBy });
  const offer = await publishedOffer(deps.store, previous.campaignId, previous.offerVersion);
  return commitEnd(deps.store, command, {
    previous,
    offer,
    reason: "short_at_expiry",
    kind: "pledge.expired",
    next: (refundIds) => expirePledge(previous, { at: command.now, refundIds }),
  });
}

/** A backer's command that ends a pledge, once per key. */
function endOwn(
  deps: PledgeDeps,
  command: Command,
  pledgeId: PledgeId,
  decide: (
    pledge: Pledge,
    offer: Offer,
  ) => Result<Ending & { previous: PledgeIn<"reserved" | "paid"> }, PledgeRefusal>,
): Promise<Answer> {
  const { store } = deps;
  const current = () => loadOwn(store, { pledgeId, actor: command.actor });
  return once<Pledge, PledgeRefusal>({
    store,
    command,
    identity: commandKey(command),
    current,
    attempt: async () => {
      const loaded = await current();
      if (!loaded.ok) return loaded;
      const offer = await publishedOffer(store, loaded.value.campaignId, loaded.value.offerVersion);
      const decided = decide(loaded.value, offer);
      if (!decided.ok) return decided;
      return commitEnd(store, command, { ...decided.value, offer, extra: { command: putCommand(command) } });
    },
  });
}

/** `reserved → cancelled` by its backer; a part payment goes back. */
export const cancelReservation = (deps: PledgeDeps, command: Command, pledgeId: PledgeId): Promise<Answer> =>
  endOwn(deps, command, pledgeId, (previous) => {
    if (previous.status !== "reserved") return err({ kind: "pledge_status", status: previous.status });
    return ok({
      previous,
      reason: "cancelled_by_backer",
      kind: "pledge.cancelled",
      next: (refundIds) => cancelPledge(previous, { at: command.now, refundIds }),
    });
  });

/**
 * `paid → withdrawn` by its backer, freely before the deadline; the money goes back whole, each payment to the
 * account that it came from.
 * @see docs/rules/pledge.md#withdrawal
 */
export const withdraw = (deps: PledgeDeps, command: Command, pledgeId: PledgeId): Promise<Answer> =>
  endOwn(deps, command, pledgeId, (previous, offer) => {
    if (previous.status !== "paid") return err({ kind: "pledge_status", status: previous.status });
    if (command.now >= offer.closesAt) return err({ kind: "withdrawal_closed", closedAt: offer.closesAt });
    return ok({
      previous,
      reason: "withdrawn",
      kind: "pledge.withdrawn",
      next: (refundIds) => withdrawPledge(previous, { at: command.now, refundIds }),
    });
  });
