import { randomUUID } from "node:crypto";
import { history } from "@firstlot/core/audit/event";
import { createPartner } from "@firstlot/core/bank/manage-partner";
import { listPartners } from "@firstlot/core/bank/partner-store";
import type { PartnerId } from "@firstlot/core/identity/actor";
import { bankStaffIdOf } from "@firstlot/core/identity/bank-staff";
import { beginSession } from "@firstlot/core/identity/session-store";
import { userIdOf } from "@firstlot/core/identity/user";
import { systemCommand } from "@firstlot/core/kernel/command";
import { addMs } from "@firstlot/core/kernel/instant";
import { createEndpoint } from "@firstlot/core/webhook/create-endpoint";
import { EVENT_TYPES } from "@firstlot/core/webhook/message";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createPartnerApp, PARTNER_BASE } from "../../packages/functions/src/api/partner/app.ts";
import { createPortalApp, PORTAL_BASE } from "../../packages/functions/src/api/portal/app.ts";
import { WiredScene } from "./wired-scene.ts";

const ORIGIN = "https://firstlot.example";
const answerSchema = z.looseObject({ id: z.string().optional(), code: z.string().optional() });

let scene: WiredScene;
let partnerId: PartnerId;
let clientId: string;
let own: string;
let foreign: string;

const userOf = (sub: string) => userIdOf({ iss: "https://sign-in.example", sub });
const bella = userOf("bella");

/** A browser signed in as somebody, now or a while ago. @returns its cookie */
async function cookieOf(sub: string, { ageMs = 0, secondFactor = true } = {}): Promise<string> {
  const sessionId = randomUUID() + randomUUID().replaceAll("-", "");
  const signedInAt = addMs(scene.now, -ageMs);
  await beginSession(scene.store, {
    ...{ sessionId, userId: userOf(sub), wall: scene.now, signedInAt, secondFactor },
  });
  return `__Host-session=${sessionId}`;
}

