import { loadCampaign } from "@firstlot/core/campaign/campaign-store";
import { loadEnterprise } from "@firstlot/core/enterprise/enterprise-store";
import type { Store } from "@firstlot/core/kernel/store";
import type { Subject } from "@firstlot/core/review/review-case";
import { trancheIdSchema } from "@firstlot/core/settlement/tranche";
import { loadTranche } from "@firstlot/core/settlement/tranche-store";
import { z } from "@hono/zod-openapi";

/** What the subject of a case is called, and where it belongs. */
export const subjectName = z.object({
  enterpriseName: z.string().optional(),
  /** The campaign's title in its languages; for enterprises absent. */
  title: z.object({ en: z.string().optional(), zh: z.string().optional() }).optional(),
  campaignId: z.string().optional(),
  /** Place of a tranche in the plan, from 1. */
  tranche: z.int().optional(),
});

/** The subject as it is called and as it stands. */
interface Seen {
  readonly name: {
    readonly enterpriseName?: string | undefined;
    readonly title?: object | undefined;
    readonly campaignId?: string;
    readonly tranche?: number;
  };
  readonly contentHash?: string | undefined;
  readonly evidenceIds?: readonly string[];
}

async function campaignSeen(store: Store, id: string): Promise<Seen> {
  const campaign = await loadCampaign(store, id);
  if (campaign === undefined) return { name: { campaignId: id } };
  const name = { title: campaign.terms.title, campaignId: id };
  if ("contentHash" in campaign) return { name, contentHash: campaign.contentHash };
  return "approval" in campaign ? { name, contentHash: campaign.approval.contentHash } : { name };
}

async function trancheSeen(store: Store, id: string): Promise<Seen> {
  const trancheId = trancheIdSchema.safeParse(id);
  const tranche = trancheId.success ? await loadTranche(store, trancheId.data) : undefined;
  if (tranche === undefined) return { name: {} };
  const { name } = await campaignSeen(store, tranche.campaignId);
  return {
    name: { ...name, tranche: tranche.position },
    ...("contentHash" in tranche
      ? { contentHash: tranche.contentHash, evidenceIds: tranche.evidenceIds }
      : {}),
  };
}

/** What a case is about, by name, and its content as it stands now. */
export async function subjectSeen(store: Store, { kind, id, enterpriseId }: Subject): Promise<Seen> {
  const enterprise = await loadEnterprise(store, enterpriseId);
  const enterpriseName = enterprise?.profile.legalName;
  if (kind === "enterprise") {
    const contentHash =
      enterprise !== undefined && "contentHash" in enterprise ? enterprise.contentHash : undefined;
    return { name: { enterpriseName }, contentHash };
  }
  const seen = kind === "campaign" ? await campaignSeen(store, id) : await trancheSeen(store, id);
  return { ...seen, name: { ...seen.name, enterpriseName } };
}
