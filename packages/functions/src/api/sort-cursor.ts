import { z } from "@hono/zod-openapi";
import { nextOf, positionOf } from "./respond.ts";
import type { ApiContext } from "./route.ts";

const positionSchema = z.object({ after: z.string() });

/** The sort key that a cursor of a sharded list names; `"bad"` when it is not ours. */
export function sortKeyOf(
  c: ApiContext,
  scope: string,
  cursor: string | undefined,
): string | undefined | "bad" {
  const position = positionOf(c, scope, cursor);
  if (position === undefined || position === "bad") return position;
  const parsed = positionSchema.safeParse(position);
  return parsed.success ? parsed.data.after : "bad";
}

/** The `next` member of a page of a sharded list. */
export const nextAfter = (c: ApiContext, scope: string, after: string | undefined): { next?: string } =>
  nextOf(c, scope, after === undefined ? undefined : { after });
