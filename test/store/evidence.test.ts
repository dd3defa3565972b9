import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { firstBreak, history } from "@firstlot/core/audit/event";
import { type Evidence, evidenceIdSchema } from "@firstlot/core/evidence/evidence";
import {
  documentsOf,
  isUsedByAnother,
  listEvidence,
  loadEvidence,
} from "@firstlot/core/evidence/evidence-store";
import { insideScanner } from "@firstlot/core/evidence/look-inside";
import { previewEvidence } from "@firstlot/core/evidence/preview-evidence";
import {
  confirmMapping,
  invoicesOf,
  ROWS_PER_PART,
  readEvidence,
  statementLinesOf,
} from "@firstlot/core/evidence/read-evidence";
import {
  type FileScanner,
  refuseEvidence,
  ScanNotOverError,
  scanEvidence,
} from "@firstlot/core/evidence/scan-evidence";
import {
  bytesOfRef,
  originalBytes,
  type Upload,
  uploadEvidence,
} from "@firstlot/core/evidence/upload-evidence";
import {
  type EnterpriseId,
  enterpriseIdSchema,
  type UserId,
  userIdSchema,
} from "@firstlot/core/identity/actor";
import { personIdSchema } from "@firstlot/core/identity/person";
import { openRoster } from "@firstlot/core/identity/roster-store";
import type { BlobStore } from "@firstlot/core/kernel/blob-store";
import { commandOf } from "@firstlot/core/kernel/command";
import { sha256Hex } from "@firstlot/core/kernel/id";
import { instantOf } from "@firstlot/core/kernel/instant";
import { invariant } from "@firstlot/core/kernel/invariant";
import { parseWorkItem, workIdOf, workKey } from "@firstlot/core/work/work-item";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DiskBlobStore } from "../../packages/local/src/blobs/disk-blob-store.ts";
import { type LocalStore, openLocalStore } from "./local-store.ts";

const now = instantOf(1_790_000_000_000);
const folder = mkdtempSync(join(tmpdir(), "firstlot-evidence-"));
let local: LocalStore;
let blobs: BlobStore;
let count = 0;
let firm: EnterpriseId;
let rival: EnterpriseId;
let owner: UserId;
let rivalOwner: UserId;

const deps = () => ({ store: local.store, blobs });
const commandBy = (actor: string, payload: unknown, key = `key-${++count}`) =>
  commandOf({ secret: "s", actor, route: "test", idempotencyKey: key, payload, now, wall: now });
const text = (body: string) => new Uint8Array(Buffer.from(body, "utf8"));
function must<T>(result: { ok: true; value: T } | { ok: false; error: { kind: string } }): T {
  invariant(result.ok, result.ok ? "" : `refused: ${result.error.kind}`);
  return result.value;
}
async function found(letter: string): Promise<{ enterpriseId: EnterpriseId; userId: UserId }> {
  const enterpriseId = enterpriseIdSchema.parse(`ent_${letter.repeat(20)}`);
  const userId = userIdSchema.parse(`usr_${letter.repeat(20)}`);
  const personId = personIdSchema.parse(`prs_${letter.repeat(20)}`);
  must(await local.store.commit(openRoster({ enterpriseId, owner: { userId, personId, since: now } })));
  return { enterpriseId, userId };
}
const uploaded = (upload: Partial<Upload> & { bytes: Uint8Array }, key?: string) => {
  const whole: Upload = {
    by: owner,
    enterpriseId: firm,
    type: "other",
    fileName: "note.txt",
    contentType: "text/plain",
    ...upload,
  };
  return uploadEvidence(deps(), commandBy(whole.by, { ...whole, bytes: sha256Hex(whole.bytes) }, key), whole);
};
/** The scan of a file in quarantine. @returns the file as it is then */
const scanned = async ({ id }: Evidence, ...more: readonly FileScanner[]): Promise<Evidence> => {
  const scanDeps = { ...deps(), scanners: [insideScanner, ...more] as const };
  await scanEvidence(scanDeps, commandBy("system:scan", { id }), id);
  const found = await loadEvidence(local.store, id);
  invariant(found, "the file is in the books");
  return found;
};
const upload = async (given: Partial<Upload> & { bytes: Uint8Array }): Promise<Evidence> =>
  scanned(must(await uploaded(given)).value);
