import type { Result } from "@firstlot/core/kernel/result";
import type { AccountId, Counters } from "@firstlot/core/ledger/account";
import type { LedgerRefusal } from "@firstlot/core/ledger/ledger-refusal";
import type { Transfer, TransferDraft, TransferId } from "@firstlot/core/ledger/transfer";
import { type Answer, KIND_OF, notApplicable, OWN_ANSWERS, type Step } from "./ledger-cases.ts";
import { Cast } from "./ledger-cast.ts";

/** A ledger that the table is put to: the pure rules, or the store. */
export interface LedgerUnderTest {
  readonly book: string;
  open(id: AccountId, counters: Counters | undefined): Promise<void>;
  commit(drafts: readonly TransferDraft[]): Promise<Result<unknown, LedgerRefusal>>;
  counters(id: AccountId): Promise<Counters | undefined>;
  transfer(id: TransferId): Promise<Transfer | undefined>;
}

/** One checked line: what the ledger said against what the table says in our words. */
interface Finding {
  readonly number: number;
  readonly what: string;
  readonly actual: unknown;
  readonly expected: unknown;
}

/** What one run found. `skipped` counts lines without a counterpart by reason. */
export interface Run {
  readonly findings: readonly Finding[];
  readonly ran: number;
  readonly skipped: ReadonlyMap<string, number>;
}

const NAMES = ["debitsPending", "debitsPosted", "creditsPending", "creditsPosted"] as const;

/** Plays one test of the table, line by line; linked lines commit together and answer together. */
export async function runCases(
  { test, steps }: { test: string; steps: readonly Step[] },
  ledger: LedgerUnderTest,
): Promise<Run> {
  const cast = new Cast(ledger.book);
  const findings: Finding[] = [];
  const skipped = new Map<string, number>();
  const skippedIds = new Set<string>();
  let ran = 0;
  let chain: Step[] = [];
  const skip = (step: Step, reason: string) => {
    skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
    if (step.expect === "created" && step.id !== undefined) skippedIds.add(step.id);
  };
  for (const step of steps) {
    if (step.op === "transfer") {
      chain.push(step);
      if (step.linked !== undefined) continue;
      const playable = applicableLinks(test, chain, skip);
      chain = [];
      ran += playable.length;
      if (playable.length > 0) findings.push(...(await runChain(playable, cast, ledger)));
    } else if (step.op === "lookup-transfer" && skippedIds.has(step.id ?? "")) {
      skip(step, "zero");
    } else {
      ran += 1;
      const finding = await runLine(step, cast, ledger);
      if (finding !== undefined) findings.push(finding);
    }
  }
  return { findings, ran, skipped };
}

/** A chain that fails is played whole or not at all; from one that succeeds, links without a counterpart drop out. */
function applicableLinks(
  test: string,
  chain: readonly Step[],
  skip: (step: Step, reason: string) => void,
): readonly Step[] {
  const reasons = chain.map((link) => notApplicable(test, link));
  const first = reasons.find((reason) => reason !== undefined);
  const fails = chain.some(({ expect }) => expect !== "created");
  return chain.filter((link, i) => {
    const reason = reasons[i] ?? (fails ? first : undefined);
    if (reason !== undefined) skip(link, reason);
    return reason === undefined;
  });
}

async function runChain(
  chain: readonly Step[],
  cast: Cast,
  ledger: LedgerUnderTest,
): Promise<readonly Finding[]> {
  const drafts = chain.map((step) => cast.draft(step));
  const answered = await ledger.commit(drafts);
  if (answered.ok) for (const draft of drafts) cast.remember(draft);
  const answer: Answer = answered.ok ? "created" : answered.error.kind;
  const last = chain.map(({ expect }) => expect).find((expect) => expect !== "linked_event_failed");
  const { number } = chain[0] ?? { number: 0 };
  const what = chain.map(({ id, expect }) => `${id} ${expect}`).join(", ");
  return [{ number, what, actual: answer, expected: OWN_ANSWERS[number]?.answer ?? KIND_OF[last ?? ""] }];
}

async function runLine(step: Step, cast: Cast, ledger: LedgerUnderTest): Promise<Finding | undefined> {
  const { number } = step;
  switch (step.op) {
    case "account":
      await ledger.open(cast.define(step.id ?? "", step.code ?? ""), undefined);
      return undefined;
    case "setup":
      await ledger.open(cast.account(step.account ?? ""), countersOf(step, cast));
      return undefined;
    case "advance-time": {
      cast.advance(step.by ?? "0");
      for (const draft of cast.expiries()) {
        const expired = await ledger.commit([draft]);
        if (!expired.ok) return { number, what: "expiry", actual: expired.error.kind, expected: "created" };
        cast.remember(draft);
      }
      return undefined;
    }
    case "balance": {
      const counters = await ledger.counters(cast.account(step.account ?? ""));
      const actual = counters && Object.fromEntries(NAMES.map((name) => [name, counters[name]]));
      return { number, what: `balance of ${step.account}`, actual, expected: countersOf(step, cast) };
    }
    case "lookup-transfer":
      return lookUp(step, cast, ledger);
    case "commit":
    case "transfer":
      return undefined;
  }
}

async function lookUp(step: Step, cast: Cast, ledger: LedgerUnderTest): Promise<Finding | undefined> {
  const { number } = step;
  const isAbsent = step.id === "-0" || step.exists === false || step.exists === "false";
  const found = step.id === "-0" ? undefined : await ledger.transfer(cast.transferId(step.id ?? ""));
  const movedMinor = found?.step === "void" ? 0 : found?.amount.minor;
  return step.amount === undefined
    ? { number, what: `${step.id} exists`, actual: found !== undefined, expected: !isAbsent }
    : { number, what: `amount of ${step.id}`, actual: movedMinor, expected: Number(step.amount) };
}

const countersOf = (step: Step, cast: Cast): Counters => ({
  debitsPending: cast.minor(step.debitsPending ?? "0"),
  debitsPosted: cast.minor(step.debitsPosted ?? "0"),
  creditsPending: cast.minor(step.creditsPending ?? "0"),
  creditsPosted: cast.minor(step.creditsPosted ?? "0"),
});
