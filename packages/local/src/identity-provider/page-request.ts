import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { z } from "zod";
import type { Locale } from "./account.ts";
import { localeOf } from "./page-language.ts";

/** The pages run on node's own server: `c.env.incoming` and `c.env.outgoing` are its request and reply. */
export interface PageEnv {
  Bindings: HttpBindings;
}

const formSchema = z.record(z.string(), z.union([z.string(), z.instanceof(File), z.array(z.unknown())]));

/** The text fields of a form; files and repeated fields count as absent. */
export async function formOf(c: Context<PageEnv>): Promise<ReadonlyMap<string, string>> {
  const body = formSchema.parse(await c.req.parseBody());
  const fields = new Map<string, string>();
  for (const [name, value] of Object.entries(body)) if (typeof value === "string") fields.set(name, value);
  return fields;
}

/** The language of a page outside a sign-in: `?ui_locales=`, else the browser's. */
export const localeOfRequest = (c: Context<PageEnv>): Locale =>
  localeOf({ asked: c.req.query("ui_locales"), accepted: c.req.header("accept-language") });

/** The address of the other end of the connection; a header could be anybody's word. */
export const addressOf = (c: Context<PageEnv>): string => c.env.incoming.socket.remoteAddress ?? "unknown";

const MINUTE_MS = 60_000;

/** The alert for somebody who must wait. */
export const tooMany = (waitMs: number) => ({
  word: "tooMany" as const,
  places: { minutes: String(Math.max(1, Math.ceil(waitMs / MINUTE_MS))) },
});
