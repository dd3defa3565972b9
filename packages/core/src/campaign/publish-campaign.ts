import type { Command } from "../kernel/command.ts";
import { addMs, DAY_MS, type Instant } from "../kernel/instant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Store, Writes } from "../kernel/store.ts";
import { openAccount } from "../ledger/account.ts";
import { campaignAccountIds } from "../ledger/chart.ts";
import { type Campaign, type CampaignIn, PUBLISH_WITHIN_DAYS } from "./campaign.ts";
import type { CampaignDeps } from "./campaign-deps.ts";
import type { CampaignRefusal } from "./campaign-refusal.ts";
import { campaignChange } from "./campaign-store.ts";
import { publishCampaign, scheduleCampaign } from "./campaign-transition.ts";
import {
  type Asked,
  type CampaignOutcome,
  changeCampaign,
  commitRefusal,
  findCampaign,
} from "./change-campaign.ts";
import { contentHash } from "./content-hash.ts";
import { type Offer, offerOf } from "./offer.ts";
import { putContent, putOffer } from "./offer-store.ts";
import { publicTerms } from "./presale-terms.ts";
import { LIVE_DAYS_MAX, LIVE_DAYS_MIN } from "./task-list.ts";

/**
 * Sets when an approved campaign goes live: now or later, within 30 days of its approval, and so that it is live for
 * 1 to 60 days.
 * @see docs/rules/campaign.md#deadline
 */
export const schedule = (
  deps: Pick<CampaignDeps, "store">,
  command: Command,
  input: Asked & { publishAt: Instant },
): Promise<CampaignOutcome> =>
  changeCampaign(deps, command, {
    asked: input,
    from: ["approved"],
    decide: async (campaign) => {
      const { publishAt } = input;
      const latest = addMs(campaign.approval.approvedAt, PUBLISH_WITHIN_DAYS * DAY_MS);
      if (publishAt < command.now || publishAt > latest)
        return err({ kind: "publish_at_out_of_range", earliest: command.now, latest });
      const window = deadlineWindow(publishAt);
      const { deadline } = campaign.terms;
      if (deadline < window.earliest || deadline > window.latest)
        return err({ kind: "deadline_out_of_window", ...window });
      return ok({
        next: scheduleCampaign(campaign, publishAt),
        kind: "campaign.scheduled",
        data: { publishAt },
      });
    },
  });

const deadlineWindow = (publishAt: Instant): { earliest: Instant; latest: Instant } => ({
  earliest: addMs(publishAt, LIVE_DAYS_MIN * DAY_MS),
  latest: addMs(publishAt, LIVE_DAYS_MAX * DAY_MS),
});

type PublishDeps = Pick<CampaignDeps, "store" | "enterprises" | "shards" | "bank">;
type Published = Result<Campaign, CampaignRefusal>;

/** Room for the campaign's own writes beside what a single transaction opens. */
const OPENINGS_PER_TRANSACTION = 90;

/**
 * Publishes a scheduled campaign whose time has come: writes its offer, opens its accounts and shards, and makes it
 * live last. With 64 shards this takes several transactions; each is harmless when repeated, and a publication that
 * has begun only goes forward. A campaign that is public already is answered as it is.
 */
export async function publish(
  deps: PublishDeps,
  command: Command,
  asked: Pick<Asked, "campaignId">,
): Promise<Published> {
  const loaded = await findCampaign(deps.store, asked);
  if (!loaded.ok) return loaded;
  const campaign = loaded.value;
  if (campaign.status === "live") return loaded;
  if (campaign.status !== "scheduled")
    return err({ kind: "not_in_state", status: campaign.status, allowed: ["scheduled"] });
  if (command.now < campaign.publishAt)
    return err({ kind: "publication_too_early", publishAt: campaign.publishAt });
  if (contentHash(campaign) !== campaign.approval.contentHash) return err({ kind: "content_changed" });
  let standing: Writes = {};
  if (campaign.publicationStartedAt === undefined) {
    if (command.now >= campaign.terms.deadline)
      return err({ kind: "deadline_out_of_window", ...deadlineWindow(command.now) });
    const found = await deps.enterprises.standingOf(campaign.enterpriseId);
    if (!found.isVerified) return err({ kind: "enterprise_not_verified" });
    standing = found.stillVerified ?? {};
  }
  const bank = await deps.bank.custodyFor(campaign.terms.currency, campaign.id);
  if (bank === undefined) return err({ kind: "bank_not_available", currency: campaign.terms.currency });
  const offer = offerOf({
    campaignId: campaign.id,
    enterpriseId: campaign.enterpriseId,
    version: FIRST_OFFER,
    terms: campaign.terms,
    approval: campaign.approval,
    opensAt: campaign.publishAt,
    bank,
  });
  return open(deps, command, { campaign, offer, standing });
}

