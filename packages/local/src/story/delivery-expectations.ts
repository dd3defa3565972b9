import { z } from "zod";
import type { Expectations } from "./expectations.ts";
import { STAFF, type Stage } from "./stage.ts";

const endpoints = z.looseObject({ items: z.array(z.looseObject({ id: z.string() })) });
const deliveries = z.looseObject({
  items: z.array(z.looseObject({ messageId: z.string(), status: z.string(), type: z.string() })),
  next: z.string().optional(),
});
const PAGE = 100;

/** Every settlement message that was made has reached the bank. */
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
}
