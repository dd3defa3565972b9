import type { Statement } from "@firstlot/partner-kit/statement";
import type { BlobStore } from "../kernel/blob-store.ts";
import type { Command } from "../kernel/command.ts";
import { invariant } from "../kernel/invariant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import type { ApplyDeps } from "./apply-confirmation.ts";
import { type BankAccount, loadBankAccount } from "./bank-account.ts";
import { type BreakKind, breakIdOf, matchBreak } from "./break.ts";
import { changeBreak, loadBreak, openBreak } from "./break-store.ts";
import type { BankCalendar } from "./calendar.ts";
import { readStatements } from "./ingest-statement.ts";
import { matchLine } from "./match-line.ts";
import { loadPartner } from "./partner-store.ts";
import {
  type AccountAddress,
  changeStatement,
  loadHead,
  nextStatement,
  putHead,
  type StatementHead,
  type StatementRecord,
} from "./statement-record.ts";
import { suspenseBook } from "./suspense.ts";

export interface MatchDeps extends ApplyDeps {
  readonly blobs: BlobStore;
}

/**
 * How far matching came. `stopped`: the next statement does not follow, and waits for the missing one or a person;
 * `more`: the run was full, and another one goes on.
 */
export type MatchRun = Readonly<{
  kind: "up_to_date" | "stopped" | "more";
  matched: readonly StatementRecord[];
}>;

const STATEMENTS_PER_RUN_MAX = 60;

/**
 * Matches the statements of an account one after the other. A gap, or an opening balance that is not the closing
 * balance before, stops it: a break is opened and nothing is matched until the missing statement comes or a person
 * explains the difference. Harmless when repeated; a crash resumes at the line.
 */
export async function matchStatements(
  deps: MatchDeps,
  command: Command,
  address: AccountAddress,
): Promise<MatchRun> {
  const account = await loadBankAccount(deps.store, {
    partnerId: address.partnerId,
    number: address.account,
  });
  const partner = await loadPartner(deps.store, address.partnerId);
  invariant(account !== undefined && partner !== undefined, "a statement's account was checked when it came");
  const matched: StatementRecord[] = [];
  while (matched.length < STATEMENTS_PER_RUN_MAX) {
    const head = await loadHead(deps.store, address);
    const next = await nextStatement(deps.store, { ...address, after: head?.sequence ?? -1 });
    if (!next) return { kind: "up_to_date", matched };
    const obstacle = await obstacleTo(deps, { head, next });
    if (obstacle) {
      await stop(deps, command, { account, next, obstacle });
      return { kind: "stopped", matched };
    }
    matched.push(await matchOne(deps, command, { account, calendar: partner.calendar, head, record: next }));
  }
  return { kind: "more", matched };
}

type Obstacle = Readonly<{ kind: Extract<BreakKind, "statement_gap" | "opening_differs">; minor: number }>;
const obstacleBreakId = (record: StatementRecord, { kind }: Pick<Obstacle, "kind">) =>
  breakIdOf([record.id, kind]);

/** Why the statement may not be matched now; a difference that was explained or corrected is none any more. */
async function obstacleTo(
  { store }: MatchDeps,
  { head, next }: { head: StatementHead | undefined; next: StatementRecord },
): Promise<Obstacle | undefined> {
  if (head && next.sequence !== head.sequence + 1) return { kind: "statement_gap", minor: 0 };
  const minor = next.openingMinor - (head?.closingMinor ?? 0);
  if (minor === 0) return undefined;
  const known = await loadBreak(store, obstacleBreakId(next, { kind: "opening_differs" }));
  return known?.status === "explained" || known?.status === "corrected"
    ? undefined
    : { kind: "opening_differs", minor };
}

async function stop(
  { store }: MatchDeps,
  command: Command,
  { account, next, obstacle }: { account: BankAccount; next: StatementRecord; obstacle: Obstacle },
): Promise<void> {
  const { actor, now: at } = command;
  const opened = openBreak(
    {
      id: obstacleBreakId(next, obstacle),
      kind: obstacle.kind,
      partnerId: account.partnerId,
      account: account.number,
      currency: account.currency,
      line: `${next.id}:0`,
      unpostedMinor: obstacle.minor,
      suspenseMinor: 0,
      book: suspenseBook(account).book,
      at,
    },
    actor,
  );
  await store.commit(opened.writes); // refused only when it is open already
  killPoint("statement.stop-noted");
  if (next.status !== "received") return;
  const stopped = changeStatement({
    previous: next,
    next: { ...next, status: "stopped", reason: obstacle.kind },
    actor,
    at,
  });
  await store.commit(stopped.writes); // refused only when another worker stopped it
}

type One = {
  account: BankAccount;
  calendar: BankCalendar;
  head: StatementHead | undefined;
  record: StatementRecord;
};

async function matchOne(deps: MatchDeps, command: Command, one: One): Promise<StatementRecord> {
  const { account, calendar, head, record } = one;
  const statement = await readKept(deps.blobs, record);
  for (const [index, entry] of statement.entries.entries()) {
    await matchLine(deps, command, { account, calendar, entry, line: `${record.id}:${index + 1}` });
  }
  const { actor, now: at } = command;
  const changed = changeStatement({
    previous: record,
    next: matchedRecord(record, at),
    actor,
    at,
    data: { lines: record.lines },
  });
  const address = { partnerId: record.partnerId, account: record.account };
  const { sequence, closingMinor, bankDay } = record;
  const committed = await deps.store.commit(
    mergeWrites(changed.writes, { head: putHead(address, { sequence, closingMinor, bankDay }, head) }),
  );
  killPoint("statement.matched");
  if (!committed.ok) throw new Error("another worker matched this statement meanwhile");
  await closeGap(deps, command, record);
  return changed.next;
}

const matchedRecord = (record: StatementRecord, at: Command["now"]): StatementRecord => {
  if (record.status !== "stopped") return { ...record, status: "matched", matchedAt: at };
  const { reason: _reason, ...rest } = record;
  return { ...rest, status: "matched", matchedAt: at };
};

/** The missing statement came: the break about the gap is matched by it. */
async function closeGap({ store }: MatchDeps, command: Command, record: StatementRecord): Promise<void> {
  const gap = await loadBreak(store, obstacleBreakId(record, { kind: "statement_gap" }));
  const matched = gap && matchBreak(gap, { by: record.id, at: command.now });
  if (!gap || !matched?.ok) return;
  const { writes } = changeBreak({
    previous: gap,
    next: matched.value,
    kind: "break.matched",
    actor: command.actor,
    at: command.now,
  });
  await store.commit(writes); // refused only when somebody else moved it
}

async function readKept(blobs: BlobStore, record: StatementRecord): Promise<Statement> {
  const blob = await blobs.get(record.blobKey);
  invariant(blob !== undefined, "a statement's bytes are kept");
  const read = readStatements(blob.bytes, record.format);
  invariant(read.ok, "a statement was read before it was recorded");
  const statement = read.value[record.position];
  invariant(statement !== undefined, "a statement stands at its place in its file");
  return statement;
}
