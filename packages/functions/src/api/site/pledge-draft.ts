import { countrySchema } from "@firstlot/core/campaign/presale-terms";
import { LINES_MAX } from "@firstlot/core/campaign/quote";
import { deliverySchema } from "@firstlot/core/pledge/delivery";
import { payMethodSchema, wordsVersionSchema } from "@firstlot/core/pledge/pledge";
import type { PledgeDraft } from "@firstlot/web/public/pledging/draft";
import { z } from "zod";

/** A week, wall time: long enough to look for a mail, short enough for an address in a browser. */
export const DRAFT_MINUTES = 10_080;

/** What the cookie of a half-filled pledge may hold; anything else reads as absent. */
export const pledgeDraftSchema: z.ZodType<PledgeDraft> = z.strictObject({
  campaignId: z.string().max(40),
  key: z.uuid(),
  items: z
    .record(z.string().max(3), z.int().min(1).max(100))
    .refine((items) => Object.keys(items).length <= LINES_MAX),
  country: countrySchema.optional(),
  address: deliverySchema.omit({ country: true }).optional(),
  method: payMethodSchema.optional(),
  via: z.string().max(40).optional(),
  acknowledged: z.strictObject({ version: wordsVersionSchema, total: z.string().max(40) }).optional(),
  pledgeId: z.string().max(40).optional(),
});
