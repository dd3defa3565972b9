import { partnerIdSchema } from "@firstlot/core/identity/actor";
import type { Json } from "@firstlot/core/kernel/canonical-json";
import { type Command, systemCommand } from "@firstlot/core/kernel/command";
import { type Instant, instantSchema } from "@firstlot/core/kernel/instant";
import { type DeliverDeps, deliver } from "@firstlot/core/webhook/deliver";
import { deliveryIdSchema } from "@firstlot/core/webhook/delivery";
import { endpointIdSchema } from "@firstlot/core/webhook/endpoint";
import { checkHealth } from "@firstlot/core/webhook/endpoint-health";
import { fanOut } from "@firstlot/core/webhook/fan-out";
import { messageIdSchema } from "@firstlot/core/webhook/message";
import { recoverDeliveries } from "@firstlot/core/webhook/replay";
import { verifyEndpoint } from "@firstlot/core/webhook/verify-endpoint";
import type { WorkHandlers } from "@firstlot/core/work/run-work";
import type { WorkItem } from "@firstlot/core/work/work-item";
import { z } from "zod";
import type { Platform } from "../platform.ts";

const DONE = { kind: "done" } as const;

/** Kinds of work that reach partners' servers, or lead to it; they run where the sender runs. */
type SendingKind =
  | "webhook.publish"
  | "webhook.deliver"
  | "webhook.recover"
  | "webhook.verify-endpoint"
  | "webhook.endpoint-health";

const deliverData = z.object({ round: z.int() });
const endpointData = z.object({ partnerId: partnerIdSchema });
const recoverData = endpointData.extend({ since: instantSchema, after: z.string().optional() });

/** The handlers of webhook work. Retries of a delivery follow its own schedule on business time, not the back-off of work. */
export function webhookWork(
  platform: Pick<Platform, "store" | "clock" | "secretBox" | "send">,
  random: () => number = Math.random,
): Pick<WorkHandlers, SendingKind> {
  const { store, clock, secretBox: box, send } = platform;
  const deps: DeliverDeps = { store, box, send, random };
  const command = ({ kind, ref }: WorkItem): Command =>
    systemCommand({ name: kind, cause: [ref], now: clock.business(), wall: clock.wall() });
  const again = (dueAt: Instant, data: Record<string, Json>) => ({ kind: "again" as const, dueAt, data });
  return {
    "webhook.publish": async (item) => {
      await fanOut({ store }, command(item), messageIdSchema.parse(item.ref));
      return DONE;
    },
    "webhook.deliver": async (item) => {
      const { round } = deliverData.parse(item.data);
      const deliveryId = deliveryIdSchema.parse(item.ref);
      const delivered = await deliver(deps, command(item), { deliveryId, round });
      return delivered.kind === "again" ? again(delivered.dueAt, { round }) : DONE;
    },
    "webhook.recover": async (item) => {
      const { partnerId, since, after } = recoverData.parse(item.data);
      const endpointId = endpointIdSchema.parse(item.ref);
      const input = { partnerId, endpointId, since, after };
      const recovered = await recoverDeliveries(deps, command(item), input);
      if (recovered.kind === "over") return DONE;
      const place = recovered.after === undefined ? {} : { after: recovered.after };
      return again(recovered.dueAt, { partnerId, since, ...place });
    },
    "webhook.verify-endpoint": async (item) => {
      const { partnerId } = endpointData.parse(item.data);
      await verifyEndpoint(deps, command(item), { partnerId, id: endpointIdSchema.parse(item.ref) });
      return DONE;
    },
    "webhook.endpoint-health": async (item) => {
      const { partnerId } = endpointData.parse(item.data);
      await checkHealth({ store }, command(item), { partnerId, id: endpointIdSchema.parse(item.ref) });
      return DONE;
    },
  };
}
