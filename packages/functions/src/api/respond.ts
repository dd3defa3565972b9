import type { Done } from "@firstlot/core/kernel/command";
import type { StoredItem } from "@firstlot/core/kernel/store";
import type { z } from "@hono/zod-openapi";
import { decodeCursor, encodeCursor } from "./cursor.ts";
import type { ApiContext } from "./route.ts";
import { toWire } from "./wire.ts";

/** What an API answers passes through its declared schema: undeclared fields never leave. */
export const present = <T extends z.ZodType>(schema: T, value: unknown): z.output<T> =>
  schema.parse(toWire(value));

/** Headers of an answer to a command: a retry says so, and an aggregate says its version. */
export function commandAnswer(c: ApiContext, done: Done<unknown>): void {
  c.header("Cache-Control", "no-store");
  if (done.replayed) c.header("Idempotency-Replayed", "true");
  versionTag(c, done.value);
}

/** The version of an aggregate as a weak ETag, to be sent back as If-Match. */
export function versionTag(c: ApiContext, value: unknown): void {
  if (typeof value === "object" && value !== null && "version" in value)
    c.header("ETag", `W/"${value.version}"`);
}

/** The place to start a list from; `undefined` at its beginning, `"bad"` when the cursor is not ours. */
export function positionOf(
  c: ApiContext,
  scope: string,
  cursor: string | undefined,
): StoredItem | undefined | "bad" {
  if (cursor === undefined) return undefined;
  return decodeCursor({ secret: c.var.platform.secrets.cursor, scope, cursor }) ?? "bad";
}

/** The `next` member of a page. */
export const nextOf = (c: ApiContext, scope: string, position: StoredItem | undefined): { next?: string } =>
  position === undefined
    ? {}
    : { next: encodeCursor({ secret: c.var.platform.secrets.cursor, scope, position }) };
