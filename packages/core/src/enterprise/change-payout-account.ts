import type { EnterpriseId, UserId } from "../identity/actor.ts";
import { membershipStillHeld } from "../identity/still-held.ts";
import { type Command, commandKey, type Done, once, putCommand } from "../kernel/command.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Store } from "../kernel/store.ts";
import type { EnterpriseDeps } from "./enterprise-deps.ts";
import type { EnterpriseRefusal } from "./enterprise-refusal.ts";
import { loadEnterprise } from "./enterprise-store.ts";
import { changeAccount, type NamedAccount, type PayoutAccount, readNamedAccount } from "./payout-account.ts";
import { askNameCheck, loadPayoutAccount, payoutAccountChange } from "./payout-account-store.ts";
import { enterpriseRefusalOf } from "./write-application.ts";

type Changing = Result<PayoutAccount, EnterpriseRefusal>;

/** The payout account, or the refusal that foreign and missing ones share. */
export async function currentPayoutAccount(store: Store, enterpriseId: EnterpriseId): Promise<Changing> {
  const account = await loadPayoutAccount(store, enterpriseId);
  return account === undefined ? err({ kind: "not_found" }) : ok(account);
}

/**
 * Names the payout account, or another one. From the first application on, a change waits 72 hours and for a fresh
 * name check by the bank; the event carries keyed hashes of the old and the new account, and the notice of it goes to
 * every owner and finance member, so that whoever took over one account is seen by the others.
 */
export function changePayoutAccount(
  deps: Pick<EnterpriseDeps, "store" | "idSecret">,
  command: Command,
  input: { by: UserId; enterpriseId: EnterpriseId; account: NamedAccount },
): Promise<Result<Done<PayoutAccount>, EnterpriseRefusal>> {
  const { store, idSecret } = deps;
  const { by, enterpriseId } = input;
  const attempt = async (): Promise<Changing> => {
    const enterprise = await loadEnterprise(store, enterpriseId);
    if (enterprise === undefined) return err({ kind: "not_found" });
    const named = readNamedAccount(idSecret, input.account);
    if (!named.ok) return named;
    const previous = await loadPayoutAccount(store, enterpriseId);
    const isRelied = enterprise.status !== "draft";
    const next = changeAccount(previous, {
      named: named.value,
      enterpriseId,
      by,
      at: command.now,
      isRelied,
    });
    if (!next.ok) return next;
    const { account, writes } = payoutAccountChange({
      previous,
      next: next.value,
      kind: previous === undefined ? "payout_account.named" : "payout_account.changed",
      actor: by,
      at: command.now,
    });
    const checkId = account.status === "verified" ? undefined : account.check?.checkId;
    const done = await store.commit({
      ...writes,
      ...(checkId === undefined ? {} : askNameCheck(account, checkId, command.now)),
      acting: membershipStillHeld({ userId: by, enterpriseId, roles: ["owner", "finance"] }),
      command: putCommand(command),
    });
    return done.ok ? ok(account) : err(enterpriseRefusalOf(done.error));
  };
  const current = () => currentPayoutAccount(store, enterpriseId);
  return once({ store, command, identity: commandKey(command), attempt, current });
}
