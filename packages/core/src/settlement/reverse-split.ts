import { instructionIdFor } from "../bank/draft-instruction.ts";
import type { Instruction, InstructionId } from "../bank/instruction.ts";
import { loadInstruction } from "../bank/instruction-store.ts";
import { cancelInstruction } from "../bank/instruction-transition.ts";
import { changeInstruction } from "../bank/send-instruction.ts";
import { type CampaignIn, isIn } from "../campaign/campaign.ts";
import { loadCampaign } from "../campaign/campaign-store.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import type { Store, Writes } from "../kernel/store.ts";
import { loadAccount, transferWrites } from "../ledger/ledger-store.ts";
import { type TransferDraft, transferId } from "../ledger/transfer.ts";
import { type Money, money, sum } from "../money/money.ts";
import { campaignAccount, platformAccount } from "./money-route.ts";
import type { Settlement, SettlementIn } from "./settlement.ts";
import { OvertakenError, settlementCommand } from "./settlement-command.ts";
import type { SettlementDeps } from "./settlement-deps.ts";
import { loadSettlement } from "./settlement-store.ts";
import { SPLIT_INTO } from "./split-entry.ts";
import { reopenTranche } from "./tranche.ts";
import { listTranches, trancheChange } from "./tranche-store.ts";

/** The instructions that a settlement issued by itself and that may still be taken back. */
async function ownInstructions(store: Store, settlement: Settlement): Promise<readonly Instruction[]> {
  const campaign = await loadCampaign(store, settlement.campaignId);
  const tranches =
    campaign !== undefined && isIn(campaign, ["funded", "cancelled", "delivering"])
      ? await listTranches(store, campaign)
      : [];
  const ids: InstructionId[] = [
    ...(["fee", "fee-vat"] as const).map((kind) => instructionIdFor({ cause: { kind, id: settlement.id } })),
    ...tranches.flatMap((tranche) => ("instructionId" in tranche ? [tranche.instructionId] : [])),
  ];
  const found = await Promise.all(ids.map((id) => loadInstruction(store, id)));
  return found.filter((instruction) => instruction !== undefined);
}

const isStillHere = ({ status }: Instruction): boolean =>
  status === "created" || status === "held" || status === "cancelled" || status === "rejected";

/**
 * Whether any money of a funded campaign has left custody, be it for the enterprise or as the fee: then it cannot be
 * cancelled any more, since not everybody could be given everything back from it.
 */
export async function hasPaidOut(store: Store, campaignId: string): Promise<boolean> {
  const settlement = await loadSettlement(store, campaignId);
  if (settlement?.status !== "confirmed") return false;
  return !(await ownInstructions(store, settlement)).every(isStillHere);
}

/**
 * Takes the split of a funded campaign back after two approvers cancelled it: its instructions are cancelled, what
 * was split up goes back through the control account to what is owed to backers, and the platform gives up its
 * claim. One transaction; nothing is left to reverse when it runs again.
 */
export async function reverseSplit(
  deps: SettlementDeps,
  campaign: CampaignIn<"failed" | "cancelled">,
  settlement: SettlementIn<"confirmed">,
): Promise<void> {
  const { store } = deps;
  const command = settlementCommand(deps, [settlement.id, "reverse"]);
  const { now: at, actor } = command;
  const parts = await Promise.all(
    SPLIT_INTO.map(async (code) => {
      const account = await loadAccount(store, campaignAccount(settlement, code));
      return { code, amount: money(account?.available ?? 0, settlement.currency) };
    }),
  );
  const total = sum(
    parts.map(({ amount }) => amount),
    settlement.currency,
  );
  if (total.minor === 0) return;
  const instructions = await ownInstructions(store, settlement);
  const committed = await store.commit(
    mergeWrites(
      ...instructions.map((previous) => cancelled(previous, { actor, at })),
      ...(await reopenedTranches(store, campaign, { actor, at })),
      transferWrites(reversal(settlement, { parts, total, at })),
    ),
  );
  killPoint("settlement.split-reversed");
  if (!committed.ok) throw new OvertakenError("the books changed while the split was taken back");
}

type By = { actor: string; at: Settlement["openedAt"] };

function cancelled(previous: Instruction, { actor, at }: By): Writes {
  const next = cancelInstruction(previous, { reason: "the campaign was cancelled", at });
  if (!next.ok) return {};
  return changeInstruction({ previous, next: next.value, kind: "instruction.cancelled", actor, at }).writes;
}

async function reopenedTranches(
  store: Store,
  campaign: CampaignIn<"failed" | "cancelled">,
  { actor, at }: By,
): Promise<readonly Writes[]> {
  const tranches = await listTranches(store, campaign);
  return tranches.flatMap((previous) => {
    const next = reopenTranche(previous);
    if (!next.ok) return [];
    return [trancheChange({ previous, next: next.value, kind: "tranche.recalled", actor, at }).writes];
  });
}

function reversal(
  settlement: SettlementIn<"confirmed">,
  {
    parts,
    total,
    at,
  }: { parts: readonly { code: (typeof SPLIT_INTO)[number]; amount: Money }[]; total: Money } & Pick<
    By,
    "at"
  >,
): readonly TransferDraft[] {
  const { campaignId, currency, id, feeMinor, feeVatMinor } = settlement;
  const control = campaignAccount(settlement, "control");
  const common = { step: "posted", cause: id, at, origin: "command" } as const;
  const back = parts.map(
    ({ code, amount }): TransferDraft => ({
      ...common,
      id: transferId([campaignId, "unsplit", code]),
      book: campaignId,
      debit: campaignAccount(settlement, code),
      credit: control,
      amount,
    }),
  );
  const owed: TransferDraft = {
    ...common,
    id: transferId([campaignId, "unsplit", "backers"]),
    book: campaignId,
    debit: control,
    credit: campaignAccount(settlement, "backers"),
    amount: total,
  };
  const unclaimed = ([code, minor]: readonly ["fee-income" | "vat-payable", number]): TransferDraft => ({
    ...common,
    id: transferId([campaignId, "unclaim", code]),
    book: "platform",
    debit: platformAccount(currency, code),
    credit: platformAccount(currency, "receivable-enterprise"),
    amount: money(minor, currency),
    corrects: transferId([campaignId, "claim", code]),
  });
  const claims = [["fee-income", feeMinor] as const, ["vat-payable", feeVatMinor] as const].map(unclaimed);
  return [...back, owed, ...claims].filter(({ amount }) => amount.minor > 0);
}
