import { type Campaign, isIn } from "../campaign/campaign.ts";
import { loadCampaign } from "../campaign/campaign-store.ts";
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
import type { Store, Writes } from "../kernel/store.ts";
import { loadAccount, transferWrites } from "../ledger/ledger-store.ts";
import { money } from "../money/money.ts";
import { withdraw } from "../pledge/end-pledge.ts";
import { custodyNumberOf } from "../pledge/give-back.ts";
import type { Pledge, PledgeId, PledgeIn } from "../pledge/pledge.ts";
import type { PledgeRefusal } from "../pledge/pledge-refusal.ts";
import { loadPledge, pledgeChange } from "../pledge/pledge-store.ts";
import { withdrawPledge } from "../pledge/pledge-transition.ts";
import { hasWithdrawalRight } from "../pledge/withdrawal-right.ts";
import { requestRefund } from "../refund/request-refund.ts";
import { campaignAccount } from "./money-route.ts";
import { type RefundSources, refundParts, refundSources } from "./refund-source.ts";
import type { SettlementIn } from "./settlement.ts";
import { loadSettlement, settlementUnchanged } from "./settlement-store.ts";
import { giveBackTranche } from "./tranche.ts";
import { listTranches, trancheChange } from "./tranche-store.ts";

type Answer = Promise<Result<Done<Pledge>, PledgeRefusal | IdempotencyRefusal>>;
type Deps = Readonly<{ store: Store }>;

/** Why an instruction waits: the enterprise has the money, and nobody else's pays for it. */
export const WAITS_FOR_ENTERPRISE = "waits for the enterprise's repayment";

/**
 * A backer takes a pledge back: a paid one freely before the deadline, a confirmed one by consumer law until its goods
 * are sent. The money goes back whole, each payment to the account that it came from.
 * @see docs/rules/pledge.md#withdrawal
 */
export async function withdrawOwn(deps: Deps, command: Command, pledgeId: PledgeId): Answer {
  const free = await withdraw(deps, command, pledgeId);
  const isConfirmed = !free.ok && free.error.kind === "pledge_status" && free.error.status === "confirmed";
  return isConfirmed ? withdrawConfirmed(deps, command, pledgeId) : free;
}

function withdrawConfirmed({ store }: Deps, command: Command, pledgeId: PledgeId): Answer {
  const current = async (): Promise<Result<Pledge, PledgeRefusal>> => {
    const pledge = await loadPledge(store, pledgeId);
    return pledge?.backerId === command.actor ? ok(pledge) : err({ kind: "not_found" });
  };
  return once<Pledge, PledgeRefusal>({
    store,
    command,
    identity: commandKey(command),
    current,
    attempt: async () => {
      const loaded = await current();
      if (!loaded.ok) return loaded;
      const pledge = loaded.value;
      if (pledge.status !== "confirmed") return err({ kind: "pledge_status", status: pledge.status });
      if (!hasWithdrawalRight(pledge.country))
        return err({ kind: "no_right_of_withdrawal", country: pledge.country });
      const campaign = await loadCampaign(store, pledge.campaignId);
      const settlement = await loadSettlement(store, pledge.campaignId);
      // between the verdict and the split the books are being moved; after a cancellation everybody is refunded anyway
      if (
        campaign === undefined ||
        !isIn(campaign, ["funded", "delivering"]) ||
        settlement?.status !== "confirmed"
      )
        return err({ kind: "campaign_settling" });
      return commitWithdrawal(store, command, { pledge, campaign, settlement });
    },
  });
}

interface Withdrawing {
  readonly pledge: PledgeIn<"confirmed">;
  readonly campaign: Campaign & Parameters<typeof listTranches>[1];
  readonly settlement: SettlementIn<"confirmed">;
}

async function commitWithdrawal(
  store: Store,
  command: Command,
  { pledge: previous, campaign, settlement }: Withdrawing,
): Promise<Result<Pledge, PledgeRefusal>> {
  const { now: at, actor } = command;
  const reserve = await loadAccount(store, campaignAccount(settlement, "reserve"));
  const sources = refundSources(previous.refundableMinor, {
    tranches: await listTranches(store, campaign),
    reserveMinor: Math.max(0, reserve?.available ?? 0),
  });
  const back = await refundWrites(store, { pledge: previous, sources, at, actor });
  const { pledge, writes } = pledgeChange({
    previous,
    next: withdrawPledge(previous, { at, refundIds: back.refundIds }),
    kind: "pledge.withdrawn",
    actor,
    at,
    data: {
      raisedMinor: previous.raisedMinor,
      shippingMinor: previous.shippingMinor,
      currency: previous.currency,
      receivedMinor: previous.receivedMinor,
      refundIds: [...back.refundIds],
      fromTranchesMinor: sources.lockedMinor,
      fromReserveMinor: sources.reserveMinor,
      fromEnterpriseMinor: sources.receivableMinor,
    },
  });
  const committed = await store.commit(
    mergeWrites(writes, back.writes, trancheWrites(sources, { at, actor, pledgeId: previous.id }), {
      settlement: settlementUnchanged(settlement),
      command: putCommand(command),
    }),
  );
  killPoint("settlement.pledge-withdrawn");
  return committed.ok ? ok(pledge) : err({ kind: "concurrent_update" });
}

type By = Readonly<{ at: Command["now"]; actor: string }>;

/** One refund for what is covered and one for what the enterprise owes, for each payment; their transfers in one call. */
async function refundWrites(
  store: Store,
  { pledge, sources, at, actor }: By & { pledge: PledgeIn<"confirmed">; sources: RefundSources },
) {
  const { id: pledgeId, campaignId, backerId, partnerId, currency } = pledge;
  const debtorAccount = custodyNumberOf(await publishedOffer(store, campaignId, pledge.offerVersion));
  const going = pledge.payments.filter(({ refundableMinor }) => refundableMinor > 0);
  const parts = refundParts(
    going.map(({ refundableMinor }) => refundableMinor),
    sources,
  );
  const requested = parts.flatMap(({ payment: index, waits, minor, sources: from }) => {
    const payment = going[index];
    if (payment === undefined) return [];
    return requestRefund({
      cause: [pledgeId, payment.bankReference, "withdrawn", ...(waits ? ["receivable"] : [])],
      ...{ pledgeId, campaignId, backerId, partnerId, debtorAccount, at, actor },
      amount: money(minor, currency),
      reason: "withdrawn",
      payee: payment.payer,
      sources: from.map((source) => ({ code: source.code, amount: money(source.minor, currency) })),
      hold: waits ? WAITS_FOR_ENTERPRISE : undefined,
    });
  });
  return {
    refundIds: requested.map(({ refund }) => refund.id),
    writes: mergeWrites(
      ...requested.map(({ writes }) => writes),
      transferWrites(requested.flatMap(({ transfers }) => transfers)),
    ),
  };
}

const trancheWrites = (sources: RefundSources, by: By & { pledgeId: string }): Writes =>
  mergeWrites(
    ...sources.tranches.map(({ tranche: previous, minor }) => {
      const { at, actor, pledgeId } = by;
      const next = giveBackTranche(previous, { minor, at });
      const kind = next.status === "returned_to_backers" ? "tranche.returned_to_backers" : "tranche.reduced";
      return trancheChange({ previous, next, kind, actor, at, data: { pledge: pledgeId, byMinor: minor } })
        .writes;
    }),
  );
