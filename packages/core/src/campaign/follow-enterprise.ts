import type { EnterpriseId } from "../identity/actor.ts";
import { type Command, systemCommand } from "../kernel/command.ts";
import type { Store, StoredItem, Writes } from "../kernel/store.ts";
import { putWork } from "../work/work-item.ts";
import type { CampaignDeps } from "./campaign-deps.ts";
import { listCampaignsByEnterprise, loadCampaign } from "./campaign-store.ts";
import { pause, resume } from "./run-campaign.ts";

/** Why a campaign is paused whose enterprise is suspended; only such a pause ends with the suspension. */
export const ENTERPRISE_SUSPENDED = "enterprise_suspended";

const CAMPAIGNS_PAGE = 100;

/** The write that makes an enterprise's campaigns follow its suspension, or its end; part of that transaction. */
export const followEnterpriseWork = (enterpriseId: EnterpriseId, command: Command): Writes => ({
  "work:follow-enterprise": putWork({
    kind: "campaign.follow-enterprise",
    ref: enterpriseId,
    dueAt: command.now,
    cause: [enterpriseId, command.requestId],
  }),
});

/**
 * Pauses the live campaigns of an enterprise that is suspended, and resumes those that were paused for it once it is
 * verified again; the effect behind `campaign.follow-enterprise`. Goes by the standing as it is now.
 */
export async function followEnterprise(
  deps: Pick<CampaignDeps, "store" | "enterprises">,
  command: Command,
  enterpriseId: EnterpriseId,
): Promise<void> {
  const { isVerified } = await deps.enterprises.standingOf(enterpriseId);
  for await (const campaignId of campaignsOf(deps.store, enterpriseId)) {
    const campaign = await loadCampaign(deps.store, campaignId);
    const { now, wall } = command;
    const cause = [command.requestId, campaignId, String(campaign?.version)];
    const own = systemCommand({ name: "campaign.follow-enterprise", cause, now, wall });
    if (campaign?.status === "live" && !isVerified)
      await pause(deps, own, { campaignId, reason: ENTERPRISE_SUSPENDED });
    if (campaign?.status === "paused" && isVerified && campaign.reason === ENTERPRISE_SUSPENDED)
      await resume(deps, own, { campaignId });
  }
}

async function* campaignsOf(store: Store, enterpriseId: EnterpriseId): AsyncGenerator<string> {
  let after: StoredItem | undefined;
  do {
    const page = await listCampaignsByEnterprise(store, { enterpriseId, limit: CAMPAIGNS_PAGE, after });
    yield* page.items.map(({ id }) => id);
    after = page.next;
  } while (after !== undefined);
}
