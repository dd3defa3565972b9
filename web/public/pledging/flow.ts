import { randomUUID } from "node:crypto";
import type { Context } from "hono";
import { codeOf } from "../order-path.ts";
import type { PagesDeps } from "../visit.ts";
import { type Campaign, isOpen, type Quote, quoteOf, readCampaign } from "./basket.ts";
import { emptyDraft, type PledgeDraft } from "./draft.ts";
import { type Desk, deskOf } from "./page-kit.tsx";

/** One request on the way to a pledge: the campaign, what is filled in, and its price. */
export interface Flow extends Desk {
  readonly campaign: Campaign;
  readonly draft: PledgeDraft;
  /** Absent while the basket has no price. */
  readonly quote: Quote | undefined;
  readonly keep: (draft: PledgeDraft) => Promise<void>;
}

/**
 * What this browser has filled in for a campaign; one that has become a pledge is over, the next begins with one of the
 * tier that was pointed at.
 */
async function draftFor(c: Context, deps: PagesDeps, { id, tiers }: Campaign): Promise<PledgeDraft> {
  const draft = await deps.draft.read(c);
  if (draft?.campaignId === id && draft.pledgeId === undefined) return draft;
  const empty = emptyDraft(id, { key: randomUUID(), via: codeOf(c.req.query("via")) });
  const tier = tiers.find((one) => one.id === c.req.query("tier"));
  return tier === undefined ? empty : { ...empty, items: { [tier.id]: 1 } };
}

/** Begins a step; `undefined` campaign: nothing there, or nothing for sale now. */
export async function flowOf(
  c: Context,
  deps: PagesDeps,
): Promise<Flow | { readonly desk: Desk; readonly campaign: Campaign | undefined }> {
  const desk = await deskOf(c, deps);
  const campaignId = c.req.param("campaignId") ?? "";
  const campaign = await readCampaign(desk.visit.api, campaignId);
  if (campaign === undefined || !isOpen(campaign, desk.visit.now)) return { desk, campaign };
  const draft = await draftFor(c, deps, campaign);
  const hasBasket = draft.country !== undefined && Object.keys(draft.items).length > 0;
  const { quote } = hasBasket ? await quoteOf(desk.visit.api, draft) : { quote: undefined };
  return { ...desk, campaign, draft, quote, keep: (next) => deps.draft.write(c, next) };
}
