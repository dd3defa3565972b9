/** What a line must be told apart by. */
interface Known {
  readonly id: string;
  readonly reference: string;
  readonly status: string;
}

/** A line that can be sent: its order and the tracking number. */
export interface TrackingLine<O extends Known> {
  readonly row: number;
  readonly order: O;
  readonly tracking: string;
}

/** A line that cannot, and why. */
export interface LineError {
  readonly row: number;
  readonly kind: "no_tracking" | "too_long" | "unknown" | "not_open" | "twice" | "too_many";
  /** The order as it was written. */
  readonly reference: string;
}

const TRACKING_MAX = 60;
/** As many lines as are sent in one go. */
export const LINES_MAX = 200;

const unquoted = (text: string): string =>
  text
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .trim();

/**
 * Orders and their tracking numbers out of pasted lines, `order, tracking`; commas, semicolons and tabs part them, and
 * empty lines are nothing. Good lines are kept beside bad ones.
 */
export function trackingLines<O extends Known>(
  text: string,
  orders: readonly O[],
): { readonly lines: readonly TrackingLine<O>[]; readonly errors: readonly LineError[] } {
  const lines: TrackingLine<O>[] = [];
  const errors: LineError[] = [];
  const rows = text.split(/\r?\n/);
  for (const [at, raw] of rows.slice(0, LINES_MAX).entries()) {
    if (raw.trim() === "") continue;
    const [first = "", ...rest] = raw.split(/[,;\t]/);
    const reference = unquoted(first).replaceAll(/\s/g, "").toUpperCase();
    const tracking = unquoted(rest.join(","));
    const order = orders.find((one) => one.reference === reference);
    const kind: LineError["kind"] | undefined =
      order === undefined
        ? "unknown"
        : order.status !== "confirmed"
          ? "not_open"
          : lines.some((line) => line.order.id === order.id)
            ? "twice"
            : tracking === ""
              ? "no_tracking"
              : tracking.length > TRACKING_MAX
                ? "too_long"
                : undefined;
    if (kind !== undefined || order === undefined) {
      errors.push({ row: at + 1, kind: kind ?? "unknown", reference: unquoted(first) });
    } else lines.push({ row: at + 1, order, tracking });
  }
  if (rows.length > LINES_MAX) errors.push({ row: LINES_MAX + 1, kind: "too_many", reference: "" });
  return { lines, errors };
}
