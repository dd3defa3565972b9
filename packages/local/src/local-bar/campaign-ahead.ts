import type { Campaign } from "@firstlot/core/campaign/campaign";
import { loadCampaign } from "@firstlot/core/campaign/campaign-store";
import { inLanguage } from "@firstlot/core/campaign/presale-terms";
import { listLive } from "@firstlot/core/catalogue/listing";
import type { Instant } from "@firstlot/core/kernel/instant";
import type { Store } from "@firstlot/core/kernel/store";
import { pledgeIdSchema } from "@firstlot/core/pledge/pledge";
import { loadPledge } from "@firstlot/core/pledge/pledge-store";
import type { Locale } from "../identity-provider/account.ts";

/** What the clock can be moved on to: a campaign's deadline, or the verdict of one that is past it. */
export interface Ahead {
  readonly campaignId: string;
  readonly title: string;
  readonly until: "deadline" | "verdict";
  /** The deadline; a verdict has no time of its own. */
  readonly at?: Instant;
}

const CAMPAIGN = /\/campaigns\/(cmp_[0-9A-Z]{20})(?=[/?#]|$)/;
const PLEDGE = /\/pledges\/(plg_[0-9A-Z]{20})(?=[/?#]|$)/;

/** The campaign that a page is about, by its address: its own pages, its owner's, and those of a pledge for it. */
async function campaignInView(store: Store, path: string): Promise<Campaign | undefined> {
  const pledgeId = pledgeIdSchema.safeParse(PLEDGE.exec(path)?.[1]);
  const ofPledge = pledgeId.success ? (await loadPledge(store, pledgeId.data))?.campaignId : undefined;
  const campaignId = CAMPAIGN.exec(path)?.[1] ?? ofPledge;
  return campaignId === undefined ? undefined : loadCampaign(store, campaignId);
}

const titleOf = (title: Campaign["terms"]["title"], language: Locale): string =>
  title === undefined ? "" : inLanguage(title, language === "en" ? "en" : "zh");

/** What is ahead of the campaign in view while it runs, else the next deadline of any live campaign. */
export async function campaignAhead(
  store: Store,
  { path, now, language }: { path: string; now: Instant; language: Locale },
): Promise<Ahead | undefined> {
  const inView = await campaignInView(store, path);
  if (inView?.status === "live" || inView?.status === "closing") {
    const { id: campaignId, status, closesAt } = inView;
    const title = titleOf(inView.terms.title, language);
    if (status === "live" && closesAt > now) return { campaignId, title, until: "deadline", at: closesAt };
    return { campaignId, title, until: "verdict" };
  }
  const { items } = await listLive(store, { order: "ending-soon", limit: 10 });
  const next = items.find(({ closesAt }) => closesAt > now);
  if (next === undefined) return undefined;
  return {
    campaignId: next.id,
    title: titleOf(next.title, language),
    until: "deadline",
    at: next.closesAt,
  };
}

/** A campaign's name and where it is in its life, for a list of what changed. */
export async function campaignNow(store: Store, campaignId: string, language: Locale) {
  const campaign = await loadCampaign(store, campaignId);
  return campaign === undefined
    ? undefined
    : { title: titleOf(campaign.terms.title, language), status: campaign.status };
}
