import { canonicalJson } from "@firstlot/core/kernel/canonical-json";
import { sha256Hex } from "@firstlot/core/kernel/id";
import { addMs, HOUR_MS } from "@firstlot/core/kernel/instant";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { LogLine } from "../../packages/functions/src/platform.ts";
import { WiredScene } from "./wired-scene.ts";

const lines: LogLine[] = [];
let scene: WiredScene;
let enterpriseId: string;
let caseId: string;

const paper = (about: string) =>
  Buffer.from(`%PDF-1.7\n1 0 obj<</Title(${about})>>endobj\ntrailer<<>>\n%%EOF\n`, "latin1");
const rowSchema = z.looseObject({
  id: z.string(),
  status: z.string(),
  name: z.looseObject({ enterpriseName: z.string().optional() }),
  waitingOn: z.looseObject({ who: z.string(), you: z.boolean() }),
  barred: z.string().optional(),
  steps: z.array(z.looseObject({ kind: z.string(), status: z.string() })),
});
const pageSchema = z.looseObject({
  items: z.array(rowSchema),
  asOf: z.string(),
  next: z.string().optional(),
});
const eventSchema = z.looseObject({ hash: z.string(), prevHash: z.string() });

const queue = async (by: string, query = "") =>
  pageSchema.parse(JSON.parse((await scene.staff(by, `/review/cases?limit=10${query}`)).text));
const readCase = async (by: string) =>
  rowSchema.parse(JSON.parse((await scene.staff(by, `/review/cases/${caseId}`)).text));
const act = (by: string, path: string, json: object = {}) =>
  scene.staff(by, `/review/cases/${caseId}/${path}`, { json });

beforeAll(async () => {
  scene = await WiredScene.open({ log: (line) => lines.push(line) });
  const made = await scene.own("olga-owner", "/enterprises", { json: { profile: {} } });
  enterpriseId = made.json.id ?? "";
  const firm = `/enterprises/${enterpriseId}`;
  const profile = {
    legalName: "First Works GmbH",
    country: "DE",
    registryNumber: { scheme: "lei", text: "5493001KJTIIGC8Y1R12" },
    legalForm: "company",
    address: { street: "Werkstraße 1", city: "Berlin", postalCode: "10115", country: "DE" },
    sector: "crafts",
    licence: { number: "HRB 1", validUntil: null },
  };
  const people = [
    { name: "Olga Owner", roles: ["owner", "representative"], shareBps: 10_000, birthDate: "1980-02-03" },
  ];
  await scene.own("olga-owner", `${firm}/application`, {
    method: "PUT",
    json: { profile, people },
    headers: { "if-match": '"1"' },
  });
  await scene.own("olga-owner", `${firm}/payout-account`, {
    json: { name: "First Works GmbH", scheme: "iban", number: "DE89370400440532013000", currency: "EUR" },
  });
  for (const type of ["licence", "id_document", "articles"])
    await scene.own("olga-owner", `${firm}/evidence?type=${type}`, {
      bytes: paper(type),
      headers: { "content-type": "application/pdf", "x-file-name": "paper.pdf" },
    });
  await scene.work();
  const applied = await scene.own("olga-owner", `${firm}/apply`, {
    json: {},
    headers: { "if-match": 'W/"2"' },
  });
  expect(applied.status, applied.text).toBe(200);
  await scene.work();
  caseId = (await queue("anna")).items[0]?.id ?? "";
}, 120_000);
afterAll(() => scene.close());

