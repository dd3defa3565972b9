import { z } from "zod";
import type { Pledge, PledgeStatus } from "./pledge.ts";

/** The heaps that a campaign's orders lie on for who sends them: to be sent, sent or received, given back. */
export const orderHeapSchema = z.enum(["open", "sent", "gone"]);
export type OrderHeap = z.infer<typeof orderHeapSchema>;

const HEAP = {
  reserved: undefined,
  expired: undefined,
  cancelled: undefined,
  paid: "open",
  confirmed: "open",
  fulfilled: "sent",
  withdrawn: "gone",
  refunding: "gone",
  refund_failed: "gone",
  dormant: "gone",
  refunded: "gone",
} as const satisfies Record<PledgeStatus, OrderHeap | undefined>;

/** On which heap a pledge lies; what was never paid is no order. */
export const heapOf = ({ status }: Pick<Pledge, "status">): OrderHeap | undefined => HEAP[status];

/** Which pledges of a campaign are asked for: `all` orders or one heap's, of one country or of every one. */
export interface OrderFilter {
  readonly heap?: OrderHeap | "all" | undefined;
  readonly country?: string | undefined;
}

/** Whether a pledge is among those asked for. */
export const isAsked = (
  pledge: Pick<Pledge, "status" | "country">,
  { heap, country }: OrderFilter,
): boolean =>
  (country === undefined || pledge.country === country) &&
  (heap === undefined || (heap === "all" ? heapOf(pledge) !== undefined : heapOf(pledge) === heap));
