import { describe, expect, it } from "vitest";
import { addMs, HOUR_MS, instantSchema } from "../kernel/instant.ts";
import type { Result } from "../kernel/result.ts";
import {
  type ConfirmationKey,
  certifyPartner,
  enterSandbox,
  goLive,
  keysAt,
  type Partner,
  partnerSchema,
  rotateConfirmationKey,
  suspendPartner,
  takesInstructions,
} from "./partner.ts";

const at = instantSchema.parse("2026-11-24T08:00:00.000Z");
const must = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const invited = partnerSchema.parse({
  id: "ptr_00000000000000000001",
  status: "invited",
  name: "Hansa Bank",
  calendar: { zone: "Europe/Berlin", weekend: [0, 6], holidays: [], cutOff: "15:00" },
  currencies: ["EUR"],
  feeAccounts: { EUR: "DE02120300000000202051" },
  clientId: "hansa",
  paymentPageUrl: "https://bank.example/pay",
  apiUrl: "https://bank.example",
  confirmationKeys: [],
  createdAt: at,
  payloadHash: "",
  version: 1,
  eventHash: "",
});
const sandbox = must(enterSandbox(invited));
const certified = must(certifyPartner(sandbox, at));
const live = must(goLive(certified));
const suspended = must(suspendPartner(live, { at, reason: "audit" }));
const states: readonly Partner[] = [invited, sandbox, certified, live, suspended];

const moves: Record<
  string,
  { from: string[]; to: string; go: (partner: Partner) => Result<Partner, unknown> }
> = {
  "enter the sandbox": { from: ["invited"], to: "sandbox", go: enterSandbox },
  certify: { from: ["sandbox"], to: "certified", go: (partner) => certifyPartner(partner, at) },
  "go live": { from: ["certified", "suspended"], to: "live", go: goLive },
  suspend: { from: ["live"], to: "suspended", go: (partner) => suspendPartner(partner, { at, reason: "x" }) },
};
const cells = Object.entries(moves).flatMap(([name, move]) =>
  states.map((partner) => ({ name, move, partner, status: partner.status })),
);

describe("a bank partner's lifecycle", () => {
  it.each(cells)("$name from $status", ({ move, partner }) => {
    const moved = move.go(partner);
    if (move.from.includes(partner.status)) {
      expect(moved).toMatchObject({ ok: true, value: { status: move.to } });
      expect(partnerSchema.safeParse(must(moved)).success).toBe(true);
    } else {
      expect(moved).toEqual({ ok: false, error: { kind: "partner_status", status: partner.status } });
    }
  });

  it("takes instructions in the sandbox and live only", () => {
    expect(states.filter(takesInstructions).map(({ status }) => status)).toEqual(["sandbox", "live"]);
  });
});

describe("rotateConfirmationKey", () => {
  const key = (n: number, validFrom = at): ConfirmationKey => ({
    id: partnerSchema.options[0].shape.confirmationKeys.element.options[0].shape.id.parse(
      `key_0000000000000000000${n}`,
    ),
    scheme: "v1a",
    publicKey: `whpk_${String(n).repeat(43)}=`,
    validFrom,
  });
  const ids = (partner: Partner, wall: typeof at) => keysAt(partner, wall).map(({ id }) => id.slice(-1));
  const overlapUntil = addMs(at, HOUR_MS);
  const first = must(rotateConfirmationKey(live, { key: key(1), overlapUntil: at, wall: at }));

  it("believes both keys until the overlap ends, the newest first, and the new one alone from then on", () => {
    const both = must(rotateConfirmationKey(first, { key: key(2, addMs(at, 1)), overlapUntil, wall: at }));
    expect(ids(both, addMs(overlapUntil, -1))).toEqual(["2", "1"]);
    expect(ids(both, overlapUntil)).toEqual(["2"]);
  });

  it("never lengthens the life of a key that ends already, and drops ended ones", () => {
    const two = must(rotateConfirmationKey(first, { key: key(2), overlapUntil, wall: at }));
    const three = must(
      rotateConfirmationKey(two, { key: key(3), overlapUntil: addMs(at, 3 * HOUR_MS), wall: at }),
    );
    expect(ids(three, overlapUntil).sort()).toEqual(["2", "3"]);
    const later = addMs(at, 4 * HOUR_MS);
    const four = must(rotateConfirmationKey(three, { key: key(4), overlapUntil: later, wall: later }));
    expect(four.confirmationKeys.map(({ id }) => id.slice(-1))).toEqual(["3", "4"]);
  });

  it("refuses a key that is known and a fifth one at a time", () => {
    expect(rotateConfirmationKey(first, { key: key(1), overlapUntil, wall: at })).toMatchObject({
      error: { kind: "confirmation_key_exists" },
    });
    const full = [2, 3, 4].reduce(
      (partner, n) => must(rotateConfirmationKey(partner, { key: key(n), overlapUntil, wall: at })),
      first,
    );
    expect(rotateConfirmationKey(full, { key: key(5), overlapUntil, wall: at })).toMatchObject({
      error: { kind: "too_many_confirmation_keys", max: 4 },
    });
  });
});