interface Asking {
  readonly json?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly door?: "portal" | "partner";
}
async function ask(path: string, { json, headers = {}, door = "portal" }: Asking = {}) {
  const { wired } = scene;
  const isPortal = door === "portal";
  const app = isPortal ? createPortalApp(wired.platform, wired) : createPartnerApp(wired.platform, wired);
  const writes = { "content-type": "application/json", "idempotency-key": randomUUID() };
  const response = await app.request(`${isPortal ? PORTAL_BASE : PARTNER_BASE}${path}`, {
    method: json === undefined ? "GET" : "POST",
    headers: {
      ...(json === undefined ? {} : { ...writes, origin: ORIGIN, "x-firstlot-request": "app" }),
      ...headers,
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  return { status: response.status, text, json: answerSchema.parse(JSON.parse(text)) };
}

const endpointOf = async (bank: PartnerId): Promise<string> => {
  const command = systemCommand({ name: "test", cause: [bank], now: scene.now, wall: scene.now });
  const done = await createEndpoint(scene.wired.endpoints, command, {
    ...{ partnerId: bank, url: "https://bank.example/hooks", description: "", eventTypes: EVENT_TYPES },
  });
  if (!done.ok) throw new Error(done.error.kind);
  return done.value.value.endpoint.id;
};

beforeAll(async () => {
  scene = await WiredScene.open();
  const [bank] = await listPartners(scene.store);
  if (bank === undefined) throw new Error("the scene has a bank");
  partnerId = bank.id;
  clientId = bank.clientId;
  const command = systemCommand({ name: "test", cause: ["other"], now: scene.now, wall: scene.now });
  const other = await createPartner({ store: scene.store }, command, {
    ...{ name: "Other Bank", calendar: bank.calendar, accounts: [], clientId: "other-bank" },
    ...{ paymentPageUrl: "https://other.example/pay", apiUrl: "https://other.example" },
  });
  if (!other.ok) throw new Error(other.error.kind);
  own = await endpointOf(partnerId);
  foreign = await endpointOf(other.value.value.id);
  for (const sub of ["bella", "anna", "olga", "clara"]) await scene.own(sub, "/me");
});
afterAll(() => scene.close());

describe("an operator lets somebody into a bank's portal", () => {
  it("asks for the operator's fresh sign-in, and for a person and a bank that exist", async () => {
    const path = `/partners/${partnerId}/staff`;
    const json = { userId: bella };
    expect((await scene.staff("anna", path, { json })).json.code).toBe("forbidden");
    const stale = await scene.staff("olga", path, { json, claims: { acr: "1" } });
    expect(stale.json.code).toBe("step_up_required");
    const nobody = { json: { userId: `usr_${"Z".repeat(20)}` } };
    expect((await scene.staff("olga", path, nobody)).status).toBe(404);
    const nowhere = `/partners/ptr_${"Z".repeat(20)}/staff`;
    expect((await scene.staff("olga", nowhere, { json })).status).toBe(404);
  });

  it("refuses whoever works for the platform", async () => {
    const answer = await scene.own("mara", "/me");
    expect(answer.status).toBe(200);
    const { userId } = z.object({ userId: z.string() }).parse(JSON.parse(answer.text));
    const asked = await scene.staff("olga", `/users/${userId}/staff-roles`, { json: { role: "analyst" } });
    await scene.staff("otto", `/staff-grants/${asked.json.id}/confirm`, { json: {} });
    const added = await scene.staff("olga", `/partners/${partnerId}/staff`, { json: { userId } });
    expect(added.json.code).toBe("staff_and_enterprise_exclude_each_other");
  });

  it("adds once, and the person belongs to no other side from then on", async () => {
    const path = `/partners/${partnerId}/staff`;
    const asking = { json: { userId: bella }, key: randomUUID() };
    expect((await scene.staff("olga", path, asking)).text).toContain(bella);
    expect((await scene.staff("olga", path, asking)).status).toBe(200);
    expect((await scene.staff("olga", path, { json: { userId: bella } })).json.code).toBe("already_member");
    expect((await scene.own("bella", "/me")).text).toContain(`"bankOf":"${partnerId}"`);
    const asked = await scene.staff("olga", `/users/${bella}/staff-roles`, { json: { role: "analyst" } });
    const granted = await scene.staff("otto", `/staff-grants/${asked.json.id}/confirm`, { json: {} });
    expect(granted.json.code).toBe("staff_and_enterprise_exclude_each_other");
    const events = await history(scene.store, { id: bankStaffIdOf(partnerId) });
    expect(events.events.map(({ kind, actor }) => [kind, actor])).toEqual([
      ["bank_staff.added", userOf("olga")],
    ]);
  });
});

describe("the portal", () => {
  it("wants the cookie of somebody of a bank, and takes no token", async () => {
    expect((await ask("/endpoints")).status).toBe(401);
    expect(
      (await ask("/endpoints", { headers: { cookie: `__Host-session=${"x".repeat(40)}` } })).status,
    ).toBe(401);
    expect((await ask("/endpoints", { headers: { cookie: await cookieOf("clara") } })).json.code).toBe(
      "forbidden",
    );
    expect((await ask("/endpoints", { headers: { cookie: await cookieOf("olga") } })).json.code).toBe(
      "forbidden",
    );
    const token = scene.machineToken(clientId);
    const cookie = await cookieOf("bella");
    for (const headers of [
      { authorization: `Bearer ${token}` },
      { authorization: `Bearer ${token}`, cookie },
    ])
      expect((await ask("/endpoints", { headers })).status).toBe(401);
  });

  it("shows what is the bank's own, and nothing that is another's or missing", async () => {
    const headers = { cookie: await cookieOf("bella") };
    const listed = await ask("/endpoints", { headers });
    expect(listed.status).toBe(200);
    expect(listed.text).toContain(own);
    expect(listed.text).not.toContain(foreign);
    const other = await ask(`/endpoints/${foreign}`, { headers });
    const missing = await ask(`/endpoints/${own.slice(0, 4)}${"Z".repeat(20)}`, { headers });
    expect([other.status, missing.status]).toEqual([404, 404]);
    expect(other.text).toBe(missing.text);
    expect((await ask(`/endpoints/${foreign}/secrets`, { headers, json: {} })).status).toBe(404);
  });

  it("asks for a fresh sign-in before a secret is made, and names the person of what was done", async () => {
    const path = `/endpoints/${own}/secrets`;
    for (const stale of [{ secondFactor: false }, { ageMs: 5 * 60_000 + 1 }]) {
      const cookie = await cookieOf("bella", stale);
      expect((await ask(path, { headers: { cookie }, json: {} })).json.code).toBe("step_up_required");
    }
    const cookie = await cookieOf("bella");
    const rotated = await ask(path, { headers: { cookie }, json: {} });
    expect(rotated.status).toBe(200);
    expect(rotated.text).toContain("whsec_");
    const events = await history(scene.store, { id: own });
    expect(events.events.at(-1)?.actor).toBe(bella);
  });

  it("lets nobody speak for the bank's machines", async () => {
    const headers = { cookie: await cookieOf("bella") };
    expect((await ask("/events", { headers })).json.code).toBe("forbidden");
    expect((await ask("/confirmations", { headers, json: {} })).status).toBe(404);
  });

  it("changes nothing for a page of another site", async () => {
    const cookie = await cookieOf("bella");
    const answer = await ask(`/endpoints/${own}/ping`, {
      json: {},
      headers: { cookie, origin: "https://evil.example" },
    });
    expect(answer.json.code).toBe("foreign_origin");
  });

  it("has the only door that a cookie opens: the machines' door does not look at it", async () => {
    const cookie = await cookieOf("bella");
    expect((await ask("/endpoints", { door: "partner", headers: { cookie } })).status).toBe(401);
  });

  it("is closed to somebody who was taken out, with the next request", async () => {
    const headers = { cookie: await cookieOf("bella") };
    expect((await ask("/me", { headers })).status).toBe(200);
    const removed = await scene.staff("olga", `/partners/${partnerId}/staff/${bella}/remove`, { json: {} });
    expect(removed.status).toBe(200);
    expect((await ask("/me", { headers })).json.code).toBe("forbidden");
    const again = await scene.staff("olga", `/partners/${partnerId}/staff/${bella}/remove`, { json: {} });
    expect(again.status).toBe(404);
  });
});
