import { describe, expect, it } from "vitest";
import { addMs, instantOf } from "../kernel/instant.ts";
import { userIdSchema } from "./actor.ts";
import {
  checkSession,
  SESSION_IDLE_MS_MAX,
  SESSION_MS_MAX,
  sessionHashOf,
  shouldTouch,
  startSession,
} from "./session.ts";

const wall = instantOf(1_800_000_000_000);
const session = startSession({
  idHash: "0".repeat(64),
  userId: userIdSchema.parse(`usr_${"A".repeat(20)}`),
  wall,
  signedInAt: wall,
  secondFactor: false,
});
const kindAt = (ms: number, seenMs = 0, user = {}) => {
  const checked = checkSession({ ...session, seenAt: addMs(wall, seenMs) }, user, addMs(wall, ms));
  return checked.ok ? "ok" : checked.error.kind;
};

describe("session", () => {
  it("ends when it was not used for thirty minutes", () => {
    expect(kindAt(SESSION_IDLE_MS_MAX - 1)).toBe("ok");
    expect(kindAt(SESSION_IDLE_MS_MAX)).toBe("session_expired");
  });
  it("ends after twelve hours however much it is used", () => {
    expect(kindAt(SESSION_MS_MAX - 1, SESSION_MS_MAX - 2)).toBe("ok");
    expect(kindAt(SESSION_MS_MAX, SESSION_MS_MAX - 1)).toBe("session_expired");
  });
  it("ends when its user signed out everywhere after it began", () => {
    expect(kindAt(10, 0, { sessionsNotBefore: addMs(wall, 1) })).toBe("session_ended");
    expect(kindAt(10, 0, { sessionsNotBefore: wall })).toBe("ok");
  });
  it("is noted as used at most once a minute", () => {
    expect(shouldTouch(session, addMs(wall, 59_999))).toBe(false);
    expect(shouldTouch(session, addMs(wall, 60_000))).toBe(true);
  });
  it("is not found by text that is no session id", () => {
    expect(sessionHashOf("short")).toBeUndefined();
    expect(sessionHashOf(`${"a".repeat(40)}#`)).toBeUndefined();
    expect(sessionHashOf("a".repeat(43))).toMatch(/^[0-9a-f]{64}$/);
  });
});
