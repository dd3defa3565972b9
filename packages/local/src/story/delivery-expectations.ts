import { createHash } from "node:crypto";
import { z } from "zod";
import type { Expectations } from "./expectations.ts";
import { STAFF, type Stage } from "./stage.ts";

const endpoints = z.looseObject({ items: z.array(z.looseObject({ id: z.string() })) });
const deliveries = z.looseObject({
  items: z.array(z.looseObject({ messageId: z.string(), status: z.string(), type: z.string() })),
  next: z.string().optional(),
});
const received = z.looseObject({
  items: z.array(z.looseObject({ partnerId: z.string(), webhookId: z.string() })),
});
const PAGE = 100;

/** How many, and a fingerprint of which: thirty ids in a row of a table say no more. */
const idsText = (ids: Iterable<string>): string => {
  const sorted = [...ids].sort();
  return `${sorted.length}, sha256 ${createHash("sha256").update(sorted.join()).digest("hex").slice(0, 12)}`;
};

/** Every settlement message that was made has reached the bank, by the platform's log and by what the bank itself has kept. */
export async function expectDeliveries(
  stage: Stage,
  partnerId: string,
  expectations: Expectations,
): Promise<void> {
  const at = `${STAFF}/partners/${partnerId}/endpoints`;
  const created = new Set<string>();
  const delivered = new Set<string>();
  for (const { id } of (await stage.operator.do("GET", at, endpoints)).items) {
    let cursor: string | undefined;
    do {
      const query = new URLSearchParams({ limit: String(PAGE), ...(cursor === undefined ? {} : { cursor }) });
      const page = await stage.operator.do("GET", `${at}/${id}/deliveries?${query}`, deliveries);
      for (const { messageId, status } of page.items) {
        created.add(messageId);
        if (status === "delivered") delivered.add(messageId);
      }
      cursor = page.next;
    } while (cursor !== undefined);
  }
  const missing = [...created].filter((id) => !delivered.has(id));
  expectations.equal(`webhooks created (${created.size}) and not delivered`, {
    expected: "",
    actual: missing.join(", "),
  });
  const { items } = await stage.bank.do("GET", "/admin/webhooks", received);
  const kept = items.filter((webhook) => webhook.partnerId === partnerId).map(({ webhookId }) => webhookId);
  expectations.equal("webhooks created, and those that the bank has kept, by their ids", {
    expected: idsText(created),
    actual: idsText(kept),
  });
}
