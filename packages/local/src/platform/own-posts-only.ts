import type { MiddlewareHandler } from "hono";

/**
 * Refuses what a page of another site sends, be it a form or a script; reading is left alone. A program of this machine
 * says nothing of where it comes from, and is let through.
 */
export const ownPostsOnly =
  (origin: string): MiddlewareHandler =>
  async (c, next) => {
    const from = c.req.header("origin");
    const site = c.req.header("sec-fetch-site") ?? "none";
    const isOwn = (from === undefined || from === origin) && (site === "same-origin" || site === "none");
    if (c.req.method !== "GET" && c.req.method !== "HEAD" && !isOwn)
      return c.json({ code: "foreign_origin", title: "This was sent from another site." }, 403);
    return next();
  };
