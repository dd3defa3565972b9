import { deflateSync } from "node:zlib";
import type { ScanVerdict } from "@firstlot/core/evidence/scan-evidence";
import { listCases } from "@firstlot/core/review/review-store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Answer, WiredScene } from "./wired-scene.ts";

/** What the second scanner says, as the malware scan of a bucket would. */
let malwareScan: ScanVerdict = { kind: "clean" };
let scene: WiredScene;
beforeAll(async () => {
  scene = await WiredScene.open({ scanners: [{ name: "bucket", scan: async () => malwareScan }] });
});
afterAll(() => scene.close());

const latin1 = (text: string) => Buffer.from(text, "latin1");
const plain = latin1("%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");
/** A PDF whose objects are packed: the upload sees nothing in it. */
const packed = (objects: string): Buffer => {
  const stream = deflateSync(latin1(objects));
  const dictionary = `<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length ${stream.length}>>`;
  return Buffer.concat([
    latin1(`%PDF-1.7\n1 0 obj\n${dictionary}\nstream\n`),
    stream,
    latin1("\nendstream\nendobj\ntrailer<<>>\n%%EOF\n"),
  ]);
};

const begun = async (owner: string): Promise<string> =>
  `/enterprises/${(await scene.own(owner, "/enterprises", { json: { profile: {} } })).json.id}`;
const handIn = (owner: string, firm: string, bytes: Uint8Array, type = "licence"): Promise<Answer> =>
  scene.own(owner, `${firm}/evidence?type=${type}`, {
    bytes,
    headers: { "content-type": "application/pdf", "x-file-name": "paper.pdf" },
  });
const shown = (owner: string, firm: string, id: string | undefined) =>
  scene.own(owner, `${firm}/evidence/${id}`);

describe("a file in quarantine", () => {
  it("is shown and not handed out, to its owner and to staff alike, until its scan is over", async () => {
    const firm = await begun("vera");
    const file = await handIn("vera", firm, plain);
    expect(file.json, file.text).toMatchObject({ status: "quarantined" });
    const content = `${firm}/evidence/${file.json.id}/content`;
    expect((await scene.own("vera", content)).json.code).toBe("evidence_quarantined");
    expect((await scene.staff("anna", content)).json.code).toBe("evidence_quarantined");
    await scene.work();
    expect((await shown("vera", firm, file.json.id)).json).toMatchObject({ status: "clean" });
    expect((await scene.staff("anna", content)).status).toBe(200);
  });

  it("is refused for good when a script hides in its packed objects", async () => {
    const firm = await begun("walt");
    const file = await handIn("walt", firm, packed("1 0 <</S/JavaScript/JS(app.alert\\(1\\))>>"));
    expect(file.status, file.text).toBe(201); // the upload could not see it
    await scene.work();
    expect((await shown("walt", firm, file.json.id)).json).toMatchObject({
      status: "refused",
      reasonCode: "active_content",
    });
    const content = await scene.staff("anna", `${firm}/evidence/${file.json.id}/content`);
    expect([content.status, content.json.code]).toEqual([409, "evidence_refused"]);
  });

  it("waits for the malware scan and is refused by its word", async () => {
    malwareScan = { kind: "not_yet" };
    const firm = await begun("xena");
    const file = await handIn("xena", firm, plain);
    await expect(scene.work()).rejects.toThrow(/has not answered/);
    expect((await shown("xena", firm, file.json.id)).json).toMatchObject({ status: "quarantined" });
    malwareScan = { kind: "refused", reasonCode: "malware_found" };
    await scene.advance(60_000); // the back-off of the work
    expect((await shown("xena", firm, file.json.id)).json).toMatchObject({ reasonCode: "malware_found" });
    malwareScan = { kind: "clean" };
  });

  it("is turned away at the door when its bytes already tell: EICAR, archive, markup, two files in one", async () => {
    const firm = await begun("yuri");
    const eicar = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-", "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");
    const zip = latin1("PK\u0003\u0004");
    for (const [bytes, code] of [
      [latin1(`%PDF-1.7\n${eicar}\n%%EOF\n`), "virus_signature"],
      [zip, "archive_not_accepted"],
      [latin1("<svg><script>alert(1)</script></svg>"), "markup_not_accepted"],
      [Buffer.concat([plain, zip]), "two_files_in_one"],
      [latin1("%PDF-1.7\n<</S/JavaScript>>\n%%EOF\n"), "active_content"],
    ] as const)
      expect((await handIn("yuri", firm, bytes)).json.code).toBe(code);
  });
});

describe("a review", () => {
  const steps = z.object({ steps: z.array(z.looseObject({ kind: z.string(), status: z.string() })) });
  const documents = async (firm: string): Promise<string | undefined> => {
    const { items } = await listCases(scene.store, { over: false, limit: 100 });
    const mine = items.find(({ subject }) => firm.endsWith(subject.enterpriseId));
    const seen = await scene.staff("anna", `/review/cases/${mine?.id}`);
    return steps.parse(JSON.parse(seen.text)).steps.find(({ kind }) => kind === "documents")?.status;
  };

  it("begins while files are being scanned, and its steps wait for the scan", async () => {
    malwareScan = { kind: "not_yet" };
    const firm = await begun("zoe");
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
      { name: "Zoe", roles: ["owner", "representative"], shareBps: 10_000, birthDate: "1980-02-03" },
    ];
    await scene.own("zoe", `${firm}/application`, {
      method: "PUT",
      json: { profile, people },
      headers: { "if-match": '"1"' },
    });
    const account = {
      name: profile.legalName,
      scheme: "iban",
      number: "DE89370400440532013000",
      currency: "EUR",
    };
    await scene.own("zoe", `${firm}/payout-account`, { json: account });
    for (const type of ["licence", "id_document", "articles"]) await handIn("zoe", firm, plain, type);
    const applied = await scene.own("zoe", `${firm}/apply`, { json: {}, headers: { "if-match": 'W/"2"' } });
    expect(applied.status, applied.text).toBe(200);
    await expect(scene.work()).rejects.toThrow();
    for (let i = 0; i < 12; i++) await scene.work().catch(() => undefined); // the others of this instant
    expect(await documents(firm)).toBe("pending");
    malwareScan = { kind: "clean" };
    for (let i = 0; i < 12; i++) await scene.advance(60_000).catch(() => undefined);
    expect(await documents(firm)).toBe("needs_human"); // the same paper was handed in by others
  });
});