const INVOICES = text(
  "Invoice number,Invoice date,Customer,Net,Tax,Total,Status\n" +
    "1001,2026-01-05,Alpha,100.00,13.00,113.00,valid\n" +
    "1002,2026-01-06,Beta,200.00,26.00,226.00,voided\n" +
    "1003,2026-02-07,Gamma,x,26.00,226.00,valid\n",
);
const previewed = async (evidence: Evidence, currency: "CNY" | "EUR" = "CNY") =>
  must(await previewEvidence(deps(), { enterpriseId: firm, evidenceId: evidence.id, currency }));
const detected = async (evidence: Evidence) => {
  const preview = await previewed(evidence);
  invariant(preview.kind !== "unmapped", "its columns were recognised");
  return preview.mapping;
};
const confirmed = async (evidence: Evidence) => {
  const mapping = await detected(evidence);
  const input = { by: owner, enterpriseId: firm, evidenceId: evidence.id, mapping };
  return must(await confirmMapping(deps(), commandBy(owner, { mapping }), input)).value;
};
const readNow = async (evidence: Evidence) => {
  await readEvidence(deps(), commandBy("system:work", {}), {
    evidenceId: evidence.id,
    version: evidence.version,
  });
  return loadEvidence(local.store, evidence.id);
};

beforeAll(async () => {
  local = await openLocalStore();
  blobs = new DiskBlobStore({ folder });
  ({ enterpriseId: firm, userId: owner } = await found("F"));
  ({ enterpriseId: rival, userId: rivalOwner } = await found("R"));
});
afterAll(async () => {
  await local.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("an uploaded file", () => {
  it("is stored once however often its command is retried, and refuses other bytes under the same key", async () => {
    const first = must(await uploaded({ bytes: text("hello") }, "same-key"));
    const again = must(await uploaded({ bytes: text("hello") }, "same-key"));
    expect(again).toEqual({ value: first.value, replayed: true });
    const waiting = await originalBytes(deps(), { enterpriseId: firm, evidenceId: first.value.id });
    expect(waiting).toMatchObject({ error: { kind: "evidence_quarantined" } });
    await scanned(first.value);
    expect(await uploaded({ bytes: text("other") }, "same-key")).toMatchObject({
      error: { kind: "idempotency_key_reused" },
    });
    const { bytes } = must(await originalBytes(deps(), { enterpriseId: firm, evidenceId: first.value.id }));
    expect(Buffer.from(bytes).toString()).toBe("hello");
    expect(first.value.blobKey).not.toContain("note");
  });
  it("is refused by its bytes: another kind than declared, than its type takes, or nothing at all", async () => {
    const kind = async (given: Partial<Upload> & { bytes: Uint8Array }) => {
      const result = await uploaded(given);
      return result.ok ? "ok" : result.error.kind;
    };
    expect(await kind({ bytes: text("words"), contentType: "application/pdf" })).toBe(
      "content_type_mismatch",
    );
    expect(await kind({ bytes: text("words"), type: "licence" })).toBe("file_kind_not_for_type");
    expect(await kind({ bytes: new Uint8Array() })).toBe("file_empty");
    expect(await kind({ bytes: text("words"), by: rivalOwner })).toBe("role_no_longer_held");
  });
  it("is found at another enterprise by its hash, and is that enterprise's alone to read", async () => {
    const bytes = text("one licence, two firms");
    const mine = await upload({ bytes });
    expect(await isUsedByAnother(local.store, mine)).toBe(false);
    const theirs = await upload({ bytes, by: rivalOwner, enterpriseId: rival });
    expect(await isUsedByAnother(local.store, mine)).toBe(true);
    expect(await originalBytes(deps(), { enterpriseId: firm, evidenceId: theirs.id })).toEqual({
      ok: false,
      error: { kind: "not_found" },
    });
    const missing = evidenceIdSchema.parse(`evd_${"Z".repeat(20)}`);
    expect(await originalBytes(deps(), { enterpriseId: firm, evidenceId: missing })).toEqual({
      ok: false,
      error: { kind: "not_found" },
    });
  });
  it("is listed newest first, a page at a time, with its state", async () => {
    const first = await listEvidence(local.store, { enterpriseId: firm, limit: 1 });
    expect(first.items).toHaveLength(1);
    const rest = await listEvidence(local.store, { enterpriseId: firm, limit: 100, after: first.next });
    expect(rest.items.length).toBeGreaterThan(0);
    expect((await documentsOf(local.store, firm)).length).toBe(1 + rest.items.length);
  });
  it("asks for its scan with the upload, and waits for every scanner: silence lets nothing through", async () => {
    const file = must(await uploaded({ bytes: text("waits") })).value;
    expect(file.status).toBe("quarantined");
    const item = await local.store.get(workKey(workIdOf({ kind: "evidence.scan", cause: [file.id] })));
    invariant(item, "the scan was asked for");
    let word: "not_yet" | "clean" = "not_yet";
    const slow: FileScanner = { name: "slow", scan: async () => ({ kind: word }) };
    await expect(scanned(file, slow)).rejects.toThrow(ScanNotOverError);
    expect((await loadEvidence(local.store, file.id))?.status).toBe("quarantined");
    word = "clean";
    const clean = await scanned(file, slow);
    expect(clean).toMatchObject({ status: "clean", scan: { by: ["look-inside", "slow"] } });
    expect(await scanned(file, slow)).toEqual(clean); // the work runs twice
  });
  it("is refused for good by the first scanner that finds something", async () => {
    const file = must(await uploaded({ bytes: text("looks harmless") })).value;
    const found: FileScanner = {
      name: "finds",
      scan: async () => ({ kind: "refused", reasonCode: "malware_found" }),
    };
    expect(await scanned(file, found)).toMatchObject({ status: "refused", reasonCode: "malware_found" });
    const which = { enterpriseId: firm, evidenceId: file.id };
    expect(await originalBytes(deps(), which)).toMatchObject({ error: { kind: "evidence_refused" } });
    const { events } = await history(local.store, { id: file.id, stream: firm });
    expect(events.map(({ kind }) => kind)).toEqual(["evidence.received", "evidence.refused"]);
  });
  it("that was put aside is handed out to nobody", async () => {
    const evidence = await upload({ bytes: text("harmful") });
    must(
      await refuseEvidence(deps(), commandBy("system:scan", {}), {
        evidenceId: evidence.id,
        reasonCode: "virus_signature",
      }),
    );
    const which = { enterpriseId: firm, evidenceId: evidence.id };
    expect(await originalBytes(deps(), which)).toMatchObject({ error: { kind: "evidence_refused" } });
  });
  it("whose bytes changed on disk is believed no more", async () => {
    const evidence = await upload({ bytes: text("as handed in") });
    expect(Buffer.from(await bytesOfRef(deps(), evidence)).toString()).toBe("as handed in");
    const forged: BlobStore = {
      ...blobs,
      get: async () => ({
        contentType: "text/plain",
        sha256: evidence.sha256,
        size: 12,
        bytes: text("as Handed in"),
      }),
    };
    await expect(bytesOfRef({ store: local.store, blobs: forged }, evidence)).rejects.toThrow(/bytes/);
  });
});

describe("a table", () => {
  it("is previewed, confirmed and read into figures that lead back to their rows", async () => {
    const evidence = await upload({ type: "invoices_sales", contentType: "text/csv", bytes: INVOICES });
    const preview = await previewed(evidence);
    expect(preview).toMatchObject({
      kind: "invoices",
      mapping: { profile: { columns: { net: "Net" } } },
      rows: [{}, {}, { row: 4, invoice: null, error: { kind: "not_a_number" } }],
    });
    const reading = await confirmed(evidence);
    expect(reading.status).toBe("reading");
    const work = workIdOf({ kind: "evidence.read", cause: [reading.id, String(reading.version)] });
    const item = await local.store.get(workKey(work));
    invariant(item, "the work was asked for");
    expect(parseWorkItem(item)).toMatchObject({ ref: evidence.id, data: { version: reading.version } });
    const read = await readNow(reading);
    invariant(read?.status === "read", "the file was read");
    expect(read.reading).toMatchObject({
      kind: "invoices",
      rowCount: 3,
      rowErrorCount: 1,
      sums: { netMinor: 10_000, taxMinor: 1_300, totalMinor: 11_300 },
    });
    const invoices = await invoicesOf(deps(), read);
    expect(invoices.map(({ row, status }) => [row, status])).toEqual([
      [2, "valid"],
      [3, "voided"],
    ]);
    expect(await readNow(reading)).toEqual(read); // the work runs twice
    const { events } = await history(local.store, { id: evidence.id, stream: firm });
    expect(events.map(({ kind }) => kind)).toEqual([
      "evidence.received",
      "evidence.cleared",
      "evidence.mapping_confirmed",
      "evidence.read",
    ]);
    expect(firstBreak(events)).toBeUndefined();
  });
  it("whose columns nobody recognises is shown as it is, and read once they are chosen", async () => {
    const bytes = text(
      "alpha;beta;gamma;delta;epsilon\n1;05.01.2026;Acme;100,00;113,00\n1;05.01.2026;Acme;100,00;113,00\n",
    );
    const evidence = await upload({ type: "invoices_sales", contentType: "text/csv", bytes });
    const raw = await previewed(evidence);
    expect(raw).toMatchObject({ kind: "unmapped", look: { layout: { delimiter: ";", headerRow: 1 } } });
    expect(raw.look.rows[0]).toEqual({ row: 2, cells: ["1", "05.01.2026", "Acme", "100,00", "113,00"] });
    const { layout } = raw.look;
    const columns = { number: "alpha", date: "beta", counterparty: "gamma", net: "delta", total: "epsilon" };
    const style = { decimalStyle: "comma", dateStyle: "dmy", direction: "sale" } as const;
    const profile = {
      ...layout,
      ...style,
      columns: { ...columns, tax: null, status: null, direction: null },
    } as const;
    const mapping = { kind: "invoices", profile, currency: "EUR" } as const;
    const asked = { enterpriseId: firm, evidenceId: evidence.id, currency: "EUR", mapping } as const;
    expect(must(await previewEvidence(deps(), asked))).toMatchObject({
      kind: "invoices",
      rows: [{ invoice: { date: "2026-01-05", taxMinor: 1_300 } }, {}],
    });
    const input = { by: owner, enterpriseId: firm, evidenceId: evidence.id, mapping };
    const read = await readNow(
      must(await confirmMapping(deps(), commandBy(owner, { mapping }), input)).value,
    );
    invariant(read?.status === "read", "the file was read");
    expect(read.reading.repeats).toEqual({ count: 1, shown: [{ row: 3, of: 2 }] });
  });
  it("that does not fit its mapping has failed with the reader's reason, and may be mapped again", async () => {
    const evidence = await upload({ type: "invoices_sales", contentType: "text/csv", bytes: INVOICES });
    const mapping = await detected(evidence);
    invariant(mapping.kind === "invoices", "a file of invoices");
    const { profile } = mapping;
    const wrong = { ...mapping, profile: { ...profile, columns: { ...profile.columns, number: "No such" } } };
    const input = { by: owner, enterpriseId: firm, evidenceId: evidence.id };
    const reading = must(
      await confirmMapping(deps(), commandBy(owner, { wrong }), { ...input, mapping: wrong }),
    ).value;
    const failed = await readNow(reading);
    invariant(failed?.status === "failed", "the mapping does not fit");
    expect(failed.reasonCode).toMatch(/column/);
    expect((await readNow(await confirmed(failed)))?.status).toBe("read");
  });
  it("keeps the rows of a long statement in parts of a bounded size", async () => {
    const rows = ROWS_PER_PART + 5;
    const lines = Array.from({ length: rows }, (_, i) => `2026-03-01,${i + 1}.00,Somebody`);
    const bytes = text(`date,amount,counterparty\n${lines.join("\n")}\n`);
    const evidence = await upload({ type: "bank_statement", contentType: "text/csv", bytes });
    const read = await readNow(await confirmed(evidence));
    invariant(read?.status === "read", "the file was read");
    expect(read.reading.parts.map((part) => part.rows)).toEqual([ROWS_PER_PART, 5]);
    const back = await statementLinesOf(deps(), read);
    expect(back).toHaveLength(rows);
    expect(back.at(-1)).toMatchObject({ row: rows + 1, amountMinor: rows * 100 });
  });
});
