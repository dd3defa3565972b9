import { accountNumberSchema } from "../bank/account-number.ts";
import type { NameCheckId } from "../bank/name-check-id.ts";
import { putNameQuestion } from "../bank/name-question.ts";
import type { EnterpriseId, PartnerId } from "../identity/actor.ts";
import type { Command } from "../kernel/command.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Store } from "../kernel/store.ts";
import { currentPayoutAccount } from "./change-payout-account.ts";
import type { NameCheckBank } from "./enterprise-deps.ts";
import type { EnterpriseRefusal } from "./enterprise-refusal.ts";
import {
  answerCheck,
  endHold,
  isAnswered,
  type NameCheckAnswer,
  type PayoutAccount,
} from "./payout-account.ts";
import {
  loadNameCheck,
  loadPayoutAccount,
  noteAskedBank,
  payoutAccountChange,
} from "./payout-account-store.ts";

type Answered = Result<PayoutAccount, EnterpriseRefusal>;

/**
 * Carries the question of a name check to a bank: the effect of `enterprise.check-payout-name`. Harmless when
 * repeated: the question has one id, and a check that is answered or superseded is not asked again.
 * @throws what the bank's side throws: the work item tries again later
 */
export async function carryNameCheck(
  deps: { store: Store; bank: NameCheckBank },
  command: Command,
  checkId: NameCheckId,
): Promise<void> {
  const { store, bank } = deps;
  const asked = await loadNameCheck(store, checkId);
  const account = asked === undefined ? undefined : await loadPayoutAccount(store, asked.enterpriseId);
  if (account?.check?.checkId !== checkId || isAnswered(account.check)) return;
  const reply = await bank.ask({ checkId, account });
  killPoint("enterprise.name-check-asked");
  const { partnerId } = reply;
  const question = {
    ...({ id: checkId, kind: "payout-account", about: account.enterpriseId, partnerId } as const),
    askedAt: command.now,
    ...{ account: accountNumberSchema.parse(account.number), name: account.name },
  };
  await store.commit({
    asked: noteAskedBank(checkId, partnerId),
    ...(reply.kind === "asked" ? { question: putNameQuestion(question) } : {}),
  });
  if (reply.kind === "answered")
    await onNameCheckAnswered(deps, command, { checkId, answer: reply.answer, partnerId });
}

/**
 * What a bank answered. Only the bank that was asked may answer; the same answer again changes nothing, another one
 * is refused, an answer about an account that was changed meanwhile is refused.
 */
export async function onNameCheckAnswered(
  deps: { store: Store },
  command: Command,
  told: { checkId: NameCheckId; answer: NameCheckAnswer; partnerId: PartnerId },
): Promise<Answered> {
  const { store } = deps;
  const { checkId, answer, partnerId } = told;
  const asked = await loadNameCheck(store, checkId);
  if (asked === undefined || asked.partnerId !== partnerId) return err({ kind: "not_found" });
  const found = await currentPayoutAccount(store, asked.enterpriseId);
  if (!found.ok) return found;
  const next = answerCheck(found.value, { checkId, answer, at: command.now });
  if (!next.ok) return next;
  if (next.value === found.value) return ok(found.value);
  const { account, writes } = payoutAccountChange({
    previous: found.value,
    next: next.value,
    kind: "payout_account.name_checked",
    actor: command.actor,
    at: command.now,
    data: { checkId, answer },
  });
  const done = await store.commit(writes);
  return done.ok ? ok(account) : err({ kind: "concurrent_update" });
}

/** Ends the hold of a changed account when it comes due; harmless when it is over, or not yet. */
export async function releasePayoutHold(
  deps: { store: Store },
  command: Command,
  enterpriseId: EnterpriseId,
): Promise<Answered> {
  const found = await currentPayoutAccount(deps.store, enterpriseId);
  if (!found.ok || found.value.status !== "on_hold") return found;
  const next = endHold(found.value, command.now);
  if (!next.ok) return next;
  const { account, writes } = payoutAccountChange({
    previous: found.value,
    next: next.value,
    kind: "payout_account.hold_ended",
    actor: command.actor,
    at: command.now,
  });
  const done = await deps.store.commit(writes);
  return done.ok ? ok(account) : err({ kind: "concurrent_update" });
}
