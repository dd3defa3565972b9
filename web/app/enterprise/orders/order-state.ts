/** The heaps that orders lie on. */
export const HEAPS = ["open", "sent", "gone", "all"] as const;
export type Heap = (typeof HEAPS)[number];

interface Standing {
  readonly status: string;
  readonly tracking?: string | undefined;
}

const NEVER_ORDERS = new Set(["reserved", "expired", "cancelled"]);

/** Whether a pledge became an order: it was paid. */
export const isOrder = ({ status }: Standing): boolean => !NEVER_ORDERS.has(status);

/** On which heap an order lies. */
export function heapOf({ status }: Standing): Exclude<Heap, "all"> {
  if (status === "fulfilled") return "sent";
  return status === "confirmed" || status === "paid" ? "open" : "gone";
}

/** The state of an order for who sends it: what the enterprise sent has a tracking number, what is received has none. */
export const stateOf = ({ status, tracking }: Standing): string =>
  status === "fulfilled" ? (tracking === undefined ? "received" : "sent") : status;

/** The heap that an address asks for; what is to be sent where it asks for none. */
export const heapAsked = (text: string | undefined): Heap => HEAPS.find((heap) => heap === text) ?? "open";
