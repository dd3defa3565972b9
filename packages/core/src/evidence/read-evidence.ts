import type { EnterpriseId, UserId } from "../identity/actor.ts";
import { membershipStillHeld } from "../identity/still-held.ts";
import { type BlobStore, blobKeySchema } from "../kernel/blob-store.ts";
import { type Command, commandKey, type Done, once, putCommand } from "../kernel/command.ts";
import { sha256Hex } from "../kernel/id.ts";
import { invariant } from "../kernel/invariant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { putWork } from "../work/work-item.ts";
import { type StatementLine, statementLineSchema } from "./bank-statement.ts";
import {
  confirm,
  type Evidence,
  type EvidenceId,
  type EvidenceIn,
  failReading,
  finishReading,
  type Mapping,
  MONTHS_MAX,
  type Reading,
  SHOWN_ERRORS_MAX,
  SHOWN_REPEATS_MAX,
} from "./evidence.ts";
import type { EvidenceRefusal } from "./evidence-refusal.ts";
import { evidenceChange, loadEvidence } from "./evidence-store.ts";
import { type Invoice, invoiceSchema } from "./invoice.ts";
import { readBankStatement } from "./read-bank-statement.ts";
import { readInvoices } from "./read-invoices.ts";
import type { Repeats } from "./repeated-rows.ts";
import { bytesOf, type EvidenceDeps, evidenceOf, evidenceRefusalOf } from "./upload-evidence.ts";

type Changed = Result<Evidence, EvidenceRefusal>;

/** Rows of one derived blob: JSON lines of some 200 bytes each stay far below the limit of a blob. */
export const ROWS_PER_PART = 20_000;

/** A member confirms how a table is to be read; the reading itself is a work item. */
export function confirmMapping(
  deps: Pick<EvidenceDeps, "store">,
  command: Command,
  input: { by: UserId; enterpriseId: EnterpriseId; evidenceId: EvidenceId; mapping: Mapping },
): Promise<Result<Done<Evidence>, EvidenceRefusal>> {
  const { store } = deps;
  const { by, enterpriseId } = input;
  const attempt = async (): Promise<Changed> => {
    const found = await evidenceOf(store, input);
    if (!found.ok) return found;
    const next = confirm(found.value, input.mapping);
    if (!next.ok) return next;
    const { mappingHash } = next.value;
    const { evidence, writes } = evidenceChange({
      previous: found.value,
      next: next.value,
      kind: "evidence.mapping_confirmed",
      actor: by,
      at: command.now,
      data: { mappingHash },
    });
    const done = await store.commit({
      ...writes,
      work: putWork({
        kind: "evidence.read",
        ref: evidence.id,
        dueAt: command.now,
        cause: [evidence.id, String(evidence.version)],
        data: { version: evidence.version },
      }),
      acting: membershipStillHeld({ userId: by, enterpriseId, roles: ["owner", "finance"] }),
      command: putCommand(command),
    });
    return done.ok ? ok(evidence) : err(evidenceRefusalOf(done.error));
  };
  const current = () => evidenceOf(store, input);
  return once({ store, command, identity: commandKey(command), attempt, current });
}

type Part = Reading["parts"][number];
type Row = Invoice | StatementLine;

/** As many repeated rows as the item keeps. */
const keptRepeats = ({ count, shown }: Repeats) => ({ count, shown: shown.slice(0, SHOWN_REPEATS_MAX) });

function readTable(
  bytes: Uint8Array,
  mapping: Mapping,
): Result<{ reading: Reading; rows: readonly Row[] }, EvidenceRefusal> {
  if (mapping.kind === "invoices") {
    const read = readInvoices({ bytes, profile: mapping.profile, currency: mapping.currency });
    if (!read.ok) return read;
    const { currency, rowCount, rowErrorCount, rowErrors, roundedRowCount, summaryRowCount, derived } =
      read.value;
    const reading: Reading = {
      kind: "invoices",
      ...{ currency, rowCount, rowErrorCount, roundedRowCount, summaryRowCount, derived },
      rowErrors: rowErrors.slice(0, SHOWN_ERRORS_MAX),
      repeats: keptRepeats(read.value.repeats),
      sums: read.value.sums,
      months: read.value.months.slice(-MONTHS_MAX),
      parts: [],
    };
    return ok({ reading, rows: read.value.invoices });
  }
  const read = readBankStatement({ bytes, profile: mapping.profile, currency: mapping.currency });
  if (!read.ok) return read;
  const { currency, rowCount, rowErrorCount, rowErrors, roundedRowCount, order } = read.value;
  const reading: Reading = {
    kind: "statement",
    ...{ currency, rowCount, rowErrorCount, roundedRowCount, order },
    rowErrors: rowErrors.slice(0, SHOWN_ERRORS_MAX),
    repeats: keptRepeats(read.value.repeats),
    balanceBreakCount: read.value.balanceBreakCount,
    balanceBreaks: [...read.value.balanceBreaks],
    months: read.value.months.slice(-MONTHS_MAX),
    parts: [],
  };
  return ok({ reading, rows: read.value.lines });
}

