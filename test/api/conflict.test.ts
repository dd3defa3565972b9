import { listCases } from "@firstlot/core/review/review-store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { WiredScene } from "./wired-scene.ts";

let scene: WiredScene;
beforeAll(async () => {
  scene = await WiredScene.open();
});
afterAll(() => scene.close());

const profile = {
  legalName: "First Works GmbH",
  country: "DE",
  registryNumber: { scheme: "lei", text: "5493001KJTIIGC8Y1R12" },
  legalForm: "company",
  address: { street: "Werkstraße 1", city: "Berlin", postalCode: "10115", country: "DE" },
  sector: "crafts",
  licence: { number: "HRB 1", validUntil: null },
};
const account = {
  name: "First Works GmbH",
  scheme: "iban",
  number: "DE89 3704 0044 0532 0130 00",
  currency: "EUR",
};
const PDF = Buffer.from("%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", "latin1");
const stepsSchema = z.object({
  steps: z.array(
    z.looseObject({
      kind: z.string(),
      status: z.string(),
      findings: z.array(z.looseObject({ reasonCode: z.string() })).optional(),
    }),
  ),
});

/** An enterprise whose owner has this identity number applies. @returns the conflict step of its case */
async function conflictOf(owner: string, identityNumber: string, shareBps = 10_000): Promise<string> {
  const made = await scene.own(owner, "/enterprises", { json: { profile: {} } });
  const firm = `/enterprises/${made.json.id}`;
  const people = [
    {
      ...{ name: `Olga ${owner}`, roles: ["owner", "representative"], shareBps, birthDate: "1980-02-03" },
      identityNumber: { country: "DE", text: identityNumber },
    },
  ];
  const edited = await scene.own(owner, `${firm}/application`, {
    method: "PUT",
    json: { profile, people },
    headers: { "if-match": '"1"' },
  });
  expect(edited.status, edited.text).toBe(200);
  await scene.own(owner, `${firm}/payout-account`, { json: account });
  for (const type of ["licence", "id_document", "articles"])
    await scene.own(owner, `${firm}/evidence?type=${type}`, {
      bytes: Buffer.concat([PDF, Buffer.from("\n")]),
      headers: { "content-type": "application/pdf", "x-file-name": "paper.pdf" },
    });
  await scene.work();
  const applied = await scene.own(owner, `${firm}/apply`, { json: {}, headers: { "if-match": 'W/"2"' } });
  expect(applied.status, applied.text).toBe(200);
  await scene.work();
  const { items } = await listCases(scene.store, { over: false, limit: 100 });
  const open = items.find(({ subject }) => subject.enterpriseId === made.json.id);
  const seen = await scene.staff("anna", `/review/cases/${open?.id}`);
  const { steps } = stepsSchema.parse(JSON.parse(seen.text));
  const step = steps.find(({ kind }) => kind === "conflict");
  return `${step?.status} ${seen.text.match(/conflict_of_interest|small_platform_owner/)?.[0] ?? "nothing"}`;
}

const listed = (by: string, json: object) => scene.staff(by, "/platform-people", { json });
const byNumber = (text: string) => ({ kind: "identity_number", country: "DE", text });

describe("the register of who owns and leads the platform", () => {
  it("is written by operators alone, with a second factor, and shows nobody's number", async () => {
    const entry = { role: "owner", shareBps: 2_000, known: byNumber("L01X00T47") };
    expect((await listed("anna", entry)).status).toBe(403);
    const weak = await scene.staff("olga", "/platform-people", { json: entry, claims: { acr: "password" } });
    expect(weak.json.code).toBe("step_up_required");
    const made = await listed("olga", entry);
    expect(made.status, made.text).toBe(201);
    expect(made.text).not.toContain("L01X00T47");
    expect((await listed("otto", entry)).json.code).toBe("platform_person_listed");
    expect((await listed("olga", { ...entry, role: "manager" })).json.code).toBe("share_of_owner_only");
    const wrong = { role: "manager", known: { kind: "registry_number", scheme: "lei", text: "NOTALEI" } };
    expect((await listed("olga", wrong)).json.code).toBe("registry_number_unknown");
    const shown = await scene.staff("rosa", "/platform-people");
    expect(shown.json.items).toHaveLength(1);
    expect(shown.text).not.toMatch(/personHash|L01X00T47/);
  });

  it("refuses an owner of a fifth of the platform as project owner, and only tells of one below", async () => {
    await listed("olga", { role: "owner", shareBps: 1_999, known: byNumber("SMALL19990") });
    expect(await conflictOf("big", "l01x-00t47")).toBe("needs_human conflict_of_interest");
    expect(await conflictOf("small", "SMALL19990")).toBe("passed small_platform_owner");
    expect(await conflictOf("stranger", "NOBODY12345")).toBe("passed nothing");
  });

  it("refuses a manager of the platform, known by address, who is a member of the enterprise", async () => {
    await listed("olga", { role: "manager", known: { kind: "email", email: "Boss@example.com" } });
    expect(await conflictOf("boss", "BOSS12345")).toBe("needs_human conflict_of_interest");
  });

  it("lets somebody go only by two persons", async () => {
    const made = await listed("olga", { role: "manager", known: byNumber("LEAVES0001") });
    const act = (by: string, path: string) =>
      scene.staff(by, `/platform-people/${made.json.id}/${path}`, { json: {} });
    expect((await act("olga", "confirm-end")).json.code).toBe("nothing_requested");
    expect((await act("olga", "ask-end")).json).toMatchObject({ status: "listed" });
    expect((await act("olga", "confirm-end")).json.code).toBe("second_person_required");
    expect((await act("otto", "confirm-end")).json).toMatchObject({ status: "ended" });
    expect((await act("otto", "confirm-end")).json.code).toBe("platform_person_ended");
    expect(await conflictOf("leaves", "LEAVES0001")).toBe("passed nothing");
    const trail = await scene.staff("rosa", "/audit/platform-register");
    expect(trail.json).toMatchObject({ chain: { whole: true } });
  });
});
