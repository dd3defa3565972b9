import { createHmac, timingSafeEqual } from "node:crypto";
import type { StoredItem } from "@firstlot/core/kernel/store";
import { z } from "zod";

const MAC_CHARACTERS = 22; // 132 bits
const CURSOR_CHARACTERS_MAX = 2_000;
const positionSchema = z.record(z.string(), z.unknown());

const macOf = (secret: string, scope: string, body: string): string =>
  createHmac("sha256", secret).update(`${scope}\n${body}`).digest("base64url").slice(0, MAC_CHARACTERS);

/**
 * An opaque, signed place in a list. It works only for the list (`scope`) it was made for.
 * @param scope the list and its filters, and whose it is
 */
export function encodeCursor(options: { secret: string; scope: string; position: StoredItem }): string {
  const body = Buffer.from(JSON.stringify(options.position)).toString("base64url");
  return `${macOf(options.secret, options.scope, body)}.${body}`;
}

/** The place that a cursor names, or `undefined` when it was not made by us for this list. */
export function decodeCursor(options: {
  secret: string;
  scope: string;
  cursor: string;
}): StoredItem | undefined {
  const { secret, scope, cursor } = options;
  if (cursor.length > CURSOR_CHARACTERS_MAX) return undefined;
  const [mac = "", body = ""] = cursor.split(".");
  const expected = Buffer.from(macOf(secret, scope, body));
  const given = Buffer.from(mac);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
  const parsed = positionSchema.safeParse(JSON.parse(Buffer.from(body, "base64url").toString("utf8")));
  return parsed.success ? parsed.data : undefined;
}
