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
import { err, ok, type Result } from "../kernel/result.ts";
import type { CommitFailure, Writes } from "../kernel/store.ts";
import type { StaffRole, UserId } from "./actor.ts";
import type { IdentityDeps } from "./ensure-user.ts";
import type { IdentityRefusal } from "./identity-refusal.ts";
import { leaveStaffSide, personIdSchema, takeStaffSide } from "./person.ts";
import {
  type ActingPerson,
  mayConfirmGrant,
  mayRequestGrant,
  type StaffGrant,
  type StaffGrantId,
  type StaffGrantIn,
  staffGrantIdSchema,
} from "./staff-grant.ts";
import {
  deleteStaffRole,
  loadStaffGrant,
  loadStaffRole,
  putStaffGrant,
  putStaffRole,
  staffGrantKey,
} from "./staff-grant-store.ts";
import { roleStillHeld } from "./still-held.ts";
import { loadUser } from "./user-store.ts";

type StoreDeps = Pick<IdentityDeps, "store">;
type Granting = Result<StaffGrant, IdentityRefusal>;
type Granted = Promise<Result<Done<StaffGrant>, IdentityRefusal | IdempotencyRefusal>>;

/** Operators that the wiring may make before there is anybody to grant a role. */
export const BOOTSTRAP_OPERATORS_MAX = 2;

async function currentGrant({ store }: StoreDeps, id: StaffGrantId): Promise<Granting> {
  const grant = await loadStaffGrant(store, id);
  return grant === undefined ? err({ kind: "not_found" }) : ok(grant);
}

function refusalOf({ failed }: CommitFailure): IdentityRefusal {
  if (failed.has("side")) return { kind: "staff_and_enterprise_exclude_each_other" };
  if (failed.has("operator")) return { kind: "role_no_longer_held" };
  if (failed.has("requester")) return { kind: "role_no_longer_held" };
  if (failed.has("bootstrap")) return { kind: "bootstrap_closed" };
  if (failed.has("role")) return { kind: "role_already_held" };
  return { kind: "concurrent_update" };
}

/** The change of a grant with its event; `previous` is absent when the grant begins. */
function changeGrant(
  next: StaffGrant,
  options: { previous?: StaffGrant; kind: string; actor: string; command: Command },
): { grant: StaffGrant; writes: Writes } {
  const { previous, kind, actor, command } = options;
  const { version, eventHash, write } = append({
    id: next.id,
    previous,
    happening: { kind, actor, at: command.now, data: { userId: next.userId, role: next.role } },
  });
  const grant = { ...next, version, eventHash };
  return { grant, writes: { grant: putStaffGrant(grant, previous), event: write } };
}

const UNCHAINED = { version: 1, eventHash: "" };

/** One operator asks for a staff role for somebody else; nothing is granted yet. */
export function requestStaffRole(
  deps: StoreDeps,
  command: Command,
  input: { by: ActingPerson; userId: UserId; role: StaffRole },
): Granted {
  const { store } = deps;
  const { by, userId, role } = input;
  const id = staffGrantIdSchema.parse(createdId("grn", command));
  const attempt = async (): Promise<Granting> => {
    const user = await loadUser(store, userId);
    if (user === undefined) return err({ kind: "not_found" });
    const may = mayRequestGrant(by, user);
    if (!may.ok) return may;
    if (await loadStaffRole(store, userId, role)) return err({ kind: "role_already_held" });
    const requested: StaffGrantIn<"requested"> = {
      id,
      userId,
      personId: user.personId,
      role,
      requestedBy: by.userId,
      requestedByPerson: personIdSchema.parse(by.personId),
      requestedAt: command.now,
      payloadHash: command.payloadHash,
      ...UNCHAINED,
      status: "requested",
    };
    const { grant, writes } = changeGrant(requested, {
      kind: "staff_grant.requested",
      actor: by.userId,
      command,
    });
    const done = await store.commit({ ...writes, operator: roleStillHeld(by.userId, "operator") });
    return done.ok ? ok(grant) : err(refusalOf(done.error));
  };
  return once({
    store,
    command,
    identity: staffGrantKey(id),
    attempt,
    current: () => currentGrant(deps, id),
  });
}

/**
 * A second operator confirms, and the role is held from then on. Checked in the commit: both are still operators,
 * and the person is no member of an enterprise.
 */
