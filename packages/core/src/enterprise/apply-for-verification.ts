import type { EnterpriseId, UserId } from "../identity/actor.ts";
import { type Command, commandKey, type Done, once, putCommand } from "../kernel/command.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Writes } from "../kernel/store.ts";
import { applicationTasks } from "./application-tasks.ts";
import { contentHashOf, type Enterprise } from "./enterprise.ts";
import type { EnterpriseDeps } from "./enterprise-deps.ts";
import type { EnterpriseRefusal } from "./enterprise-refusal.ts";
import { enterpriseChange, loadEnterprise, putRegistryNumber } from "./enterprise-store.ts";
import { apply, EDITABLE, inState } from "./enterprise-transition.ts";
import { askAboutAccount, type PayoutAccount } from "./payout-account.ts";
import { askNameCheck, loadPayoutAccount, payoutAccountChange } from "./payout-account-store.ts";
import { checkRegistryNumber } from "./registry-number.ts";
import { actingOwner, currentEnterprise, enterpriseRefusalOf } from "./write-application.ts";

type Applying = Result<Enterprise, EnterpriseRefusal>;

/** The bank is asked for the name of the account with the first application, not before: it is no oracle for anyone. */
function firstQuestion(account: PayoutAccount, command: Command, by: UserId): Writes {
  const next = askAboutAccount(account, command.now);
  if (next?.check === undefined) return {};
  const { checkId } = next.check;
  const { writes } = payoutAccountChange({
    previous: account,
    next,
    kind: "payout_account.check_asked",
    actor: by,
    at: command.now,
    data: { checkId },
  });
  return { ...writes, ...askNameCheck(next, checkId, command.now) };
}

function registryWrites(enterprise: Enterprise): Writes {
  const number = enterprise.profile.registryNumber;
  const checked = number === undefined ? undefined : checkRegistryNumber(number);
  return checked === undefined || checked.outcome === "invalid"
    ? {}
    : { registry: putRegistryNumber(checked, enterprise.id) };
}

/**
 * Hands the file in: the first time, as the answer to a requested change (the same case goes on), or anew after a
 * rejection (a new case). Refuses with everything that is missing, field by field.
 * @param input.version the version that was read (If-Match), where the caller names it
 */
export function applyForVerification(
  deps: EnterpriseDeps,
  command: Command,
  input: { by: UserId; enterpriseId: EnterpriseId; version?: number | undefined },
): Promise<Result<Done<Enterprise>, EnterpriseRefusal>> {
  const { store } = deps;
  const { by, enterpriseId, version } = input;
  const attempt = async (): Promise<Applying> => {
    const previous = await loadEnterprise(store, enterpriseId);
    if (previous === undefined) return err({ kind: "not_found" });
    if (version !== undefined && previous.version !== version)
      return err({ kind: "version_mismatch", version: previous.version });
    const applicable = inState(previous, EDITABLE);
    if (!applicable.ok) return applicable;
    const account = await loadPayoutAccount(store, enterpriseId);
    const missing = await applicationTasks(deps, previous, account);
    if (missing.length > 0 || account === undefined) return err({ kind: "application_incomplete", missing });
    const contentHash = contentHashOf(previous);
    const review = await deps.openReviewCase(command, {
      subject: { kind: "enterprise", id: enterpriseId, enterpriseId, contentHash },
      ...(previous.status === "changes_requested" ? { caseId: previous.caseId } : {}),
    });
    const { enterprise, writes } = enterpriseChange({
      previous,
      next: apply(applicable.value, { caseId: review.caseId, at: command.now }),
      kind: "enterprise.applied",
      actor: by,
      at: command.now,
      data: { caseId: review.caseId, contentHash },
    });
    const done = await store.commit({
      ...review.writes,
      ...writes,
      ...firstQuestion(account, command, by),
      ...registryWrites(previous),
      ...actingOwner(by, enterpriseId),
      command: putCommand(command),
    });
    return done.ok ? ok(enterprise) : err(enterpriseRefusalOf(done.error));
  };
  const current = () => currentEnterprise(store, enterpriseId);
  return once({ store, command, identity: commandKey(command), attempt, current });
}
