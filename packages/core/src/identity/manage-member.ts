import {
  type Command,
  commandKey,
  type Done,
  type IdempotencyRefusal,
  once,
  putCommand,
} from "../kernel/command.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { CommitFailure, Writes } from "../kernel/store.ts";
import type { EnterpriseId, EnterpriseRole, UserId } from "./actor.ts";
import type { IdentityDeps } from "./ensure-user.ts";
import type { IdentityRefusal } from "./identity-refusal.ts";
import { leaveEnterpriseSide } from "./person.ts";
import { changeRole, memberOf, type Roster, removeMember } from "./roster.ts";
import { changeRoster, deleteMembership, loadRoster, putMembership } from "./roster-store.ts";
import { membershipStillHeld } from "./still-held.ts";

type StoreDeps = Pick<IdentityDeps, "store">;
type Changing = Result<Roster, IdentityRefusal>;
type Changed = Promise<Result<Done<Roster>, IdentityRefusal | IdempotencyRefusal>>;

const refusalOf = ({ failed }: CommitFailure): IdentityRefusal =>
  failed.has("acting") ? { kind: "role_no_longer_held" } : { kind: "concurrent_update" };

async function currentRoster({ store }: StoreDeps, enterpriseId: EnterpriseId): Promise<Changing> {
  const roster = await loadRoster(store, enterpriseId);
  return roster === undefined ? err({ kind: "not_found" }) : ok(roster);
}

/** That the acting owner still is one; nothing to check beyond the roster's version when it acts on itself. */
const actingOwner = (options: { by: UserId; userId: UserId; enterpriseId: EnterpriseId }): Writes =>
  options.by === options.userId
    ? {}
    : {
        acting: membershipStillHeld({
          userId: options.by,
          enterpriseId: options.enterpriseId,
          roles: ["owner"],
        }),
      };

/** An owner removes a member, or a member leaves (`by` = `userId`). The last owner cannot. */
export function endMembership(
  deps: StoreDeps,
  command: Command,
  input: { by: UserId; enterpriseId: EnterpriseId; userId: UserId },
): Changed {
  const { store } = deps;
  const { by, enterpriseId, userId } = input;
  const attempt = async (): Promise<Changing> => {
    const previous = await loadRoster(store, enterpriseId);
    const member = previous === undefined ? undefined : memberOf(previous, userId);
    if (previous === undefined || member === undefined) return err({ kind: "not_found" });
    const members = removeMember(previous, userId);
    if (!members.ok) return members;
    const { roster, writes } = changeRoster({
      enterpriseId,
      previous,
      members: members.value,
      kind: by === userId ? "roster.member_left" : "roster.member_removed",
      actor: by,
      at: command.now,
      data: { userId },
    });
    const done = await store.commit({
      ...writes,
      membership: deleteMembership(enterpriseId, userId),
      side: leaveEnterpriseSide(member.personId),
      ...actingOwner(input),
      command: putCommand(command),
    });
    return done.ok ? ok(roster) : err(refusalOf(done.error));
  };
  const current = () => currentRoster(deps, enterpriseId);
  return once({ store, command, identity: commandKey(command), attempt, current });
}

/** An owner gives a member another role. */
export function changeMemberRole(
  deps: StoreDeps,
  command: Command,
  input: { by: UserId; enterpriseId: EnterpriseId; userId: UserId; role: EnterpriseRole },
): Changed {
  const { store } = deps;
  const { by, enterpriseId, userId, role } = input;
  const attempt = async (): Promise<Changing> => {
    const previous = await loadRoster(store, enterpriseId);
    const member = previous === undefined ? undefined : memberOf(previous, userId);
    if (previous === undefined || member === undefined) return err({ kind: "not_found" });
    const members = changeRole(previous, { userId, role });
    if (!members.ok) return members;
    const { roster, writes } = changeRoster({
      enterpriseId,
      previous,
      members: members.value,
      kind: "roster.role_changed",
      actor: by,
      at: command.now,
      data: { userId, role },
    });
    const done = await store.commit({
      ...writes,
      membership: putMembership(enterpriseId, { ...member, role }, false),
      ...actingOwner(input),
      command: putCommand(command),
    });
    return done.ok ? ok(roster) : err(refusalOf(done.error));
  };
  const current = () => currentRoster(deps, enterpriseId);
  return once({ store, command, identity: commandKey(command), attempt, current });
}
