import type { Campaign } from "./campaign-data.ts";
import { isWritable } from "./status.tsx";

/** The screens of a campaign beside its overview, in the order in which they are needed. */
export type CampaignTab = "edit" | "check" | "funding" | "money" | "orders";

const FUNDED = ["funded", "delivering", "completed", "undelivered"];
const AFTER_VERDICT = [...FUNDED, "failed", "cancelled", "refunding", "refunded"];

/**
 * The screens that a campaign of this state has for a member of this role: funding once it was published, money after
 * the verdict, orders once there is something to send, to those who may see addresses.
 */
export function tabsOf(
  { status, shards }: Pick<Campaign, "status" | "shards">,
  role: string | undefined,
): readonly CampaignTab[] {
  return [
    ...(isWritable(status) ? (["edit", "check"] as const) : []),
    ...(shards === undefined ? [] : (["funding"] as const)),
    ...(AFTER_VERDICT.includes(status) ? (["money"] as const) : []),
    ...(FUNDED.includes(status) && (role === "owner" || role === "editor") ? (["orders"] as const) : []),
  ];
}
