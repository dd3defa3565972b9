import { append } from "../audit/event.ts";
import type { Instant } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Key, Store, Write } from "../kernel/store.ts";
import type { UserId, UserPrincipal } from "./actor.ts";
import { loadPrincipal, type SignIn } from "./load-principal.ts";
import {
  checkSession,
  type Session,
  type SessionRefusal,
  sessionHashOf,
  sessionSchema,
  shouldTouch,
  startSession,
} from "./session.ts";
import type { User } from "./user.ts";
import { loadUser, putUser } from "./user-store.ts";

const sessionKey = (idHash: string): Key => ({ pk: `SESSION#${idHash}`, sk: "STATE" });

const putSession = (session: Session): Write => ({
  Put: {
    Item: { ...sessionKey(session.idHash), ...session },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});

const deleteSession = (idHash: string): Write => ({
  Delete: { Key: sessionKey(idHash), ConditionExpression: "attribute_exists(pk)" },
});

function hashOfNewId(sessionId: string): string {
  const idHash = sessionHashOf(sessionId);
  invariant(
    idHash !== undefined,
    "a session id is 32 to 128 characters of base64url, from a secure random source",
  );
  return idHash;
}

/**
 * Begins a session at sign-in or at step-up. The id is new each time; the one before it ends in the same commit, so
 * that an id known before the sign-in is worth nothing after it.
 * @param sessionId at least 128 random bits made by the caller; only its hash is stored
 */
export async function beginSession(
  store: Store,
  options: { sessionId: string; replaces?: string; userId: UserId; wall: Instant } & SignIn,
): Promise<Session> {
  const session = startSession({ ...options, idHash: hashOfNewId(options.sessionId) });
  const before = options.replaces === undefined ? undefined : sessionHashOf(options.replaces);
  const replaced = before === undefined ? undefined : await store.get(sessionKey(before));
  const done = await store.commit({
    session: putSession(session),
    ...(before !== undefined && replaced !== undefined ? { replaced: deleteSession(before) } : {}),
  });
  if (done.ok) return session;
  // The old session ended meanwhile: there is nothing left to replace.
  const again = await store.commit({ session: putSession(session) });
  invariant(again.ok, "a new session id was never used before");
  return session;
}

/**
 * The session of a cookie with its principal, read strongly; notes its use at most once a minute.
 * Unknown, expired and ended sessions are refused; the caller answers all three as "not signed in".
 */
export async function resumeSession(
  store: Store,
  options: { sessionId: string; wall: Instant },
): Promise<Result<{ session: Session; principal: UserPrincipal; user: User }, SessionRefusal>> {
  const { sessionId, wall } = options;
  const idHash = sessionHashOf(sessionId);
  const item = idHash === undefined ? undefined : await store.get(sessionKey(idHash));
  if (item === undefined) return err({ kind: "session_unknown" });
  const { pk: _pk, sk: _sk, ...stored } = item;
  const session = sessionSchema.parse(stored);
  const loaded = await loadPrincipal(store, session);
  if (loaded === undefined) return err({ kind: "session_unknown" });
  const checked = checkSession(session, loaded.user, wall);
  if (!checked.ok) return checked;
  if (shouldTouch(session, wall)) await touch(store, session, wall);
  return ok({ session, ...loaded });
}

/** A lost touch (another request did it, or the session just ended) changes nothing for this request. */
async function touch(store: Store, session: Session, wall: Instant): Promise<void> {
  await store.commit({
    seen: {
      Update: {
        Key: sessionKey(session.idHash),
        UpdateExpression: "SET seenAt = :wall",
        ConditionExpression: "attribute_exists(pk) AND seenAt < :wall",
        ExpressionAttributeValues: { ":wall": wall },
      },
    },
  });
}

/** Signs one browser out; a session that is not there is signed out already. */
export async function endSession(store: Store, sessionId: string): Promise<void> {
  const idHash = sessionHashOf(sessionId);
  if (idHash !== undefined) await store.commit({ session: deleteSession(idHash) });
}

/**
 * Signs a user out everywhere: every session that began before `wall` is refused from now on.
 * @param actor the user, or the operator who does it for them
 */
export async function endAllSessions(
  store: Store,
  options: { userId: UserId; actor: UserId; now: Instant; wall: Instant },
): Promise<Result<User, { kind: "not_found" } | { kind: "concurrent_update" }>> {
  const { userId, actor, now, wall } = options;
  const user = await loadUser(store, userId);
  if (user === undefined) return err({ kind: "not_found" });
  const { version, eventHash, write } = append({
    id: userId,
    previous: user,
    happening: { kind: "user.sessions_ended", actor, at: now, data: {} },
  });
  const next: User = { ...user, sessionsNotBefore: wall, version, eventHash };
  const done = await store.commit({ user: putUser(next, user), event: write });
  return done.ok ? ok(next) : err({ kind: "concurrent_update" });
}
