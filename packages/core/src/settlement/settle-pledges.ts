import { loadCampaign } from "../campaign/campaign-store.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import type { Writes } from "../kernel/store.ts";
import { accountId } from "../ledger/account.ts";
import { transferWrites } from "../ledger/ledger-store.ts";
import { type TransferDraft, transferId } from "../ledger/transfer.ts";
import { type Pledge, type PledgeIn, totalOf } from "../pledge/pledge.ts";
import { loadPledge, pledgeChange } from "../pledge/pledge-store.ts";
import type { WorkOutcome } from "../work/run-work.ts";
import type { WorkItem } from "../work/work-item.ts";
import { runFan } from "./pledge-fan.ts";
import { OvertakenError, settlementCommand } from "./settlement-command.ts";
import type { SettlementDeps } from "./settlement-deps.ts";
import { PLEDGES_PER_TRANSACTION_MAX } from "./settlement-policy.ts";
import { countProgress } from "./settlement-store.ts";

/** A refund writes its pledge, itself, its instruction and their events: fewer fit into one transaction. */
const REFUNDS_PER_TRANSACTION_MAX = 12;

/** What one transaction holds; pledges that were paid in several parts have more refunds than a batch is sized for. */
const ACTIONS_MAX = 100;

/** What settling one pledge adds to a transaction. */
interface Part {
  readonly writes: Writes;
  readonly transfers: readonly TransferDraft[];
}

/** The work `settlement.confirm-pledges`: every paid pledge of a funded campaign is confirmed. */
export const confirmPledges = (
  deps: SettlementDeps,
  item: Pick<WorkItem, "ref" | "data">,
): Promise<WorkOutcome> =>
  runFan(deps, item, (pledges) =>
    inBatches(deps, pledges.filter(isPaid), {
      max: PLEDGES_PER_TRANSACTION_MAX,
      counter: "confirmed",
      isOpen: isPaid,
      part: async (pledge) => confirmation(deps, pledge),
      point: "settlement.pledges-confirmed",
    }),
  );

/** The work `settlement.refund-pledges`: every pledge whose money is here gets it back whole. */
export async function refundPledges(
  deps: SettlementDeps,
  item: Pick<WorkItem, "ref" | "data">,
): Promise<WorkOutcome> {
  const campaign = await loadCampaign(deps.store, item.ref);
  const reason = campaign?.status === "refunding" && campaign.cause === "failed" ? "failed" : "cancelled";
  return runFan(deps, item, (pledges) =>
    inBatches(deps, pledges.filter(isRefundable), {
      max: REFUNDS_PER_TRANSACTION_MAX,
      counter: "refunding",
      isOpen: isRefundable,
      part: (pledge) =>
        deps.refunds.refund(pledge, { reason, command: settlementCommand(deps, [pledge.id, "refund"]) }),
      point: "settlement.pledges-refunding",
    }),
  );
}

const isPaid = (pledge: Pledge): pledge is PledgeIn<"paid"> => pledge.status === "paid";
const isRefundable = (pledge: Pledge): pledge is PledgeIn<"paid" | "confirmed"> =>
  pledge.status === "paid" || pledge.status === "confirmed";

/** `paid → confirmed`, and what the backer was owed passes to the control account. */
function confirmation(deps: SettlementDeps, pledge: PledgeIn<"paid">): Part {
  const { now: at, actor } = settlementCommand(deps, [pledge.id, "confirm"]);
  const { campaignId: book, currency, id } = pledge;
  const { writes } = pledgeChange({
    previous: pledge,
    next: { ...pledge, status: "confirmed", confirmedAt: at },
    kind: "pledge.confirmed",
    actor,
    at,
    data: {},
  });
  const transfer: TransferDraft = {
    id: transferId([id, "confirmed"]),
    book,
    debit: accountId({ book, code: "backers", currency }),
    credit: accountId({ book, code: "control", currency }),
    amount: totalOf(pledge),
    step: "posted",
    cause: id,
    at,
    origin: "command",
  };
  return { writes, transfers: [transfer] };
}

interface Settling<P extends Pledge> {
  readonly max: number;
  readonly counter: "confirmed" | "refunding";
  /** Whether the pledge, read again, is still to be settled. */
  readonly isOpen: (pledge: Pledge) => pledge is P;
  readonly part: (pledge: P) => Promise<Part>;
  readonly point: string;
}

async function inBatches<P extends Pledge>(
  deps: SettlementDeps,
  pledges: readonly P[],
  settling: Settling<P>,
): Promise<void> {
  for (let i = 0; i < pledges.length; i += settling.max) {
    const batch = pledges.slice(i, i + settling.max);
    if (await settleTogether(deps, batch, settling)) continue;
    for (const pledge of batch) await settleAlone(deps, pledge, settling);
  }
}

/** All of a batch in one transaction, or none: `false` when any was changed meanwhile, or when they are too many. */
async function settleTogether<P extends Pledge>(
  deps: SettlementDeps,
  batch: readonly P[],
  { part, counter, point }: Settling<P>,
): Promise<boolean> {
  const [first] = batch;
  if (first === undefined) return true;
  const parts = await Promise.all(batch.map(part));
  const writes = mergeWrites(
    ...parts.map((each) => each.writes),
    transferWrites(parts.flatMap(({ transfers }) => transfers)),
    { progress: countProgress(first.campaignId, counter, batch.length) },
  );
  if (batch.length > 1 && Object.keys(writes).length > ACTIONS_MAX) return false;
  const committed = await deps.store.commit(writes);
  killPoint(point);
  return committed.ok;
}

/** One pledge as it is now; passed over when it has been settled already. */
async function settleAlone<P extends Pledge>(
  deps: SettlementDeps,
  { id }: P,
  settling: Settling<P>,
): Promise<void> {
  const pledge = await loadPledge(deps.store, id);
  if (pledge === undefined || !settling.isOpen(pledge)) return;
  if (!(await settleTogether(deps, [pledge], settling))) {
    throw new OvertakenError("a pledge changed while it was settled");
  }
}
