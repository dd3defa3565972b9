import { draftInstruction } from "../bank/draft-instruction.ts";
import { type Campaign, isIn } from "../campaign/campaign.ts";
import { loadCampaign } from "../campaign/campaign-store.ts";
import type { Instant } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import type { Writes } from "../kernel/store.ts";
import { platformAccountIds } from "../ledger/chart.ts";
import { ensureAccounts, loadAccount, transferWrites } from "../ledger/ledger-store.ts";
import { type TransferDraft, transferId } from "../ledger/transfer.ts";
import { type Money, money, sum } from "../money/money.ts";
import { campaignAccount, type MoneyRoute, moneyRoute, platformAccount } from "./money-route.ts";
import { releaseWrites } from "./release-tranche.ts";
import { confirmSettlement, type SettlementIn } from "./settlement.ts";
import { OvertakenError, settlementCommand } from "./settlement-command.ts";
import type { SettlementDeps } from "./settlement-deps.ts";
import { RESERVE_BPS } from "./settlement-policy.ts";
import { loadSettlement, settlementChange } from "./settlement-store.ts";
import { budgetWrites } from "./spending-budget.ts";
import { type SplitAccount, splitEntryId } from "./split-entry.ts";
import { type Tranche, trancheIdOf } from "./tranche.ts";
import { trancheChange } from "./tranche-store.ts";
import { type Split, splitTotal } from "./verdict.ts";

/**
 * The end of a funded campaign's confirmations, one transaction: the control account is split up and ends at zero,
 * the platform has earned its fee and claims it, the tranches are locked (a first one without evidence is released),
 * the spending plan becomes a budget, and the fee is instructed.
 * @see docs/rules/settlement.md#the-split
 */
export async function finishConfirming(deps: SettlementDeps, campaignId: string): Promise<void> {
  const { store } = deps;
  const settlement = await loadSettlement(store, campaignId);
  const campaign = await loadCampaign(store, campaignId);
  if (settlement?.status !== "confirming") return;
  invariant(
    campaign !== undefined && isIn(campaign, ["funded", "cancelled"]),
    "a settlement confirms a funded one",
  );
  const { currency, partnerId } = settlement;
  const control = await loadAccount(store, campaignAccount(settlement, "control"));
  invariant(control !== undefined, "a published campaign has its accounts");
  const total = money(control.available, currency);
  invariant(total.minor === settlement.paidTotalMinor, "what was confirmed is what the sealed shards say");
  await ensureAccounts(store, platformAccountIds(currency));
  const { feeBps, feeVatBps } = campaign.approval;
  const { tranches } = campaign.terms;
  const split = splitTotal(total, { feeBps, feeVatBps, reserveBps: RESERVE_BPS, tranches });
  const route = await moneyRoute(store, { campaignId, partnerId, currency });
  const mayMove = campaign.status === "funded" && (await deps.enterprises.mayReceive(campaign.enterpriseId));
  const command = settlementCommand(deps, [campaignId, "split"]);
  const { now: at, actor } = command;
  const committed = await store.commit(
    mergeWrites(
      splitRecord(settlement, { split, total, at, actor }),
      transferWrites(splitTransfers(settlement, { split, at })),
      feeInstructions(settlement, { split, route, at, actor }),
      trancheWrites(campaign, { settlement, split, route: mayMove ? route : undefined, at, actor }),
      budgetWrites(campaign),
    ),
  );
  killPoint("settlement.split");
  if (committed.ok) return;
  const after = await loadSettlement(store, campaignId);
  if (after?.status === "confirming") throw new OvertakenError("the books changed while they were split");
}

interface Splitting {
  readonly split: Split;
  readonly at: Instant;
}

function splitRecord(
  settlement: SettlementIn<"confirming">,
  { split, total, at, actor }: Splitting & { total: Money; actor: string },
): Writes {
  const parts = {
    confirmedMinor: total.minor,
    feeMinor: split.fee.minor,
    feeVatMinor: split.feeVat.minor,
    reserveMinor: split.reserve.minor,
    lockedMinor: sum(split.tranches, total.currency).minor,
  };
  return settlementChange({
    previous: settlement,
    next: confirmSettlement(settlement, { confirmedAt: at, ...parts }),
    kind: "settlement.confirmed",
    actor,
    at,
    data: { ...parts, currency: total.currency },
  }).writes;
}

