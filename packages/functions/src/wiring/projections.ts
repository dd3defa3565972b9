import type { Event } from "@firstlot/core/audit/event";
import { projectEvent } from "@firstlot/core/catalogue/project-event";
import { systemCommand } from "@firstlot/core/kernel/command";
import { pledgeIdSchema } from "@firstlot/core/pledge/pledge";
import { loadPledge } from "@firstlot/core/pledge/pledge-store";
import { closeAtCap } from "@firstlot/core/settlement/close-at-cap";
import type { Projection } from "../stream/on-change.ts";
import type { Wired } from "./deps.ts";
import { noticeProjection } from "./notices.ts";

/** Everything that follows the events: the public view, notices, and the look at the hard cap after each payment. */
export const projections = (wired: Wired): readonly Projection[] => [
  (event) => projectEvent(wired.projection, event),
  noticeProjection(wired.platform.store),
  (event) => closeWhenFull(wired, event),
];

/** Paid money may have reached the hard cap: one read of the pledge's shard tells. Lost, the deadline still closes. */
async function closeWhenFull(wired: Wired, event: Event): Promise<void> {
  if (event.kind !== "pledge.paid") return;
  const { store, clock } = wired.platform;
  const pledge = await loadPledge(store, pledgeIdSchema.parse(event.aggregate));
  if (pledge === undefined) return;
  const command = systemCommand({
    name: "cap",
    cause: [event.id],
    now: clock.business(),
    wall: clock.wall(),
  });
  await closeAtCap(wired.campaign, command, { campaignId: pledge.campaignId, k: pledge.shard });
}
