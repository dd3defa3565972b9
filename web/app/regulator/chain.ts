import type { AuditEvent } from "./regulator-data.ts";

/** One text per value, as the platform hashes it: keys sorted by code unit, no white space (RFC 8785). */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((entry) => canonicalText(entry ?? null)).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalText(member)}`);
  return `{${members.join(",")}}`;
}

async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What is wrong with an event: its place, its link to the one before, or its own hash. */
export type Break = Readonly<{ event: AuditEvent; what: "number" | "link" | "hash" }>;

/** The first event that does not fit, computed here and not taken from the platform; `undefined` when all do. */
export async function firstBreak(events: readonly AuditEvent[]): Promise<Break | undefined> {
  let before = "";
  let version = 0;
  for (const event of events) {
    const { hash, ...rest } = event;
    if (event.version !== version + 1) return { event, what: "number" };
    if (event.prevHash !== before) return { event, what: "link" };
    if ((await sha256(canonicalText(rest))) !== hash) return { event, what: "hash" };
    before = hash;
    version = event.version;
  }
  return undefined;
}
