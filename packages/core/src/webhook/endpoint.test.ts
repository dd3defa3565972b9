import { describe, expect, it } from "vitest";
import { partnerIdSchema } from "../identity/actor.ts";
import { addMs, DAY_MS, instantSchema } from "../kernel/instant.ts";
import type { Result } from "../kernel/result.ts";
import {
  activate,
  beginFailing,
  challengeAnew,
  disableFailing,
  disableGone,
  type Endpoint,
  type EndpointIn,
  type EndpointStatus,
  endpointIdSchema,
  endpointSchema,
  pauseEndpoint,
  recoverHealth,
  refuseVerification,
  reopenEndpoint,
  resumeEndpoint,
  rotateSecret,
  secretsAt,
} from "./endpoint.ts";

const at = instantSchema.parse("2026-11-24T08:00:00.000Z");
const later = addMs(at, 5 * DAY_MS);
const challenge = "c".repeat(43);
const secret = (n: number) => ({
  id: endpointSchema.options[0].shape.secrets.element.shape.id.parse(`key_0000000000000000000${n}`),
  sealed: `sealed-${n}`,
  publicKey: `whpk_${n}`,
  createdAt: at,
});
const unverified: EndpointIn<"unverified"> = {
  id: endpointIdSchema.parse("whe_00000000000000000001"),
  partnerId: partnerIdSchema.parse("ptr_00000000000000000001"),
  url: "https://bank.example/hook",
  description: "",
  eventTypes: ["endpoint.ping"],
  secrets: [secret(1)],
  pings: 0,
  createdAt: at,
  payloadHash: "",
  version: 1,
  eventHash: "",
  status: "unverified",
  challenge,
};
const must = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const active = must(activate(unverified, at));
const failing = must(beginFailing(active, at));
const states: Record<EndpointStatus, Endpoint> = {
  unverified,
  active,
  paused: must(pauseEndpoint(active, at)),
  failing,
  disabled: must(disableFailing(failing, later)),
};

type Move = {
  to: EndpointStatus;
  from: readonly EndpointStatus[];
  go: (endpoint: Endpoint) => Result<Endpoint, unknown>;
};
const moves: Record<string, Move> = {
  activate: { to: "active", from: ["unverified"], go: (e) => activate(e, at) },
  "refuse the answer": {
    to: "unverified",
    from: ["unverified"],
    go: (e) => refuseVerification(e, "wrong_answer"),
  },
  "challenge anew": { to: "unverified", from: ["unverified"], go: (e) => challengeAnew(e, challenge) },
  pause: { to: "paused", from: ["active"], go: (e) => pauseEndpoint(e, at) },
  resume: { to: "active", from: ["paused"], go: resumeEndpoint },
  fail: { to: "failing", from: ["active"], go: (e) => beginFailing(e, at) },
  recover: { to: "active", from: ["failing"], go: recoverHealth },
  "disable after five days": { to: "disabled", from: ["failing"], go: (e) => disableFailing(e, later) },
  "disable on 410": { to: "disabled", from: ["active", "failing"], go: (e) => disableGone(e, at) },
  reopen: { to: "unverified", from: ["disabled"], go: (e) => reopenEndpoint(e, challenge) },
};
const cells = Object.entries(moves).flatMap(([name, move]) =>
  Object.values(states).map((state) => ({ name, move, state, status: state.status })),
);

describe("an endpoint's lifecycle", () => {
  it.each(cells)("$name from $status", ({ move, state }) => {
    const outcome = move.go(state);
    if (move.from.includes(state.status)) {
      expect(outcome).toMatchObject({ ok: true, value: { status: move.to } });
      expect(endpointSchema.safeParse(must(outcome)).success).toBe(true);
    } else {
      expect(outcome).toEqual({ ok: false, error: { kind: "endpoint_status", status: state.status } });
    }
  });

  it("is disabled at five days of failure and not a millisecond before", () => {
    expect(disableFailing(failing, addMs(later, -1)).ok).toBe(false);
    expect(must(disableFailing(failing, later))).toMatchObject({ disabledBecause: "failing" });
  });

  it("remembers from when on messages were missed", () => {
    expect(states.disabled.recoverSince).toBe(at);
    expect(must(recoverHealth(failing)).recoverSince).toBe(at);
  });
});

describe("rotateSecret", () => {
  it("lets both sign during the overlap and the old one not a millisecond longer", () => {
    const overlapUntil = addMs(at, DAY_MS);
    const rotated = must(rotateSecret(active, { secret: secret(2), overlapUntil, wall: at }));
    const ids = (wall: typeof at) => secretsAt(rotated, wall).map(({ sealed }) => sealed);
    expect(ids(addMs(overlapUntil, -1))).toEqual(["sealed-1", "sealed-2"]);
    expect(ids(overlapUntil)).toEqual(["sealed-2"]);
  });

  it("refuses a fourth pair at one time", () => {
    const overlapUntil = addMs(at, DAY_MS);
    const twice = [2, 3].reduce<Endpoint>(
      (e, n) => must(rotateSecret(e, { secret: secret(n), overlapUntil, wall: at })),
      active,
    );
    expect(rotateSecret(twice, { secret: secret(4), overlapUntil, wall: at })).toMatchObject({
      error: { kind: "too_many_secrets" },
    });
  });
});
