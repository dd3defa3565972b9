import { append } from "../audit/event.ts";
import {
  type Command,
  commandKey,
  createdId,
  type Done,
  type IdempotencyRefusal,
  once,
  putCommand,
} from "../kernel/command.ts";
import { addMs } from "../kernel/instant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { CommitFailure, Writes } from "../kernel/store.ts";
import { putWork } from "../work/work-item.ts";
import type { EnterpriseId, EnterpriseRole, UserId } from "./actor.ts";
import type { IdentityDeps } from "./ensure-user.ts";
import type { IdentityRefusal } from "./identity-refusal.ts";
import {
  INVITATION_MS,
  type Invitation,
  type InvitationId,
  invitationIdSchema,
  invitationToken,
  mayAccept,
  tokenHashOf,
} from "./invitation.ts";
import { invitationKey, loadInvitation, putInvitation, putInvitedAddress } from "./invitation-store.ts";
import { emailSchema, personIdOf, personIdSchema, takeEnterpriseSide } from "./person.ts";
import { addMember, type Member } from "./roster.ts";
import { changeRoster, loadRoster, putMembership } from "./roster-store.ts";
import type { ActingPerson } from "./staff-grant.ts";
import { membershipStillHeld } from "./still-held.ts";

type Inviting = Result<Invitation, IdentityRefusal>;
type Invited = Promise<Result<Done<Invitation>, IdentityRefusal | IdempotencyRefusal>>;

function refusalOf({ failed }: CommitFailure): IdentityRefusal {
  if (failed.has("side")) return { kind: "staff_and_enterprise_exclude_each_other" };
  if (failed.has("acting") || failed.has("inviting")) return { kind: "role_no_longer_held" };
  if (failed.has("membership")) return { kind: "already_member" };
  return { kind: "concurrent_update" };
}

async function currentInvitation(
  { store }: Pick<IdentityDeps, "store">,
  id: InvitationId,
): Promise<Inviting> {
  const invitation = await loadInvitation(store, id);
  return invitation === undefined ? err({ kind: "not_found" }) : ok(invitation);
}

function changeInvitation(
  next: Invitation,
  options: { previous?: Invitation; actor: string; command: Command; kind: string },
): { invitation: Invitation; writes: Writes } {
  const { previous, actor, command, kind } = options;
  const { version, eventHash, write } = append({
    id: next.id,
    previous,
    happening: {
      kind,
      actor,
      at: command.now,
      data: { enterpriseId: next.enterpriseId, role: next.role, personId: next.personId },
    },
    stream: next.enterpriseId,
  });
  const invitation = { ...next, version, eventHash };
  return {
    invitation,
    writes: { invitation: putInvitation(invitation, previous), "invitation-event": write },
  };
}

/**
 * An owner invites somebody by address. The link is mailed by the work `invitation.mail`; its token is computed again
 * from the id and never stored.
 */
export function inviteMember(
  deps: IdentityDeps,
  command: Command,
  input: { by: UserId; enterpriseId: EnterpriseId; email: string; role: EnterpriseRole },
): Invited {
  const { store, idSecret } = deps;
  const { by, enterpriseId, role } = input;
  const id = invitationIdSchema.parse(createdId("inv", command));
  const email = emailSchema.parse(input.email);
  const attempt = async (): Promise<Inviting> => {
    const roster = await loadRoster(store, enterpriseId);
    if (roster === undefined) return err({ kind: "not_found" });
    const personId = personIdOf(idSecret, { email });
    if (roster.members.some((member) => member.personId === personId)) return err({ kind: "already_member" });
    const { invitation, writes } = changeInvitation(
      {
        id,
        enterpriseId,
        role,
        personId,
        tokenHash: tokenHashOf(invitationToken(idSecret, id)),
        invitedBy: by,
        createdAt: command.now,
        expiresAt: addMs(command.now, INVITATION_MS),
        payloadHash: command.payloadHash,
        version: 1,
        eventHash: "",
        status: "pending",
      },
      { actor: by, command, kind: "invitation.created" },
    );
    const done = await store.commit({
      ...writes,
      address: putInvitedAddress(invitation, email),
      mail: putWork({ kind: "invitation.mail", ref: id, dueAt: command.now, cause: [id] }),
      acting: membershipStillHeld({ userId: by, enterpriseId, roles: ["owner"] }),
    });
    return done.ok ? ok(invitation) : err(refusalOf(done.error));
  };
  const current = () => currentInvitation(deps, id);
  return once({ store, command, identity: invitationKey(id), attempt, current });
}

