import type { Campaign } from "../campaign/campaign.ts";
import { isIn } from "../campaign/campaign.ts";
import { loadCampaign } from "../campaign/campaign-store.ts";
import type { EnterpriseId } from "../identity/actor.ts";
import { canonicalJson } from "../kernel/canonical-json.ts";
import { type Command, commandKey, type Done, once, putCommand } from "../kernel/command.ts";
import { sha256Hex } from "../kernel/id.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Writes } from "../kernel/store.ts";
import { moneyRoute } from "./money-route.ts";
import { instructWrites } from "./release-tranche.ts";
import type { SettlementDeps } from "./settlement-deps.ts";
import type { SettlementRefusal } from "./settlement-refusal.ts";
import { isOver, requestTranche, type Tranche, type TrancheId } from "./tranche.ts";
import { listTranches, loadTranche, trancheChange } from "./tranche-store.ts";

/** Which tranche a command is about, and what must hold for it. */
export interface AskedTranche {
  readonly trancheId: TrancheId;
  /** The caller's enterprise: another one's tranche is not found. Absent for staff. */
  readonly enterpriseId?: EnterpriseId | undefined;
  /** The version that the caller has read (If-Match). */
  readonly ifVersion?: number | undefined;
  /** Conditions on the caller that must still hold in the commit. */
  readonly guards?: Writes | undefined;
}

/** The outcome of a command on a tranche. */
export type TrancheOutcome = Result<Done<Tranche>, SettlementRefusal>;
type Found = Result<Tranche, SettlementRefusal>;

async function find(deps: SettlementDeps, { trancheId, enterpriseId }: AskedTranche): Promise<Found> {
  const tranche = await loadTranche(deps.store, trancheId);
  const isForeign = enterpriseId !== undefined && tranche?.enterpriseId !== enterpriseId;
  return tranche === undefined || isForeign ? err({ kind: "not_found" }) : ok(tranche);
}

/** The caller's conditions by names that tell them from the other writes. */
export const guardWrites = (guards: Writes | undefined): Writes =>
  Object.fromEntries(Object.entries(guards ?? {}).map(([name, write]) => [`guard:${name}`, write]));

type Decided = Result<Readonly<{ tranche: Tranche; writes: Writes }>, SettlementRefusal>;

function changeTranche(
  deps: SettlementDeps,
  command: Command,
  asked: AskedTranche,
  decide: (tranche: Tranche, campaign: Campaign) => Promise<Decided>,
): Promise<TrancheOutcome> {
  const attempt = async (): Promise<Found> => {
    const found = await find(deps, asked);
    if (!found.ok) return found;
    const tranche = found.value;
    if (asked.ifVersion !== undefined && asked.ifVersion !== tranche.version) {
      return err({ kind: "version_mismatch", version: tranche.version });
    }
    const campaign = await loadCampaign(deps.store, tranche.campaignId);
    if (campaign === undefined) return err({ kind: "not_found" });
    if (!isIn(campaign, ["funded", "delivering"])) {
      return err({ kind: "campaign_not_funded", status: campaign.status });
    }
    const decided = await decide(tranche, campaign);
    if (!decided.ok) return decided;
    const committed = await deps.store.commit(
      mergeWrites(decided.value.writes, guardWrites(asked.guards), { command: putCommand(command) }),
    );
    killPoint("tranche.changed");
    if (committed.ok) return ok(decided.value.tranche);
    const isGuarded = [...committed.error.failed.keys()].some((name) => name.startsWith("guard:"));
    return err({ kind: isGuarded ? "forbidden" : "concurrent_update" });
  };
  return once<Tranche, SettlementRefusal>({
    store: deps.store,
    command,
    identity: commandKey(command),
    attempt,
    current: () => find(deps, asked),
  });
}

/**
 * The enterprise asks for a tranche with its evidence; a review case of kind `tranche` is opened in the same
 * transaction. The tranches before it must be paid.
 * @see docs/rules/settlement.md#tranches
 */
export const requestRelease = (
  deps: SettlementDeps,
  command: Command,
  input: AskedTranche & { evidenceIds: readonly string[] },
): Promise<TrancheOutcome> =>
  changeTranche(deps, command, input, async (tranche, campaign) => {
    const open = await earlierOpen(deps, tranche, campaign);
    if (open !== undefined) return err({ kind: "earlier_tranche_open", position: open });
    const evidence = await evidenceFor(deps, tranche, input.evidenceIds);
    if (!evidence.ok) return evidence;
    const { id: trancheId, enterpriseId, amount } = tranche;
    const contentHash = sha256Hex(canonicalJson({ trancheId, amount, evidence: evidence.value }));
    const { now: at, actor } = command;
    const waiting = tranche.status === "requested" ? { caseId: tranche.caseId } : {};
    const probe = requestTranche(tranche, { caseId: "", evidenceIds: input.evidenceIds, contentHash, at });
    if (!probe.ok) return probe;
    const review = await deps.review.open(
      { trancheId, enterpriseId, contentHash, amount, ...waiting },
      command,
    );
    const next: Tranche = { ...probe.value, caseId: review.caseId };
    const changed = trancheChange({
      previous: tranche,
      next,
      kind: "tranche.requested",
      actor,
      at,
      data: { case: review.caseId, contentHash },
    });
    const use = { kind: "tranche", id: trancheId, campaignId: tranche.campaignId, amount, at } as const;
    const uses = evidence.value.map(({ id }) => deps.evidence.used(id, use));
    return ok({ tranche: changed.tranche, writes: mergeWrites(changed.writes, review.writes, ...uses) });
  });

async function earlierOpen(
  deps: SettlementDeps,
  { position }: Tranche,
  campaign: Campaign,
): Promise<number | undefined> {
  if (!isIn(campaign, ["funded", "delivering"])) return undefined;
  const all = await listTranches(deps.store, campaign);
  return all.find((other) => other.position < position && !isOver(other))?.position;
}

async function evidenceFor(
  deps: SettlementDeps,
  { enterpriseId, evidenceTypes }: Tranche,
  evidenceIds: readonly string[],
): Promise<Result<readonly { id: string; sha256: string }[], SettlementRefusal>> {
  const types = new Set<string>();
  const found: { id: string; sha256: string }[] = [];
  for (const id of new Set(evidenceIds)) {
    const evidence = await deps.evidence.find(enterpriseId, id);
    if (evidence === undefined) return err({ kind: "evidence_unknown", evidenceId: id });
    if (evidence === "quarantined") return err({ kind: "evidence_quarantined" });
    types.add(evidence.type);
    found.push({ id, sha256: evidence.sha256 });
  }
  const missing = evidenceTypes.filter((type) => !types.has(type));
  return missing.length > 0 ? err({ kind: "evidence_missing", types: missing }) : ok(found);
}

/**
 * Instructs an approved tranche that is not on its way: it was approved while the enterprise might not receive
 * money, or the bank rejected or returned it. The new instruction names its predecessor.
 */
export const instructApproved = (
  deps: SettlementDeps,
  command: Command,
  asked: AskedTranche,
): Promise<TrancheOutcome> =>
  changeTranche(deps, command, asked, async (tranche) => {
    if (tranche.status !== "approved") return err({ kind: "tranche_status", status: tranche.status });
    const { campaignId, partnerId, enterpriseId, amount } = tranche;
    if (!(await deps.enterprises.mayReceive(enterpriseId)))
      return err({ kind: "enterprise_may_not_receive" });
    const route = await moneyRoute(deps.store, { campaignId, partnerId, currency: amount.currency });
    const { now: at, actor } = command;
    return ok(instructWrites(tranche, { route, actor, at, stored: tranche }));
  });
