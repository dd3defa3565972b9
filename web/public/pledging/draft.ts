import type { Context } from "hono";

/** Where a backer wants it sent; the country is the basket's. */
export interface DraftAddress {
  readonly name: string;
  readonly lines: string[];
  readonly city: string;
  readonly postcode: string;
  readonly phone?: string | undefined;
}

/** A pledge that is being filled in: kept in the visitor's own browser, sealed, until it is reserved. */
export interface PledgeDraft {
  readonly campaignId: string;
  /** The idempotency key of the reservation that it becomes: pressed twice, it is one pledge. */
  readonly key: string;
  /** Quantity by tier or add-on, each at least 1. */
  readonly items: Record<string, number>;
  /** Where it is sent to, ISO 3166-1 alpha-2. */
  readonly country?: string | undefined;
  readonly address?: DraftAddress | undefined;
  readonly method?: PayMethod | undefined;
  /** The code of the link that led here. */
  readonly via?: string | undefined;
  /** The risk words that were ticked, and the total that stood in them. */
  readonly acknowledged?: { readonly version: string; readonly total: string } | undefined;
  /** What it has become: the same form sent again leads there. */
  readonly pledgeId?: string | undefined;
}

export type PayMethod = "page" | "transfer";

/** Keeps the draft for a browser. */
export interface DraftStore {
  read(c: Context): Promise<PledgeDraft | undefined>;
  write(c: Context, draft: PledgeDraft): Promise<void>;
  clear(c: Context): void;
}

/** The words of the risk page; a change of the words is a new version. */
export const RISK_WORDS_VERSION = "presale-risks-1";

/** A draft with nothing chosen. */
export const emptyDraft = (
  campaignId: string,
  { key, via }: { key: string; via?: string | undefined },
): PledgeDraft => ({
  campaignId,
  key,
  items: {},
  ...(via === undefined ? {} : { via }),
});

/** Chooses items and country. What was acknowledged stood for another basket, so it has to be read again. */
export function withItems(
  draft: PledgeDraft,
  chosen: { readonly items: Record<string, number>; readonly country: string | undefined },
): PledgeDraft {
  const { acknowledged, ...rest } = draft;
  const isSame =
    draft.country === chosen.country &&
    JSON.stringify(Object.entries(draft.items).sort()) ===
      JSON.stringify(Object.entries(chosen.items).sort());
  return { ...rest, ...chosen, ...(isSame && acknowledged !== undefined ? { acknowledged } : {}) };
}

/** An address as the API takes it. */
export const postalOf = ({ phone, ...address }: DraftAddress, country: string) => ({
  ...address,
  country,
  ...(phone === undefined ? {} : { phone }),
});

/** The lines of a basket. */
export const linesOf = ({ items }: Pick<PledgeDraft, "items">) =>
  Object.entries(items).map(([itemId, quantity]) => ({ itemId, quantity }));
