import type { EnterpriseId, UserId } from "../identity/actor.ts";
import { roleStillHeld } from "../identity/still-held.ts";
import { type Command, commandKey, type Done, once, putCommand } from "../kernel/command.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Enterprise } from "./enterprise.ts";
import type { EnterpriseDeps } from "./enterprise-deps.ts";
import type { EnterpriseRefusal } from "./enterprise-refusal.ts";
import { enterpriseChange, loadEnterprise } from "./enterprise-store.ts";
import { inState, reinstate, suspend } from "./enterprise-transition.ts";
import { currentEnterprise, enterpriseRefusalOf } from "./write-application.ts";

type Changed = Promise<Result<Done<Enterprise>, EnterpriseRefusal>>;
type Changing = Result<Enterprise, EnterpriseRefusal>;
type SuspendDeps = Pick<EnterpriseDeps, "store" | "effects">;

/** Why an operator suspends; texts in both languages are the interface's. */
export const SUSPENSION_REASONS = [
  "suspected_fraud",
  "licence_expired",
  "ownership_changed",
  "court_or_authority",
  "no_contact",
] as const;
export type SuspensionReason = (typeof SUSPENSION_REASONS)[number];

/** One operator stops an enterprise at once: waiting for a second person would cost backers money. */
export function suspendEnterprise(
  deps: SuspendDeps,
  command: Command,
  input: { by: UserId; enterpriseId: EnterpriseId; reasonCode: SuspensionReason },
): Changed {
  const { store, effects } = deps;
  const { by, enterpriseId, reasonCode } = input;
  const attempt = async (): Promise<Changing> => {
    const previous = await loadEnterprise(store, enterpriseId);
    if (previous === undefined) return err({ kind: "not_found" });
    const verified = inState(previous, ["verified"]);
    if (!verified.ok) return verified;
    const { enterprise, writes } = enterpriseChange({
      previous,
      next: suspend(verified.value, { userId: by, reasonCode, at: command.now }),
      kind: "enterprise.suspended",
      actor: by,
      at: command.now,
      data: { reasonCode },
    });
    const done = await store.commit({
      ...writes,
      ...(await effects.onSuspended(enterpriseId, command)),
      acting: roleStillHeld(by, "operator"),
      command: putCommand(command),
    });
    return done.ok ? ok(enterprise) : err(enterpriseRefusalOf(done.error));
  };
  const current = () => currentEnterprise(store, enterpriseId);
  return once({ store, command, identity: commandKey(command), attempt, current });
}

/** Ends a suspension. */
export function reinstateEnterprise(
  deps: SuspendDeps,
  command: Command,
  input: { by: UserId; enterpriseId: EnterpriseId },
): Changed {
  const { store, effects } = deps;
  const { by, enterpriseId } = input;
  const attempt = async (): Promise<Changing> => {
    const previous = await loadEnterprise(store, enterpriseId);
    if (previous === undefined) return err({ kind: "not_found" });
    const suspended = inState(previous, ["suspended"]);
    if (!suspended.ok) return suspended;
    const { enterprise, writes } = enterpriseChange({
      previous,
      next: reinstate(suspended.value),
      kind: "enterprise.reinstated",
      actor: by,
      at: command.now,
    });
    const done = await store.commit({
      ...writes,
      ...(await effects.onReinstated(enterpriseId, command)),
      acting: roleStillHeld(by, "operator"),
      command: putCommand(command),
    });
    return done.ok ? ok(enterprise) : err(enterpriseRefusalOf(done.error));
  };
  const current = () => currentEnterprise(store, enterpriseId);
  return once({ store, command, identity: commandKey(command), attempt, current });
}
