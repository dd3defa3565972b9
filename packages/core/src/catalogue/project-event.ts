import type { Event } from "../audit/event.ts";
import { isIn, PUBLIC_STATUSES, type PublishedCampaign } from "../campaign/campaign.ts";
import { listCampaignsByStatus, loadCampaign } from "../campaign/campaign-store.ts";
import type { EnterpriseId } from "../identity/actor.ts";
import { addMs, type Instant, instantOf } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Store } from "../kernel/store.ts";
import type { Currency } from "../money/currency.ts";
import { putWork, type WorkDraft } from "../work/work-item.ts";
import { type Card, cardOf, type SaleTotals } from "./card.ts";
import { loadCard, saveCard } from "./card-store.ts";

/** A campaign's sums are read again at most this often. */
export const REFRESH_EVERY_MS = 10_000;
/** Changes of this long are gathered in one snapshot, which is thus at most 60 s old with time to build and load. */
export const INDEX_WINDOW_MS = 20_000;
const SAVE_TRIES_MAX = 5;

/** What the public view of campaigns is made from. */
export interface ProjectionDeps {
  readonly store: Store;
  /** The sums over a campaign's shards, read strongly. */
  readonly totalsOf: (campaign: {
    campaignId: string;
    shards: number;
    currency: Currency;
  }) => Promise<SaleTotals>;
  /** The name under which an enterprise appears. */
  readonly enterpriseName: (enterpriseId: EnterpriseId) => Promise<string>;
  /** Business time now. */
  readonly now: () => Instant;
  /** A campaign's sums are read again at most this often, in milliseconds. */
  readonly refreshEveryMs: () => number;
  /** How long changes are gathered for one snapshot, in milliseconds. */
  readonly indexWindowMs: () => number;
}

/**
 * Follows one event: a campaign's change rebuilds its card, a pledge's refreshes its sums. Goes by what is stored
 * now, never by the event's own figures, so that a repeated, late or lost event does no harm.
 */
export async function projectEvent(deps: ProjectionDeps, event: Event): Promise<void> {
  const campaignId = event.stream.split("#")[0] ?? "";
  if (!campaignId.startsWith("cmp_")) return;
  if (event.kind.startsWith("campaign.")) return projectCampaign(deps, campaignId);
  if (event.kind.startsWith("pledge.")) return onPledgeEvent(deps, campaignId);
}

/** Rebuilds the card of a campaign from the campaign and its shards; nothing for one that is not public. */
export async function projectCampaign(deps: ProjectionDeps, campaignId: string): Promise<void> {
  for (let tries = 0; tries < SAVE_TRIES_MAX; tries++) {
    const previous = await loadCard(deps.store, campaignId);
    const campaign = await loadCampaign(deps.store, campaignId);
    if (campaign === undefined || !isIn(campaign, PUBLIC_STATUSES)) return;
    const next = await freshCard(deps, campaign, previous);
    if (await saveCard(deps.store, next, previous)) return askForIndex(deps);
  }
  throw new Error(`the card of ${campaignId} changed at every try`); // the stream tries again
}

async function freshCard(
  deps: ProjectionDeps,
  campaign: PublishedCampaign,
  previous: Card | undefined,
): Promise<Card> {
  const { id: campaignId, shards, terms } = campaign;
  const asOf = deps.now();
  return cardOf({
    campaign,
    enterpriseName: await deps.enterpriseName(campaign.enterpriseId),
    totals: await deps.totalsOf({ campaignId, shards, currency: terms.currency }),
    asOf,
    revision: (previous?.revision ?? 0) + 1,
  });
}

/** At once when the sums are older than ten seconds (`refreshEveryMs`), else once those have passed. */
async function onPledgeEvent(deps: ProjectionDeps, campaignId: string): Promise<void> {
  const card = await loadCard(deps.store, campaignId);
  if (card === undefined) return projectCampaign(deps, campaignId);
  const dueAt = addMs(card.asOf, deps.refreshEveryMs());
  if (deps.now() >= dueAt) return refreshTotals(deps, campaignId);
  await ask(deps.store, {
    ...{ kind: "catalogue.refresh-card", ref: campaignId, dueAt },
    cause: [campaignId, card.asOf],
  });
}

/** Reads a campaign's sums again; the effect behind `catalogue.refresh-card`. Writes only what has changed. */
export async function refreshTotals(deps: ProjectionDeps, campaignId: string): Promise<void> {
  for (let tries = 0; tries < SAVE_TRIES_MAX; tries++) {
    const card = await loadCard(deps.store, campaignId);
    if (card === undefined) return;
    const asOf = deps.now();
    const totals = await deps.totalsOf({ campaignId, shards: card.shards, currency: card.currency });
    const next: Card = { ...card, ...totals, asOf, revision: card.revision + 1 };
    if (await saveCard(deps.store, next, card)) return askForIndex(deps);
  }
  throw new Error(`the card of ${campaignId} changed at every try`); // the work item tries again
}

/** One snapshot per window: further changes in it find the work asked for already. */
async function askForIndex(deps: ProjectionDeps): Promise<void> {
  const windowMs = deps.indexWindowMs();
  const dueAt = instantOf((Math.floor(Date.parse(deps.now()) / windowMs) + 1) * windowMs);
  await ask(deps.store, { kind: "catalogue.build-index", ref: "catalogue", dueAt, cause: [dueAt] });
}

/** Asks for an effect; that it was asked for already is as good. */
async function ask(store: Store, draft: WorkDraft): Promise<void> {
  const asked = await store.commit({ work: putWork(draft) });
  invariant(asked.ok || asked.error.failed.has("work"), "only the work item has a condition");
}

const CATCH_UP_PAGE = 100;

/** Rebuilds every public campaign's card: after an outage of the stream, or for a new field. */
export async function catchUp(deps: ProjectionDeps): Promise<{ campaigns: number }> {
  let campaigns = 0;
  for (const status of PUBLIC_STATUSES) {
    let after: string | undefined;
    do {
      const page = await listCampaignsByStatus(deps.store, { status, limit: CATCH_UP_PAGE, after });
      for (const { id } of page.items) await projectCampaign(deps, id);
      campaigns += page.items.length;
      after = page.next;
    } while (after !== undefined);
  }
  return { campaigns };
}
