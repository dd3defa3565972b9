import type { EnterpriseId } from "../identity/actor.ts";
import { type Command, createdId, once } from "../kernel/command.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Store, Writes } from "../kernel/store.ts";
import { type Campaign, type CampaignId, campaignIdSchema } from "./campaign.ts";
import type { CampaignRefusal } from "./campaign-refusal.ts";
import { campaignChange, campaignKey } from "./campaign-store.ts";
import { archiveCampaign, draftCampaign, editTerms } from "./campaign-transition.ts";
import {
  type Asked,
  type CampaignOutcome,
  changeCampaign,
  commitRefusal,
  findCampaign,
  guardWrites,
} from "./change-campaign.ts";
import { mediaPrefix } from "./media.ts";
import type { PresaleDraft } from "./presale-terms.ts";

interface Deps {
  readonly store: Store;
}

/** The enterprise must be verified before it submits, not before it writes: a draft needs no review. */
export const createDraft = (
  deps: Deps,
  command: Command,
  input: { enterpriseId: EnterpriseId; terms: PresaleDraft; guards?: Writes | undefined },
): Promise<CampaignOutcome> => create(deps, command, { ...input, kind: "campaign.drafted" });

/** A new draft with the terms of another campaign of the same enterprise, whatever became of that one. */
export async function copyToDraft(deps: Deps, command: Command, asked: Asked): Promise<CampaignOutcome> {
  const found = await findCampaign(deps.store, asked);
  if (!found.ok) return found;
  const { id, enterpriseId, terms } = found.value;
  return create(deps, command, {
    ...{ enterpriseId, terms, copiedFrom: id, guards: asked.guards, kind: "campaign.copied" },
  });
}

function create(
  { store }: Deps,
  command: Command,
  input: {
    enterpriseId: EnterpriseId;
    terms: PresaleDraft;
    kind: string;
    copiedFrom?: CampaignId;
    guards?: Writes | undefined;
  },
): Promise<CampaignOutcome> {
  const id = campaignIdSchema.parse(createdId("cmp", command));
  const { enterpriseId, terms, kind, copiedFrom, guards } = input;
  const attempt = async (): Promise<Result<Campaign, CampaignRefusal>> => {
    const foreign = foreignMedium(terms, enterpriseId);
    if (foreign !== undefined) return err({ kind: "media_unknown", key: foreign });
    const { actor, now: at, payloadHash } = command;
    const next = draftCampaign({
      ...{ id, enterpriseId, createdBy: actor, at, payloadHash, terms },
      ...(copiedFrom === undefined ? {} : { copiedFrom }),
    });
    const changed = campaignChange({ previous: undefined, next, kind, actor, at, data: { enterpriseId } });
    const committed = await store.commit({ ...changed.writes, ...guardWrites(guards) });
    if (!committed.ok) return err(commitRefusal(committed.error));
    killPoint(kind);
    return ok(changed.campaign);
  };
  const current = () => findCampaign(store, { campaignId: id, enterpriseId });
  return once<Campaign, CampaignRefusal>({ store, command, identity: campaignKey(id), attempt, current });
}

/** Media are uploaded by the enterprise that shows them; a copied campaign keeps its own enterprise's. */
const foreignMedium = ({ media = [] }: PresaleDraft, enterpriseId: EnterpriseId): string | undefined =>
  media.find(({ key }) => !key.startsWith(mediaPrefix(enterpriseId)))?.key;

/** Replaces the terms of a draft, or of a campaign whose review asked for a change. */
export const editDraft = (
  deps: Deps,
  command: Command,
  input: Asked & { terms: PresaleDraft },
): Promise<CampaignOutcome> =>
  changeCampaign(deps, command, {
    asked: input,
    from: ["draft", "changes_requested"],
    decide: async (campaign) => {
      const foreign = foreignMedium(input.terms, campaign.enterpriseId);
      if (foreign !== undefined) return err({ kind: "media_unknown", key: foreign });
      return ok({ next: editTerms(campaign, input.terms), kind: "campaign.edited" });
    },
  });

/** Puts a draft away for good. */
export const archiveDraft = (deps: Deps, command: Command, asked: Asked): Promise<CampaignOutcome> =>
  changeCampaign(deps, command, {
    asked,
    from: ["draft"],
    decide: async (campaign) =>
      ok({ next: archiveCampaign(campaign, command.now), kind: "campaign.archived" }),
  });
