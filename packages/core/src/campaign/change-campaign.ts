import type { EnterpriseId } from "../identity/actor.ts";
import type { Json } from "../kernel/canonical-json.ts";
import { type Command, commandKey, type Done, once, putCommand } from "../kernel/command.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { CommitFailure, Store, Writes } from "../kernel/store.ts";
import { type Campaign, type CampaignIn, type CampaignStatus, isIn } from "./campaign.ts";
import type { CampaignRefusal } from "./campaign-refusal.ts";
import { campaignChange, loadCampaign } from "./campaign-store.ts";

/** Which campaign a command is about and what must hold for it. */
export interface Asked {
  readonly campaignId: string;
  /** The caller's enterprise: a campaign of another one is not found. Absent for staff and jobs. */
  readonly enterpriseId?: EnterpriseId | undefined;
  /** The version that the caller has read (If-Match). */
  readonly ifVersion?: number | undefined;
  /** Conditions on the caller that must still hold in the commit: a role, a membership. */
  readonly guards?: Writes | undefined;
}

/** What a command decided: the next state, its event, and what else belongs into the transaction. */
export interface Decided {
  readonly next: Campaign;
  /** Past tense, dotted: `campaign.paused`. */
  readonly kind: string;
  readonly data?: Readonly<Record<string, Json>>;
  readonly writes?: Writes;
}

type Changed = Result<Campaign, CampaignRefusal>;

/** The outcome of a campaign command. */
export type CampaignOutcome = Result<Done<Campaign>, CampaignRefusal>;

/** The campaign as this caller may see it. */
export async function findCampaign(
  store: Store,
  { campaignId, enterpriseId }: Pick<Asked, "campaignId" | "enterpriseId">,
): Promise<Result<Campaign, { kind: "not_found" }>> {
  const campaign = await loadCampaign(store, campaignId);
  const isForeign = enterpriseId !== undefined && campaign?.enterpriseId !== enterpriseId;
  return campaign === undefined || isForeign ? err({ kind: "not_found" }) : ok(campaign);
}

/** Why a campaign's transaction was refused; `guard…` are the caller's conditions. */
export const commitRefusal = ({ failed }: CommitFailure): CampaignRefusal =>
  [...failed.keys()].some((name) => name.startsWith("guard"))
    ? { kind: "forbidden" }
    : { kind: "concurrent_update" };

/** The caller's conditions by names that tell them from the other writes. */
export const guardWrites = (guards: Writes | undefined): Writes =>
  Object.fromEntries(Object.entries(guards ?? {}).map(([name, write]) => [`guard:${name}`, write]));

/**
 * One command on one campaign: load, decide, commit once. A retry of a done command answers with the present state.
 * @param from the states that the command starts from; any other is refused with `not_in_state`
 */
export function changeCampaign<const S extends CampaignStatus>(
  { store }: { store: Store },
  command: Command,
  change: {
    asked: Asked;
    from: readonly S[];
    decide: (campaign: CampaignIn<S>) => Promise<Result<Decided, CampaignRefusal>>;
  },
): Promise<CampaignOutcome> {
  const { asked, from, decide } = change;
  const attempt = async (): Promise<Changed> => {
    const found = await findCampaign(store, asked);
    if (!found.ok) return found;
    const campaign = found.value;
    if (asked.ifVersion !== undefined && asked.ifVersion !== campaign.version)
      return err({ kind: "version_mismatch", version: campaign.version });
    if (!isIn(campaign, from)) return err({ kind: "not_in_state", status: campaign.status, allowed: from });
    const decided = await decide(campaign);
    if (!decided.ok) return decided;
    const { next, kind, data, writes } = decided.value;
    const changed = campaignChange({
      ...{ previous: campaign, next, kind, actor: command.actor, at: command.now },
      ...(data === undefined ? {} : { data }),
    });
    const committed = await store.commit({
      ...changed.writes,
      ...writes,
      ...guardWrites(asked.guards),
      command: putCommand(command),
    });
    if (!committed.ok) return err(commitRefusal(committed.error));
    killPoint(kind);
    return ok(changed.campaign);
  };
  const current = async (): Promise<Changed> => findCampaign(store, asked);
  return once<Campaign, CampaignRefusal>({ store, command, identity: commandKey(command), attempt, current });
}
