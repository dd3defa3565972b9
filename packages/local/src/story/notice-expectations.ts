import { granted } from "@firstlot/sdk/client";
import { together } from "./crowd.ts";
import type { Expectations } from "./expectations.ts";
import type { Backed } from "./pledging.ts";
import type { Group } from "./presale-size.ts";

const AT_ONCE = 8;

const PAID = ["pledge_receipt", "payment_received", "campaign_funded_backer"];
const REFUNDED = ["pledge_receipt", "payment_received", "refund_started", "refund_sent"];

/** What each group of the main campaign is told about its pledge, in order of the alphabet. Made by hand. */
const TOLD: Readonly<Record<Group, readonly string[]>> = {
  early: PAID,
  race: PAID,
  retry: PAID,
  never: ["pledge_receipt", "pledge_expired"],
  withdraws: REFUNDED,
  short: ["pledge_receipt", "payment_short", "pledge_expired", "refund_sent"],
  over: [...PAID, "payment_over"],
  late: ["pledge_receipt", "pledge_expired", "payment_received", "campaign_funded_backer"],
  page: PAID,
  transfer: PAID,
};

const listed = (templates: readonly string[]): string => [...templates].sort().join(", ");

/** Every backer of the main campaign was told what the list says about their pledge: nothing less, nothing twice. */
export async function expectNotices(backed: readonly Backed[], expectations: Expectations): Promise<void> {
  const made = backed.filter(({ pledge }) => pledge !== undefined);
  const told = await together(made, AT_ONCE, async ({ backer, pledge }) => {
    const { items } = granted(await backer.caller.api.GET("/notices", { params: { query: { limit: 100 } } }));
    return listed(items.filter(({ ref }) => ref === pledge?.id).map(({ template }) => template));
  });
  for (const [group, templates] of Object.entries(TOLD)) {
    const own = told.filter((_, i) => made[i]?.backer.group === group);
    if (own.length === 0) continue;
    const expected = listed(templates);
    const others = [...new Set(own.filter((list) => list !== expected))];
    expectations.equal(`notices to ${own.length} of "${group}": ${expected}`, {
      expected: "",
      actual: others.join(" / "),
    });
  }
}
