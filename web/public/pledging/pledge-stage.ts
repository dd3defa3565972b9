import { minorOf, type WireMoney } from "../../ui/money.tsx";
import type { Tone } from "../../ui/parts.tsx";

/** Where a pledge stands for its backer: the lifecycle's state, and what the money that came makes of it. */
const STAGES = [
  "reserved",
  "short",
  "paid",
  "paid_over",
  "confirmed",
  "fulfilled",
  "expired",
  "late",
  "cancelled",
  "withdrawn",
  "refunding",
  "refund_failed",
  "dormant",
  "refunded",
] as const;
export type Stage = (typeof STAGES)[number];

/** What of a pledge its stage follows from. */
export interface Staged {
  readonly status:
    | "reserved"
    | "expired"
    | "cancelled"
    | "paid"
    | "confirmed"
    | "fulfilled"
    | "withdrawn"
    | "refunding"
    | "refund_failed"
    | "dormant"
    | "refunded";
  readonly total: WireMoney;
  readonly received: WireMoney;
}

/** The stage of a pledge. */
export function stageOf({ status, total, received }: Staged): Stage {
  const came = minorOf(received);
  switch (status) {
    case "reserved":
      return came > 0n ? "short" : "reserved";
    case "paid":
      return came > minorOf(total) ? "paid_over" : "paid";
    case "expired":
    case "cancelled":
      return came > 0n ? "late" : status;
    case "confirmed":
    case "fulfilled":
    case "withdrawn":
    case "refunding":
    case "refund_failed":
    case "dormant":
    case "refunded":
      return status;
  }
}

export const STAGE_TONE: Readonly<Record<Stage, Tone>> = {
  reserved: "info",
  short: "warn",
  paid: "ok",
  paid_over: "ok",
  confirmed: "ok",
  fulfilled: "ok",
  expired: "neutral",
  late: "warn",
  cancelled: "neutral",
  withdrawn: "info",
  refunding: "info",
  refund_failed: "danger",
  dormant: "danger",
  refunded: "neutral",
};

/** What a withdrawal gives back: what came, less an excess that is on its way back by itself. */
export const heldOf = ({ status, total, received }: Staged): WireMoney =>
  status !== "reserved" && minorOf(received) > minorOf(total) ? total : received;

/** Whether the address may still be changed: until it is sent. */
export const mayMove = ({ status }: Pick<Staged, "status">): boolean =>
  status === "reserved" || status === "paid" || status === "confirmed";

/** How a backer may get out, if at all: before it is paid, freely until the deadline, by law until it is sent. */
export function wayOut(
  { status }: Pick<Staged, "status">,
  { closesAt, now }: { readonly closesAt: string | undefined; readonly now: string },
): "cancel" | "withdraw" | "withdraw_by_law" | undefined {
  if (status === "reserved") return "cancel";
  if (status === "paid") return closesAt !== undefined && now < closesAt ? "withdraw" : undefined;
  return status === "confirmed" ? "withdraw_by_law" : undefined;
}
