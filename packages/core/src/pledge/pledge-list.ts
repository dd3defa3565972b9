import { z } from "zod";
import type { Page, Store, StoredItem } from "../kernel/store.ts";
import { listBackerCampaigns } from "./backer-campaign.ts";
import { isAsked, type OrderFilter } from "./order-heap.ts";
import { BUCKETS, type Pledge } from "./pledge.ts";
import { listPledges, loadPledges } from "./pledge-store.ts";

/** Campaigns on one page of a backer's list; each has at most 30 pledges of theirs. */
const CAMPAIGNS_PER_PAGE = 5;

/** A backer's own pledges, campaign by campaign, newest last within one; all strongly read. */
export async function listOwnPledges(
  store: Store,
  options: { backerId: string; after?: StoredItem | undefined },
): Promise<Page<Pledge>> {
  const { items, next } = await listBackerCampaigns(store, { ...options, limit: CAMPAIGNS_PER_PAGE });
  const ids = items.flatMap(({ pledgeIds }) => pledgeIds);
  return { items: await loadPledges(store, ids), next };
}

const placeSchema = z.object({
  bucket: z
    .int()
    .min(0)
    .max(BUCKETS - 1),
  after: z.record(z.string(), z.unknown()).optional(),
});

/** Pledges after which a page of a filtered list ends, whatever it has found. */
const READ_MAX = 500;

/**
 * A campaign's pledges over all buckets, strongly read. A page holds at least `limit` pledges unless it is the last,
 * and at most as many more as one bucket's page. A filtered page ends after 500 pledges read: it may hold fewer, or none,
 * and `next` says whether there is more.
 */
export async function listCampaignPledges(
  store: Store,
  options: { campaignId: string; limit: number; after?: StoredItem | undefined; filter?: OrderFilter },
): Promise<Page<Pledge>> {
  const { campaignId, limit, filter = {} } = options;
  const start = options.after === undefined ? { bucket: 0 } : placeSchema.parse(options.after);
  const found: Pledge[] = [];
  let read = 0;
  let { after } = placeSchema.parse(start);
  for (let { bucket } = start; bucket < BUCKETS; bucket++) {
    do {
      const page = await listPledges(store, { campaignId, bucket, after });
      found.push(...page.items.filter((pledge) => isAsked(pledge, filter)));
      read += page.items.length;
      after = page.next;
      if ((found.length >= limit || read >= READ_MAX) && (after !== undefined || bucket + 1 < BUCKETS)) {
        const next = after === undefined ? { bucket: bucket + 1 } : { bucket, after };
        return { items: found, next };
      }
    } while (after !== undefined);
  }
  return { items: found };
}
