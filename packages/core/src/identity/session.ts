import { z } from "zod";
import { sha256Hex } from "../kernel/id.ts";
import { addMs, HOUR_MS, type Instant, instantSchema, MINUTE_MS, msBetween } from "../kernel/instant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { userIdSchema } from "./actor.ts";
import type { SignIn } from "./load-principal.ts";
import type { User } from "./user.ts";

/** Unused for this long, a session is over (wall time). */
export const SESSION_IDLE_MS_MAX = 30 * MINUTE_MS;
/** A session is over after this long however much it is used. */
export const SESSION_MS_MAX = 12 * HOUR_MS;
/** `seenAt` is written at most this often, so that reading pages does not write on every request. */
export const SESSION_TOUCH_MS = MINUTE_MS;
/** The caller's random id: at least 128 bits, written in base64url or hex. */
const SESSION_ID = /^[A-Za-z0-9_-]{32,128}$/;

/** A signed-in browser. The item is found by the hash of the cookie's id; the id itself is stored nowhere. */
export const sessionSchema = z.strictObject({
  idHash: z.string().regex(/^[0-9a-f]{64}$/),
  userId: userIdSchema,
  startedAt: instantSchema,
  seenAt: instantSchema,
  signedInAt: instantSchema,
  secondFactor: z.boolean(),
});
export type Session = Readonly<z.infer<typeof sessionSchema>>;

/** Why a session is no session any more. */
export type SessionRefusal = Readonly<{ kind: "session_unknown" | "session_expired" | "session_ended" }>;

/** What is stored of a session id; `undefined` for text that is none. */
export const sessionHashOf = (sessionId: string): string | undefined =>
  SESSION_ID.test(sessionId) ? sha256Hex(sessionId) : undefined;

/** A session that begins with a sign-in. */
export const startSession = (
  options: { idHash: string; userId: Session["userId"]; wall: Instant } & SignIn,
): Session => ({
  idHash: options.idHash,
  userId: options.userId,
  startedAt: options.wall,
  seenAt: options.wall,
  signedInAt: options.signedInAt,
  secondFactor: options.secondFactor,
});

/** Whether a session is good at `wall`: both limits, and no "sign out everywhere" since it began. */
export function checkSession(
  session: Session,
  user: Pick<User, "sessionsNotBefore">,
  wall: Instant,
): Result<Session, SessionRefusal> {
  if (user.sessionsNotBefore !== undefined && session.startedAt < user.sessionsNotBefore)
    return err({ kind: "session_ended" });
  const idle = wall >= addMs(session.seenAt, SESSION_IDLE_MS_MAX);
  const old = wall >= addMs(session.startedAt, SESSION_MS_MAX);
  return idle || old ? err({ kind: "session_expired" }) : ok(session);
}

/** Whether the use of a session should be noted now. */
export const shouldTouch = (session: Session, wall: Instant): boolean =>
  msBetween({ from: session.seenAt, to: wall }) >= SESSION_TOUCH_MS;