/** An owner takes an invitation back before it was accepted. */
export function revokeInvitation(
  deps: Pick<IdentityDeps, "store">,
  command: Command,
  input: { by: UserId; enterpriseId: EnterpriseId; invitationId: InvitationId },
): Invited {
  const { store } = deps;
  const { by, enterpriseId, invitationId } = input;
  const attempt = async (): Promise<Inviting> => {
    const previous = await loadInvitation(store, invitationId);
    if (previous === undefined || previous.enterpriseId !== enterpriseId) return err({ kind: "not_found" });
    if (previous.status !== "pending") return err({ kind: "invitation_not_open", status: previous.status });
    const { invitation, writes } = changeInvitation(
      { ...previous, status: "revoked", revokedAt: command.now },
      { previous, actor: by, command, kind: "invitation.revoked" },
    );
    const done = await store.commit({
      ...writes,
      acting: membershipStillHeld({ userId: by, enterpriseId, roles: ["owner"] }),
      command: putCommand(command),
    });
    return done.ok ? ok(invitation) : err(refusalOf(done.error));
  };
  const current = () => currentInvitation(deps, invitationId);
  return once({ store, command, identity: commandKey(command), attempt, current });
}

/**
 * The invited person joins: single use, within seven days, with the link's token. Checked in the commit: the inviter
 * is still an owner, and the person holds no staff role.
 */
export function acceptInvitation(
  deps: Pick<IdentityDeps, "store">,
  command: Command,
  input: { by: ActingPerson; invitationId: InvitationId; token: string },
): Invited {
  const { store } = deps;
  const { by, invitationId, token } = input;
  const attempt = async (): Promise<Inviting> => {
    const found = await loadInvitation(store, invitationId);
    if (found === undefined) return err({ kind: "not_found" });
    const may = mayAccept(found, { token, personId: by.personId }, command.now);
    if (!may.ok) return may;
    const previous = may.value;
    const { enterpriseId, role, invitedBy } = previous;
    const roster = await loadRoster(store, enterpriseId);
    if (roster === undefined) return err({ kind: "not_found" });
    const personId = personIdSchema.parse(by.personId);
    const member: Member = { userId: by.userId, personId, role, since: command.now };
    const members = addMember(roster, member);
    if (!members.ok) return members;
    const { invitation, writes } = changeInvitation(
      { ...previous, status: "accepted", acceptedBy: by.userId, acceptedAt: command.now },
      { previous, actor: by.userId, command, kind: "invitation.accepted" },
    );
    const joined = changeRoster({
      enterpriseId,
      previous: roster,
      members: members.value,
      kind: "roster.member_joined",
      actor: by.userId,
      at: command.now,
      data: { userId: by.userId, role, invitationId },
    });
    const done = await store.commit({
      ...writes,
      ...joined.writes,
      membership: putMembership(enterpriseId, member, true),
      side: takeEnterpriseSide(personId),
      inviting: membershipStillHeld({ userId: invitedBy, enterpriseId, roles: ["owner"] }),
      command: putCommand(command),
    });
    return done.ok ? ok(invitation) : err(refusalOf(done.error));
  };
  const current = () => currentInvitation(deps, invitationId);
  return once({ store, command, identity: commandKey(command), attempt, current });
}