describe("the review desk", () => {
  it("names cases and says whose turn it is; filters give what fits", async () => {
    const { items, asOf } = await queue("anna");
    expect(items).toMatchObject([
      {
        id: caseId,
        name: { enterpriseName: "First Works GmbH" },
        waitingOn: { who: "analyst", you: true },
      },
    ]);
    expect(asOf).toBe(scene.now);
    expect((await queue("adam")).items[0]?.waitingOn.you).toBe(false);
    expect((await queue("adam", "&mine=true")).items).toEqual([]);
    expect((await queue("anna", "&mine=true")).items).toHaveLength(1);
    expect((await queue("anna", "&kind=campaign")).items).toEqual([]);
    expect((await queue("anna", "&kind=enterprise&over=false")).items).toHaveLength(1);
    expect((await queue("anna", "&over=true")).items).toEqual([]);
  });

  it("shows what the applicant would read before anything is decided", async () => {
    await act("anna", "claim");
    const path = `/review/cases/${caseId}/explanation?verdict=reject&reasonCodes=plan_incomplete,document_missing`;
    const preview = await scene.staff("anna", path);
    expect(preview.status, preview.text).toBe(200);
    expect(JSON.parse(preview.text)).toMatchObject({
      outcome: "reject",
      reasonCodes: ["plan_incomplete", "document_missing"],
      contest: { appealPossible: true },
    });
    expect((await readCase("anna")).status).toBe("claimed");
    const badCodes = await scene.staff(
      "anna",
      `/review/cases/${caseId}/explanation?verdict=reject&reasonCodes=A`,
    );
    expect(badCodes.status).toBe(400);
  });

  it("tells the applicant whose turn it is, what was asked and when, and nothing of the desk", async () => {
    const own = `/enterprises/${enterpriseId}/cases`;
    const list = async () => (await scene.own("olga-owner", own)).json.items;
    expect(await list()).toMatchObject([
      { id: caseId, kind: "enterprise", status: "claimed", waitingOn: "analyst" },
    ]);
    const message = "Which licence is it?";
    await act("anna", "request-change", { reasonCodes: ["licence_missing"], message });
    expect(await list()).toMatchObject([{ waitingOn: "applicant", answerBy: expect.any(String) }]);
    const asked = await scene.own("olga-owner", `${own}/${caseId}`);
    expect(JSON.parse(asked.text)).toMatchObject({
      name: { enterpriseName: "First Works GmbH" },
      waitingSince: scene.now,
      requests: [{ message, reasonCodes: ["licence_missing"] }],
      events: [
        { kind: "review.opened" },
        { kind: "review.claimed" },
        { kind: "review.change_requested", at: scene.now },
      ],
    });
    expect(asked.text).toContain(`"kind":"identity","mode":"automatic","status":"passed","runs":1,"at"`);
    expect(asked.text).not.toMatch(/usr_|"actor"|"note"/);
    scene.money.now = addMs(scene.now, HOUR_MS); // the clock of the case stands still meanwhile
    const answered = await scene.own("olga-owner", `/enterprises/${enterpriseId}/apply`, { json: {} });
    expect(answered.status, answered.text).toBe(200);
    await scene.work();
    expect(await list()).toMatchObject([{ status: "claimed", waitingOn: "analyst" }]);
    expect((await scene.own("bo", own)).status).toBe(404);
    expect((await scene.own("bo", `${own}/${caseId}`)).status).toBe(404);
  });

  it("bars the analyst from approving, tells them so, and lets another person decide", async () => {
    for (const { kind, status } of (await readCase("anna")).steps)
      if (status === "needs_human")
        await act("anna", `steps/${kind}/result`, { outcome: "passed", note: "looked at it", evidence: [] });
    const concluded = await act("anna", "conclude", {
      verdict: "approve",
      note: "complete",
      reasonCodes: [],
    });
    expect(concluded.status, concluded.text).toBe(200);
    expect(await readCase("anna")).toMatchObject({ barred: "concluded_it", waitingOn: { you: false } });
    expect((await act("anna", "approve")).status).toBe(403);
    expect(await readCase("adam")).toMatchObject({ waitingOn: { who: "approver", you: true } });
    const old = { claims: { auth_time: Math.floor(Date.parse(scene.now) / 1_000) - 3_600 }, json: {} };
    const stale = await scene.staff("adam", `/review/cases/${caseId}/approve`, old);
    expect(stale.json.code).toBe("step_up_required");
    expect((await act("adam", "approve")).json.status).toBe("decided");
    expect((await queue("anna", "&over=true")).items).toMatchObject([{ id: caseId, status: "decided" }]);
    const told = await scene.own("olga-owner", `/enterprises/${enterpriseId}/cases/${caseId}`);
    expect(JSON.parse(told.text)).toMatchObject({
      waitingOn: "nobody",
      decision: { verdict: "approve" },
      decidedByRoles: ["analyst", "approver"],
    });
    expect(told.text).not.toContain("usr_");
  });
});

describe("look-ups and oversight", () => {
  it("finds an enterprise by part of its name in any case, or by its id", async () => {
    const found = async (q: string) =>
      (await scene.staff("rosa", `/search/enterprises?q=${encodeURIComponent(q)}`)).json.items ?? [];
    expect(await found("first wORKS")).toMatchObject([{ id: enterpriseId }]);
    expect(await found(enterpriseId)).toMatchObject([{ id: enterpriseId }]);
    expect(await found("nobody")).toEqual([]);
    expect((await scene.staff("rosa", "/search/campaigns?q=honey")).json.items).toEqual([]);
    expect((await scene.own("bo", "/me")).status).toBe(200);
    expect((await scene.staff("bo", "/search/enterprises?q=first")).status).toBe(403);
  });

  it("gives events whole, so that anybody can recompute their hashes", async () => {
    const { text } = await scene.staff("rosa", `/audit/${caseId}`);
    const { items } = z.looseObject({ items: z.array(eventSchema) }).parse(JSON.parse(text));
    expect(items.length).toBeGreaterThan(3);
    let before = "";
    for (const { hash, ...event } of items) {
      expect(sha256Hex(canonicalJson(event))).toBe(hash);
      expect(event.prevHash).toBe(before);
      before = hash;
    }
  });

  it("logs every view of the regulator with the thing and without what was searched for", async () => {
    lines.length = 0;
    await scene.staff("rosa", `/enterprises/${enterpriseId}`);
    await scene.staff("rosa", "/search/enterprises?q=First");
    await scene.staff("olga", `/enterprises/${enterpriseId}`);
    const viewed = lines.filter(({ event }) => event === "regulator.viewed");
    expect(viewed.map(({ ref }) => ref)).toEqual([
      `/api/backoffice/v1/enterprises/${enterpriseId}`,
      "/api/backoffice/v1/search/enterprises",
    ]);
    expect(JSON.stringify(viewed)).not.toContain("First");
  });

  it("lists the roots of the audit log, and says of a day without one that it is missing", async () => {
    expect((await scene.staff("rosa", "/audit-roots")).json.items).toEqual([]);
    const check = await scene.staff("rosa", "/audit-roots/2026-01-01/check");
    expect(JSON.parse(check.text)).toMatchObject({ whole: false, findings: [{ kind: "root_missing" }] });
    expect((await scene.staff("rosa", "/audit-roots/2026-02-31/check")).status).toBe(404);
    expect((await scene.staff("anna", "/audit-roots")).status).toBe(403);
  });
});