/** Control is emptied into what is owed to whom; the platform's book takes up its claim. Nothing moves for nothing. */
function splitTransfers(settlement: SettlementIn<"confirming">, { split, at }: Splitting): TransferDraft[] {
  const { campaignId, currency } = settlement;
  const moved = (to: SplitAccount, amount: Money): TransferDraft => ({
    id: splitEntryId(campaignId, to),
    book: campaignId,
    debit: campaignAccount(settlement, "control"),
    credit: campaignAccount(settlement, to),
    amount,
    step: "posted",
    cause: settlement.id,
    at,
    origin: "command",
  });
  const claimed = (as: "fee-income" | "vat-payable", amount: Money): TransferDraft => ({
    ...moved("fee-payable", amount),
    id: transferId([campaignId, "claim", as]),
    book: "platform",
    debit: platformAccount(currency, "receivable-enterprise"),
    credit: platformAccount(currency, as),
  });
  return [
    moved("fee-payable", split.fee),
    moved("vat-payable", split.feeVat),
    moved("reserve", split.reserve),
    moved("tranche-locked", sum(split.tranches, currency)),
    claimed("fee-income", split.fee),
    claimed("vat-payable", split.feeVat),
  ].filter(({ amount }) => amount.minor > 0);
}

/** Fee and VAT leave custody by an instruction each, so that each hold is on the account that owes it. */
function feeInstructions(
  settlement: SettlementIn<"confirming">,
  { split, route, at, actor }: Splitting & { route: MoneyRoute; actor: string },
): Writes {
  const parts = [
    { kind: "fee", account: "fee-payable", amount: split.fee },
    { kind: "fee-vat", account: "vat-payable", amount: split.feeVat },
  ] as const;
  const drafted = parts
    .filter(({ amount }) => amount.minor > 0)
    .map(({ kind, account, amount }) =>
      draftInstruction({
        cause: { kind, id: settlement.id },
        kind: "fee",
        partnerId: settlement.partnerId,
        book: settlement.campaignId,
        debtorAccount: route.custody,
        creditor: route.platform,
        amount,
        pendingDebit: campaignAccount(settlement, account),
        pendingCredit: campaignAccount(settlement, "custody"),
        at,
        actor,
      }),
    );
  return mergeWrites(...drafted.map(({ writes }) => writes));
}

/** Tranches begin locked; a first one that asks for no evidence is released with the verdict. */
function trancheWrites(
  campaign: Campaign & { terms: { tranches: readonly { id: string; evidenceTypes: readonly string[] }[] } },
  options: Splitting & {
    settlement: SettlementIn<"confirming">;
    route: MoneyRoute | undefined;
    actor: string;
  },
): Writes {
  const { settlement, split, route, at, actor } = options;
  const all = campaign.terms.tranches.map((plan, i): Writes => {
    const amount = split.tranches[i];
    if (amount === undefined || amount.minor === 0) return {};
    const locked = trancheChange({
      previous: undefined,
      next: lockedTranche(settlement, { plan, amount, position: i + 1 }),
      kind: "tranche.locked",
      actor,
      at,
    });
    if (i > 0 || plan.evidenceTypes.length > 0) return locked.writes;
    const release = { by: ["automatic"], actor, at, route, stored: undefined };
    const { [`tranche:${locked.tranche.id}`]: _superseded, ...lockedEvent } = locked.writes;
    return mergeWrites(lockedEvent, releaseWrites(locked.tranche, release));
  });
  return mergeWrites(...all);
}

const lockedTranche = (
  { campaignId, enterpriseId, partnerId }: SettlementIn<"confirming">,
  tranche: { plan: { id: string; evidenceTypes: readonly string[] }; amount: Money; position: number },
): Tranche => ({
  id: trancheIdOf(campaignId, tranche.plan.id),
  campaignId,
  enterpriseId,
  partnerId,
  planId: tranche.plan.id,
  position: tranche.position,
  amount: tranche.amount,
  evidenceTypes: [...tranche.plan.evidenceTypes],
  version: 1,
  eventHash: "",
  status: "locked",
});
