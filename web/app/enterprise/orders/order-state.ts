/** The heaps that orders lie on, as the platform sorts them. */
export const HEAPS = ["open", "sent", "gone", "all"] as const;
export type Heap = (typeof HEAPS)[number];

interface Standing {
  readonly status: string;
  readonly tracking?: string | undefined;
}

/** The state of an order for who sends it: what the enterprise sent has a tracking number, what is received has none. */
export const stateOf = ({ status, tracking }: Standing): string =>
  status === "fulfilled" ? (tracking === undefined ? "received" : "sent") : status;

/** The heap that an address asks for; what is to be sent where it asks for none. */
export const heapAsked = (text: string | undefined): Heap => HEAPS.find((heap) => heap === text) ?? "open";
