import { type EnterpriseId, enterpriseIdSchema, type UserId } from "../identity/actor.ts";
import { MEMBERSHIPS_PER_USER_MAX } from "../identity/load-principal.ts";
import { personIdSchema } from "../identity/person.ts";
import { openRoster } from "../identity/roster-store.ts";
import type { ActingPerson } from "../identity/staff-grant.ts";
import { membershipStillHeld } from "../identity/still-held.ts";
import { type Command, commandKey, createdId, type Done, once, putCommand } from "../kernel/command.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { CommitFailure, Store, Writes } from "../kernel/store.ts";
import { type Enterprise, type ProfileDraft, profileDraftSchema } from "./enterprise.ts";
import type { EnterpriseDeps } from "./enterprise-deps.ts";
import { type NamedPerson, namePeople } from "./enterprise-people.ts";
import type { EnterpriseRefusal } from "./enterprise-refusal.ts";
import { enterpriseChange, enterpriseKey, loadEnterprise } from "./enterprise-store.ts";
import { EDITABLE, inState, writeProfile } from "./enterprise-transition.ts";

type Written = Promise<Result<Done<Enterprise>, EnterpriseRefusal>>;
type Writing = Result<Enterprise, EnterpriseRefusal>;
type WriteDeps = Pick<EnterpriseDeps, "store" | "idSecret">;

/** What a failed commit of an enterprise use case means. */
export function enterpriseRefusalOf({ failed }: CommitFailure): EnterpriseRefusal {
  if (failed.has("acting")) return { kind: "role_no_longer_held" };
  if (failed.has("side")) return { kind: "staff_and_enterprise_exclude_each_other" };
  return { kind: "concurrent_update" };
}

/** The enterprise, or the refusal that foreign and missing ones share. */
export async function currentEnterprise(store: Store, id: EnterpriseId): Promise<Writing> {
  const enterprise = await loadEnterprise(store, id);
  return enterprise === undefined ? err({ kind: "not_found" }) : ok(enterprise);
}

/** That the acting user still is an owner, for the commit. */
export const actingOwner = (by: UserId, enterpriseId: EnterpriseId): Writes => ({
  acting: membershipStillHeld({ userId: by, enterpriseId, roles: ["owner"] }),
});

/** Begins the file of an enterprise; whoever begins it is its first owner. Staff cannot. */
export function startApplication(
  deps: WriteDeps,
  command: Command,
  input: { by: ActingPerson & { memberships: readonly unknown[] }; profile: ProfileDraft },
): Written {
  const { store } = deps;
  const id = enterpriseIdSchema.parse(createdId("ent", command));
  const { userId, memberships } = input.by;
  const attempt = async (): Promise<Writing> => {
    if (memberships.length >= MEMBERSHIPS_PER_USER_MAX)
      return err({ kind: "memberships_limit_reached", limit: MEMBERSHIPS_PER_USER_MAX });
    const { enterprise, writes } = enterpriseChange({
      previous: undefined,
      next: {
        id,
        createdBy: userId,
        createdAt: command.now,
        changedAt: command.now,
        profile: profileDraftSchema.parse(input.profile),
        people: [],
        appealed: false,
        payloadHash: command.payloadHash,
        version: 1,
        eventHash: "",
        status: "draft",
      },
      kind: "enterprise.started",
      actor: userId,
      at: command.now,
    });
    const personId = personIdSchema.parse(input.by.personId);
    const owner = { userId, personId, since: command.now };
    const done = await store.commit({ ...writes, ...openRoster({ enterpriseId: id, owner }) });
    return done.ok ? ok(enterprise) : err(enterpriseRefusalOf(done.error));
  };
  const current = () => currentEnterprise(store, id);
  return once({ store, command, identity: enterpriseKey(id), attempt, current });
}

/**
 * Replaces what the applicant says of the enterprise and its people, while nothing of it is under review.
 * @param input.version the version that was read (If-Match)
 */
export async function editApplication(
  deps: WriteDeps,
  command: Command,
  input: {
    by: UserId;
    enterpriseId: EnterpriseId;
    version: number;
    profile: ProfileDraft;
    people: readonly NamedPerson[];
  },
): Written {
  const { store, idSecret } = deps;
  const { by, enterpriseId, version } = input;
  const attempt = async (): Promise<Writing> => {
    const previous = await loadEnterprise(store, enterpriseId);
    if (previous === undefined) return err({ kind: "not_found" });
    if (previous.version !== version) return err({ kind: "version_mismatch", version: previous.version });
    const editable = inState(previous, EDITABLE);
    if (!editable.ok) return editable;
    const { people, writes: personal } = namePeople({
      secret: idSecret,
      enterpriseId,
      before: previous.people,
      named: input.people,
    });
    const { enterprise, writes } = enterpriseChange({
      previous,
      next: writeProfile(editable.value, { profile: profileDraftSchema.parse(input.profile), people }),
      kind: "enterprise.edited",
      actor: by,
      at: command.now,
    });
    const done = await store.commit({
      ...writes,
      ...personal,
      ...actingOwner(by, enterpriseId),
      command: putCommand(command),
    });
    return done.ok ? ok(enterprise) : err(enterpriseRefusalOf(done.error));
  };
  const current = () => currentEnterprise(store, enterpriseId);
  return once({ store, command, identity: commandKey(command), attempt, current });
}