/** An amendment writes the next one. */
const FIRST_OFFER = 1;

async function open(
  deps: PublishDeps,
  command: Command,
  { campaign, offer, standing }: { campaign: CampaignIn<"scheduled">; offer: Offer; standing: Writes },
): Promise<Published> {
  const openings = openingWrites(deps, offer, campaign);
  if (Object.keys(openings).length <= OPENINGS_PER_TRANSACTION && campaign.publicationStartedAt === undefined)
    return goLive(deps, command, { campaign, offer, openings: { ...openings, ...standing } });
  const begun = await begin(deps.store, command, campaign, standing);
  if (!begun.ok) return begun;
  const entries = Object.entries(openings);
  for (let i = 0; i < entries.length; i += OPENINGS_PER_TRANSACTION)
    await openChunk(deps.store, Object.fromEntries(entries.slice(i, i + OPENINGS_PER_TRANSACTION)));
  return goLive(deps, command, { campaign: begun.value, offer, openings: {} });
}

function openingWrites(deps: PublishDeps, offer: Offer, campaign: CampaignIn<"scheduled">): Writes {
  const { campaignId, currency, shards } = offer;
  const accounts = campaignAccountIds({ book: campaignId, currency, shards });
  const { terms, approval, publishAt } = campaign;
  const { contentHash: hash, caseId, approvedAt } = approval;
  return {
    offer: putOffer(offer),
    content: putContent(offer, { contentHash: hash, caseId, approvedAt, terms: publicTerms(terms) }),
    ...Object.fromEntries(accounts.map((id) => [`account:${id}`, openAccount(id)])),
    ...deps.shards.open(offer),
    ...deps.bank.openBook(offer, publishAt),
  };
}

/** From here on the owner cannot take the campaign back: what is opened belongs to exactly this version. */
async function begin(
  store: Store,
  command: Command,
  campaign: CampaignIn<"scheduled">,
  standing: Writes,
): Promise<Result<CampaignIn<"scheduled">, CampaignRefusal>> {
  if (campaign.publicationStartedAt !== undefined) return ok(campaign);
  const next: CampaignIn<"scheduled"> = { ...campaign, publicationStartedAt: command.now };
  const { actor, now: at } = command;
  const changed = campaignChange({
    previous: campaign,
    next,
    kind: "campaign.publication_started",
    actor,
    at,
  });
  const committed = await store.commit({ ...changed.writes, ...standing });
  if (!committed.ok) return err(commitRefusal(committed.error));
  killPoint("campaign.publication_started");
  const { version, eventHash } = changed.campaign;
  return ok({ ...next, version, eventHash, changedAt: at });
}

/** Opens what is not open yet: what exists was opened by an earlier run of the same publication. */
async function openChunk(store: Store, writes: Writes): Promise<void> {
  const committed = await store.commit(writes);
  if (!committed.ok) {
    const { failed } = committed.error;
    const left = Object.entries(writes).filter(([name]) => !failed.has(name));
    if (left.length > 0) return openChunk(store, Object.fromEntries(left));
  }
  killPoint("campaign.opened_chunk");
}

async function goLive(
  deps: PublishDeps,
  command: Command,
  { campaign, offer, openings }: { campaign: CampaignIn<"scheduled">; offer: Offer; openings: Writes },
): Promise<Published> {
  const { actor, now: at } = command;
  const { enterpriseId, approval } = campaign;
  const { opensAt, closesAt, shards, currency } = offer;
  const changed = campaignChange({
    previous: campaign,
    next: publishCampaign(campaign, { offer, at }),
    kind: "campaign.published",
    actor,
    at,
    data: {
      ...{ enterpriseId, contentHash: approval.contentHash, offerVersion: offer.version, shards },
      ...{ opensAt, closesAt, currency },
    },
  });
  const committed = await deps.store.commit({ ...openings, ...changed.writes });
  if (!committed.ok) return err(commitRefusal(committed.error));
  killPoint("campaign.published");
  return ok(changed.campaign);
}
