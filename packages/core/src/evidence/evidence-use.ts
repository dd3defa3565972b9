import { z } from "zod";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import type { Key, Store, Write } from "../kernel/store.ts";
import { type Money, moneySchema } from "../money/money.ts";
import { type EvidenceId, evidenceIdSchema } from "./evidence.ts";

/** As many uses of one file as are shown. */
const USES_MAX = 50;

const evidenceUseSchema = z.strictObject({
  evidenceId: evidenceIdSchema,
  /** What was asked for with this file. */
  kind: z.enum(["tranche", "payment"]),
  id: z.string().regex(/^[a-z]{3}_[0-9A-Z]+$/, "an id"),
  campaignId: z.string(),
  amount: moneySchema,
  /** Since when; asked again with the same file, the last time. */
  at: instantSchema,
});
/** A release or a payment that was asked for with a file. What was refused later was asked for all the same. */
export type EvidenceUse = Readonly<z.infer<typeof evidenceUseSchema>>;

const partition = (id: EvidenceId): string => `EVIDENCEUSE#${id}`;
const useKey = ({ evidenceId, kind, id }: EvidenceUse): Key => ({
  pk: partition(evidenceId),
  sk: `${kind}#${id}`,
});

/** Notes that something is asked for with a file; commits with the request. */
export const putEvidenceUse = (use: {
  evidenceId: EvidenceId;
  kind: EvidenceUse["kind"];
  id: string;
  campaignId: string;
  amount: Money;
  at: Instant;
}): Write => ({
  Put: {
    Item: { ...useKey(use), ...use },
    ConditionExpression: "attribute_not_exists(pk) OR campaignId = :campaign",
    ExpressionAttributeValues: { ":campaign": use.campaignId },
  },
});

/** What was asked for with a file, at most fifty, tranches after payments; strongly read. */
export async function listEvidenceUses(store: Store, id: EvidenceId): Promise<readonly EvidenceUse[]> {
  const { items } = await store.query({ pk: partition(id), limit: USES_MAX });
  return items.map(({ pk: _pk, sk: _sk, ...use }) => evidenceUseSchema.parse(use));
}
