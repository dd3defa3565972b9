import { append } from "../audit/event.ts";
import {
  type Command,
  commandKey,
  type Done,
  type IdempotencyRefusal,
  once,
  putCommand,
} from "../kernel/command.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { CommitFailure, Key, Store, Write, Writes } from "../kernel/store.ts";
import type { PartnerId, UserId } from "./actor.ts";
import {
  addBankMember,
  type BankMember,
  type BankStaff,
  bankStaffIdOf,
  bankStaffSchema,
  removeBankMember,
} from "./bank-staff.ts";
import type { IdentityRefusal } from "./identity-refusal.ts";
import { leaveBankSide, takeBankSide } from "./person.ts";
import { roleStillHeld } from "./still-held.ts";
import { loadUser } from "./user-store.ts";

interface StoreDeps {
  readonly store: Store;
}
type Changing = Result<BankStaff, IdentityRefusal>;
type Changed = Promise<Result<Done<BankStaff>, IdentityRefusal | IdempotencyRefusal>>;

const staffKey = (partnerId: PartnerId): Key => ({ pk: `BANK-STAFF#${partnerId}`, sk: "STATE" });

/** Where a bank membership of a user is, read with every request; there exactly while it lasts. */
const bankMemberKey = (userId: UserId, partnerId: PartnerId): Key => ({
  pk: `USER#${userId}`,
  sk: `BANK#${partnerId}`,
});

/** Who may use the portal of a bank; `undefined` where nobody ever could. */
export async function loadBankStaff(store: Store, partnerId: PartnerId): Promise<BankStaff | undefined> {
  const item = await store.get(staffKey(partnerId));
  if (item === undefined) return undefined;
  const { pk: _pk, sk: _sk, ...staff } = item;
  return bankStaffSchema.parse(staff);
}

function putBankStaff(next: BankStaff, previous: BankStaff | undefined): Write {
  const Item = { ...staffKey(next.partnerId), ...next };
  return previous === undefined
    ? { Put: { Item, ConditionExpression: "attribute_not_exists(pk)" } }
    : {
        Put: {
          Item,
          ConditionExpression: "version = :previous",
          ExpressionAttributeValues: { ":previous": previous.version },
        },
      };
}

function refusalOf({ failed }: CommitFailure): IdentityRefusal {
  if (failed.has("side")) return { kind: "staff_and_enterprise_exclude_each_other" };
  if (failed.has("operator")) return { kind: "role_no_longer_held" };
  if (failed.has("partner")) return { kind: "not_found" };
  return { kind: "concurrent_update" };
}

function changeStaff(options: {
  partnerId: PartnerId;
  previous: BankStaff | undefined;
  members: readonly BankMember[];
  kind: string;
  userId: UserId;
  command: Command;
}): { staff: BankStaff; writes: Writes } {
  const { partnerId, previous, members, kind, userId, command } = options;
  const id = bankStaffIdOf(partnerId);
  const { version, eventHash, write } = append({
    id,
    previous,
    happening: { kind, actor: command.actor, at: command.now, data: { partnerId, userId } },
  });
  const staff: BankStaff = { id, partnerId, members, version, eventHash };
  return {
    staff,
    writes: { staff: putBankStaff(staff, previous), event: write, command: putCommand(command) },
  };
}

async function current({ store }: StoreDeps, partnerId: PartnerId): Promise<Changing> {
  const staff = await loadBankStaff(store, partnerId);
  return staff === undefined ? err({ kind: "not_found" }) : ok(staff);
}

/**
 * An operator lets somebody work for a bank in its portal. Checked in the commit: the bank exists, the operator is
 * still one, and the person works for nobody else here.
 */
export function addBankStaff(
  deps: StoreDeps,
  command: Command,
  input: { by: UserId; partnerId: PartnerId; userId: UserId },
): Changed {
  const { store } = deps;
  const { by, partnerId, userId } = input;
  const attempt = async (): Promise<Changing> => {
    const user = await loadUser(store, userId);
    if (user === undefined) return err({ kind: "not_found" });
    const previous = await loadBankStaff(store, partnerId);
    const { personId } = user;
    const members = addBankMember(previous?.members ?? [], {
      ...{ userId, personId, since: command.now, addedBy: by },
    });
    if (!members.ok) return members;
    const kind = "bank_staff.added";
    const { staff, writes } = changeStaff({
      ...{ partnerId, previous, members: members.value, kind, userId, command },
    });
    const done = await store.commit({
      ...writes,
      membership: {
        Put: {
          Item: { ...bankMemberKey(userId, partnerId), partnerId, userId, since: command.now },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
      side: takeBankSide(personId),
      operator: roleStillHeld(by, "operator"),
      partner: {
        ConditionCheck: {
          Key: { pk: `PARTNER#${partnerId}`, sk: "STATE" },
          ConditionExpression: "attribute_exists(pk)",
        },
      },
    });
    return done.ok ? ok(staff) : err(refusalOf(done.error));
  };
  const identity = commandKey(command);
  return once({ store, command, identity, attempt, current: () => current(deps, partnerId) });
}

/** An operator takes somebody out of a bank's portal; it is closed to them from their next request on. */
export function removeBankStaff(
  deps: StoreDeps,
  command: Command,
  input: { by: UserId; partnerId: PartnerId; userId: UserId },
): Changed {
  const { store } = deps;
  const { by, partnerId, userId } = input;
  const attempt = async (): Promise<Changing> => {
    const previous = await loadBankStaff(store, partnerId);
    const leaving = previous?.members.find((member) => member.userId === userId);
    if (previous === undefined || leaving === undefined) return err({ kind: "not_found" });
    const members = removeBankMember(previous.members, userId);
    if (!members.ok) return members;
    const kind = "bank_staff.removed";
    const { staff, writes } = changeStaff({
      ...{ partnerId, previous, members: members.value, kind, userId, command },
    });
    const done = await store.commit({
      ...writes,
      membership: {
        Delete: { Key: bankMemberKey(userId, partnerId), ConditionExpression: "attribute_exists(pk)" },
      },
      side: leaveBankSide(leaving.personId),
      operator: roleStillHeld(by, "operator"),
    });
    return done.ok ? ok(staff) : err(refusalOf(done.error));
  };
  const identity = commandKey(command);
  return once({ store, command, identity, attempt, current: () => current(deps, partnerId) });
}