export function confirmStaffRole(
  deps: StoreDeps,
  command: Command,
  input: { by: ActingPerson; grantId: StaffGrantId },
): Granted {
  const { store } = deps;
  const { by, grantId } = input;
  const attempt = async (): Promise<Granting> => {
    const previous = await loadStaffGrant(store, grantId);
    if (previous === undefined) return err({ kind: "not_found" });
    if (previous.status !== "requested") return err({ kind: "grant_not_open", status: previous.status });
    const may = mayConfirmGrant(previous, by);
    if (!may.ok) return may;
    const { userId, role, requestedBy } = previous;
    const since = command.now;
    const { grant, writes } = changeGrant(
      { ...previous, status: "granted", confirmedBy: by.userId, grantedAt: since },
      { previous, kind: "staff_grant.granted", actor: by.userId, command },
    );
    const done = await store.commit({
      ...writes,
      role: putStaffRole({ userId, role, grantId, since }),
      side: takeStaffSide(previous.personId),
      operator: roleStillHeld(by.userId, "operator"),
      requester: roleStillHeld(requestedBy, "operator"),
      command: putCommand(command),
    });
    return done.ok ? ok(grant) : err(refusalOf(done.error));
  };
  const current = () => currentGrant(deps, grantId);
  return once({ store, command, identity: commandKey(command), attempt, current });
}

function ended(previous: StaffGrantIn<"requested" | "granted">, command: Command): StaffGrant {
  return previous.status === "granted"
    ? { ...previous, status: "revoked", revokedAt: command.now }
    : { ...previous, status: "withdrawn", withdrawnAt: command.now };
}

/** One operator takes a role away, at once, or withdraws a request that nobody confirmed yet. */
export function revokeStaffRole(
  deps: StoreDeps,
  command: Command,
  input: { by: ActingPerson; grantId: StaffGrantId },
): Granted {
  const { store } = deps;
  const { by, grantId } = input;
  const attempt = async (): Promise<Granting> => {
    const previous = await loadStaffGrant(store, grantId);
    if (previous === undefined) return err({ kind: "not_found" });
    if (previous.status !== "requested" && previous.status !== "granted")
      return err({ kind: "grant_not_open", status: previous.status });
    const next = ended(previous, command);
    const { grant, writes } = changeGrant(next, {
      previous,
      kind: `staff_grant.${next.status}`,
      actor: by.userId,
      command,
    });
    const losing: Writes =
      previous.status === "granted"
        ? { lost: deleteStaffRole(previous), left: leaveStaffSide(previous.personId) }
        : {};
    // Deleting one's own role is itself the proof that it was held; two actions on one item are not allowed.
    const ownRole = previous.userId === by.userId && previous.role === "operator";
    const done = await store.commit({
      ...writes,
      ...losing,
      ...(ownRole ? {} : { operator: roleStillHeld(by.userId, "operator") }),
      command: putCommand(command),
    });
    return done.ok ? ok(grant) : err(refusalOf(done.error));
  };
  const current = () => currentGrant(deps, grantId);
  return once({ store, command, identity: commandKey(command), attempt, current });
}

/**
 * Makes the very first operators, who are needed to grant any role: at most two, ever. Only the wiring and the
 * seeding of an empty platform call it; there is no route to it.
 */
export async function bootstrapOperator(
  deps: StoreDeps,
  command: Command,
  input: { userId: UserId },
): Promise<Granting> {
  const { store } = deps;
  const { userId } = input;
  const user = await loadUser(store, userId);
  if (user === undefined) return err({ kind: "not_found" });
  const id = staffGrantIdSchema.parse(`grn_${command.requestId}`);
  const role = "operator" as const;
  const { grant, writes } = changeGrant(
    {
      id,
      userId,
      personId: user.personId,
      role,
      requestedBy: userId,
      requestedByPerson: user.personId,
      requestedAt: command.now,
      payloadHash: command.payloadHash,
      ...UNCHAINED,
      status: "granted",
      confirmedBy: userId,
      grantedAt: command.now,
    },
    { kind: "staff_grant.bootstrapped", actor: command.actor, command },
  );
  const done = await store.commit({
    ...writes,
    role: putStaffRole({ userId, role, grantId: id, since: command.now }),
    side: takeStaffSide(user.personId),
    bootstrap: {
      Update: {
        Key: { pk: "PLATFORM#bootstrap", sk: "STATE" },
        UpdateExpression: "ADD operators :one",
        ConditionExpression: "attribute_not_exists(pk) OR operators < :most",
        ExpressionAttributeValues: { ":one": 1, ":most": BOOTSTRAP_OPERATORS_MAX },
      },
    },
  });
  if (done.ok) return ok(grant);
  const known = await loadStaffGrant(store, id);
  return known === undefined ? err(refusalOf(done.error)) : ok(known);
}
