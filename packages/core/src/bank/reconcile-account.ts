import type { Command } from "../kernel/command.ts";
import { addMs, type Instant, MINUTE_MS } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import type { Store } from "../kernel/store.ts";
import { type BankAccount, loadBankAccount } from "./bank-account.ts";
import { breakIdOf } from "./break.ts";
import { openBreak } from "./break-store.ts";
import { type MatchDeps, matchStatements } from "./match-statements.ts";
import { type Reconciliation, reconcile } from "./reconcile.ts";
import type { AccountAddress } from "./statement-record.ts";
import { suspenseBook } from "./suspense.ts";

/** Looks again, a minute apart, before a difference becomes a break: facts are listed from an index that lags. */
const LOOKS_MAX = 3;

/** What the work of a statement led to. */
export type StatementWork = Readonly<
  | { kind: "done"; reconciliation: Reconciliation | undefined }
  | { kind: "again"; dueAt: Instant; looks: number }
>;

/**
 * Matches the statements of an account and reconciles it: the work `statement.match`. A difference that stays opens a
 * break, so that it has a name.
 * @param options.looks how often a difference was looked at, from 0
 */
export async function matchAndReconcile(
  deps: MatchDeps,
  command: Command,
  options: AccountAddress & { looks: number },
): Promise<StatementWork> {
  const { partnerId, account: number, looks } = options;
  const account = await loadBankAccount(deps.store, { partnerId, number });
  invariant(account !== undefined, "a statement's account was checked when it came");
  const run = await matchStatements(deps, command, { partnerId, account: number });
  if (run.kind === "more") return { kind: "again", dueAt: command.now, looks };
  const reconciliation = await reconcile(deps, command, account);
  if (!reconciliation || reconciliation.differenceMinor === 0) return { kind: "done", reconciliation };
  if (looks + 1 < LOOKS_MAX) {
    return { kind: "again", dueAt: addMs(command.now, MINUTE_MS), looks: looks + 1 };
  }
  await nameDifference(deps.store, command, { account, reconciliation });
  return { kind: "done", reconciliation };
}

async function nameDifference(
  store: Store,
  command: Command,
  { account, reconciliation }: { account: BankAccount; reconciliation: Reconciliation },
): Promise<void> {
  const { bankDay, sequence, differenceMinor } = reconciliation;
  const { writes } = openBreak(
    {
      id: breakIdOf([account.id, "unexplained_difference", String(sequence), String(differenceMinor)]),
      kind: "unexplained_difference",
      partnerId: account.partnerId,
      account: account.number,
      currency: account.currency,
      line: `${bankDay}:${sequence}`,
      unpostedMinor: differenceMinor,
      suspenseMinor: 0,
      book: suspenseBook(account).book,
      at: command.now,
    },
    command.actor,
  );
  await store.commit(writes); // refused only when it is open already
  killPoint("reconciliation.difference-named");
}
