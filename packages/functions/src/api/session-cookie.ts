import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";

/**
 * The one cookie of a signed-in browser: a random id and nothing else. `__Host-` binds it to this origin and to TLS;
 * browsers take `localhost` for as good as that.
 */
const NAME = "session";
const OPTIONS = { prefix: "host", path: "/", secure: true, httpOnly: true, sameSite: "Lax" } as const;

/** The session id that a browser sent. */
export const readSessionCookie = (c: Context): string | undefined => getCookie(c, NAME, "host");

/** Hands a session id to the browser; it forgets it when it is closed. */
export const writeSessionCookie = (c: Context, sessionId: string): void =>
  setCookie(c, NAME, sessionId, OPTIONS);

/** Takes the session id back. */
export const clearSessionCookie = (c: Context): void => {
  deleteCookie(c, NAME, OPTIONS);
};

/**
 * The header that a request with a cookie must carry to change anything: a form of another site cannot set it, and a
 * script of another origin is not allowed to.
 */
export const OWN_REQUEST_HEADER = "x-firstlot-request";

/** Methods that read; everything else changes something. */
const READS = new Set(["GET", "HEAD"]);

/** Whether a request that is authenticated by a cookie comes from our own pages, or changes nothing. */
export const isOwnRequest = (c: Context, origin: string): boolean =>
  READS.has(c.req.method) ||
  (c.req.header("origin") === origin && c.req.header(OWN_REQUEST_HEADER) !== undefined);
