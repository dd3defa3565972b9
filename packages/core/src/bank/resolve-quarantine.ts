import {
  type Command,
  type ConcurrencyRefusal,
  commandKey,
  type Done,
  type IdempotencyRefusal,
  once,
  putCommand,
} from "../kernel/command.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Store } from "../kernel/store.ts";
import type { DecidingPerson } from "./decide-instruction.ts";
import {
  changeQuarantined,
  closeQuarantined,
  loadQuarantined,
  proposeClosing,
  type Quarantined,
  type QuarantineId,
  type QuarantineRefusal,
} from "./quarantine.ts";

/** Why a quarantined message was not dealt with. */
export type ResolveQuarantineRefusal = Readonly<
  QuarantineRefusal | { kind: "not_found" } | ConcurrencyRefusal | IdempotencyRefusal
>;

type Resolved = Promise<Result<Done<Quarantined>, ResolveQuarantineRefusal>>;

function resolve(
  store: Store,
  command: Command,
  options: {
    quarantineId: QuarantineId;
    change: (found: Quarantined) => Result<Quarantined, QuarantineRefusal>;
  },
): Resolved {
  const { quarantineId, change } = options;
  const read = async (): Promise<Result<Quarantined, ResolveQuarantineRefusal>> => {
    const found = await loadQuarantined(store, quarantineId);
    return found ? ok(found) : err({ kind: "not_found" });
  };
  const attempt = async (): Promise<Result<Quarantined, ResolveQuarantineRefusal>> => {
    const found = await read();
    if (!found.ok) return found;
    const changed = change(found.value);
    if (!changed.ok) return changed;
    const { next, writes } = changeQuarantined({
      previous: found.value,
      next: changed.value,
      actor: command.actor,
      at: command.now,
    });
    const committed = await store.commit(mergeWrites(writes, { command: putCommand(command) }));
    return committed.ok ? ok(next) : err({ kind: "concurrent_update" });
  };
  return once({ store, command, identity: commandKey(command), attempt, current: read });
}

/** The first person says what was found out about a quarantined message. */
export const proposeQuarantineClosing = (
  { store }: { store: Store },
  command: Command,
  input: { quarantineId: QuarantineId; note: string; by: DecidingPerson },
): Resolved =>
  resolve(store, command, {
    quarantineId: input.quarantineId,
    change: (found) => proposeClosing(found, { note: input.note, by: { ...input.by, at: command.now } }),
  });

/** The second person, another natural person, agrees and closes it. */
export const confirmQuarantineClosing = (
  { store }: { store: Store },
  command: Command,
  input: { quarantineId: QuarantineId; by: DecidingPerson },
): Resolved =>
  resolve(store, command, {
    quarantineId: input.quarantineId,
    change: (found) => closeQuarantined(found, { ...input.by, at: command.now }),
  });