/** Stores rows as JSON lines under keys made of the mapping's hash: the same reading again is the same bytes. */
async function storeRows(
  blobs: BlobStore,
  evidence: EvidenceIn<"reading">,
  rows: readonly Row[],
): Promise<readonly Part[]> {
  const parts: Part[] = [];
  for (let from = 0; from < rows.length; from += ROWS_PER_PART) {
    const slice = rows.slice(from, from + ROWS_PER_PART);
    const bytes = Buffer.from(slice.map((row) => `${JSON.stringify(row)}\n`).join(""), "utf8");
    const sha256 = sha256Hex(bytes);
    const place = `evidence/${evidence.enterpriseId}/${evidence.id}/rows-${evidence.mappingHash.slice(0, 32)}`;
    const key = blobKeySchema.parse(`${place}/${String(parts.length + 1).padStart(4, "0")}.jsonl`);
    const stored = await blobs.put(key, bytes, { contentType: "application/x-ndjson", sha256 });
    invariant(stored.ok, "one file read by one mapping gives the same rows");
    parts.push({ key, sha256, rows: slice.length });
  }
  return parts;
}

/**
 * Reads a table by its confirmed mapping: the effect of `evidence.read`. Harmless when repeated; a file that cannot
 * be read by its mapping is `failed` with the reader's own reason, and may be mapped again.
 * @param input.version the version at which the mapping was confirmed; another one means that this work is over
 */
export async function readEvidence(
  deps: EvidenceDeps,
  command: Command,
  input: { evidenceId: EvidenceId; version: number },
): Promise<void> {
  const { store, blobs } = deps;
  const previous = await loadEvidence(store, input.evidenceId);
  if (previous?.status !== "reading" || previous.version !== input.version) return;
  const read = readTable(await bytesOf(blobs, previous), previous.mapping);
  const next = read.ok
    ? finishReading(previous, {
        reading: { ...read.value.reading, parts: [...(await storeRows(blobs, previous, read.value.rows))] },
        at: command.now,
      })
    : failReading(previous, { reasonCode: read.error.kind, at: command.now });
  killPoint("evidence.rows-stored");
  const { writes } = evidenceChange({
    previous,
    next,
    kind: next.status === "read" ? "evidence.read" : "evidence.reading_failed",
    actor: command.actor,
    at: command.now,
    data:
      next.status === "read"
        ? { mappingHash: next.mappingHash, rows: next.reading.parts.map(({ sha256 }) => sha256) }
        : { mappingHash: next.mappingHash, reasonCode: next.reasonCode },
  });
  await store.commit(writes); // refused only when another worker has done the same
}

async function rowsOf(deps: EvidenceDeps, evidence: EvidenceIn<"read">): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  for (const { key, sha256 } of evidence.reading.parts) {
    const bytes = await bytesOf(deps.blobs, { blobKey: key, sha256 });
    for (const line of Buffer.from(bytes).toString("utf8").split("\n"))
      if (line !== "") rows.push(JSON.parse(line));
  }
  return rows;
}

/** The invoices of a file that was read, each with the row of the file that it came from. */
export async function invoicesOf(
  deps: EvidenceDeps,
  evidence: EvidenceIn<"read">,
): Promise<readonly Invoice[]> {
  invariant(evidence.reading.kind === "invoices", "a file of invoices");
  return (await rowsOf(deps, evidence)).map((row) => invoiceSchema.parse(row));
}

/** The lines of a bank statement that was read, each with the row of the file that it came from. */
export async function statementLinesOf(
  deps: EvidenceDeps,
  evidence: EvidenceIn<"read">,
): Promise<readonly StatementLine[]> {
  invariant(evidence.reading.kind === "statement", "a bank statement");
  return (await rowsOf(deps, evidence)).map((row) => statementLineSchema.parse(row));
}
