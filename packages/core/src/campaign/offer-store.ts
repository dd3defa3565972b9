import { z } from "zod";
import { ImmutableCache } from "../kernel/immutable-cache.ts";
import { instantSchema } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Key, Store, Write } from "../kernel/store.ts";
import { type Offer, offerSchema } from "./offer.ts";
import { publicTermsSchema } from "./presale-terms.ts";

interface Version {
  readonly campaignId: string;
  readonly version: number;
}

const offerKey = ({ campaignId, version }: Version): Key => ({
  pk: `OFFER#${campaignId}#${version}`,
  sk: "OFFER",
});
const contentKey = (of: Version): Key => ({ ...offerKey(of), sk: "CONTENT" });

/** The write of an offer; a version is written once. */
export const putOffer = (offer: Offer): Write => ({
  Put: {
    Item: { ...offerKey(offer), ...offerSchema.parse(offer) },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});

const contentSchema = z.strictObject({
  contentHash: z.string(),
  /** The review case that approved exactly this. */
  caseId: z.string(),
  approvedAt: instantSchema,
  terms: publicTermsSchema,
});
/** What was published with an offer: the reviewed terms without what only the enterprise may see. */
export type PublishedContent = Readonly<z.infer<typeof contentSchema>>;

/** The write of the published terms, next to their offer. */
export const putContent = (of: Version, content: PublishedContent): Write => ({
  Put: { Item: { ...contentKey(of), ...content }, ConditionExpression: "attribute_not_exists(pk)" },
});

const OFFERS_CACHED_MAX = 2_000;
const CONTENTS_CACHED_MAX = 500;
const offers = new ImmutableCache<Offer>(OFFERS_CACHED_MAX);
const contents = new ImmutableCache<PublishedContent>(CONTENTS_CACHED_MAX);

/** A campaign's offer, cached without expiry since it never changes; `undefined` before publication. */
export const loadOffer = (store: Store, campaignId: string, version = 1): Promise<Offer | undefined> =>
  offers.read(store, `${campaignId}#${version}`, async () => {
    const item = await store.get(offerKey({ campaignId, version }));
    if (item === undefined) return undefined;
    const { pk: _pk, sk: _sk, ...offer } = item;
    return offerSchema.parse(offer);
  });

/** The published terms of a version, cached like the offer. */
export const loadPublishedContent = (
  store: Store,
  campaignId: string,
  version: number,
): Promise<PublishedContent | undefined> =>
  contents.read(store, `${campaignId}#${version}`, async () => {
    const item = await store.get(contentKey({ campaignId, version }));
    if (item === undefined) return undefined;
    const { pk: _pk, sk: _sk, ...content } = item;
    return contentSchema.parse(content);
  });

/** The offer of a campaign that is known to be published. */
export async function publishedOffer(store: Store, campaignId: string, version: number): Promise<Offer> {
  const offer = await loadOffer(store, campaignId, version);
  invariant(offer !== undefined, "a published campaign has its offer");
  return offer;
}
