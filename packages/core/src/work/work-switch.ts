import { z } from "zod";
import { append } from "../audit/event.ts";
import type { Command } from "../kernel/command.ts";
import { addMs, type Instant } from "../kernel/instant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Key, Store } from "../kernel/store.ts";
import { WORK_KINDS, type WorkKind, workKindSchema } from "./work-kind.ts";

/** The off switch of one kind of work: an operator's way to stop it without losing any. */
export const workSwitchSchema = z.object({
  id: z.string(),
  kind: workKindSchema,
  off: z.boolean(),
  version: z.int().min(1),
  eventHash: z.string(),
});
export type WorkSwitch = Readonly<z.infer<typeof workSwitchSchema>>;

const switchKey = (kind: WorkKind): Key => ({ pk: `SWITCH#${kind}`, sk: "STATE" });

async function loadSwitch(store: Store, kind: WorkKind): Promise<WorkSwitch | undefined> {
  const stored = await store.get(switchKey(kind));
  return stored === undefined ? undefined : workSwitchSchema.parse(stored);
}

/** The switches as one batch of work saw them: each is read once, and counts from the next batch on. */
export type SeenSwitches = Map<WorkKind, Promise<boolean>>;

/** How long a switch that was read counts: a kind that is turned off stops within this time. */
const SEEN_MS = 5_000;

/** Switches for many batches of one worker: each is read anew when it was read five seconds of wall time ago. */
export function rememberedSwitches(wall: () => Instant): () => SeenSwitches {
  let seen: SeenSwitches = new Map();
  let until = wall();
  return () => {
    const now = wall();
    if (now >= until) {
      seen = new Map();
      until = addMs(now, SEEN_MS);
    }
    return seen;
  };
}

/** Whether an operator has stopped this kind; its items wait and lose nothing. */
export function isSwitchedOff(store: Store, kind: WorkKind, seen: SeenSwitches): Promise<boolean> {
  const known = seen.get(kind);
  if (known !== undefined) return known;
  const off = loadSwitch(store, kind).then((stored) => stored?.off ?? false);
  seen.set(kind, off);
  off.catch(() => seen.delete(kind)); // whoever asked is told; whoever comes next asks again
  return off;
}

/** Every kind with its switch. */
export async function listSwitches(store: Store): Promise<readonly { kind: WorkKind; off: boolean }[]> {
  const stored = await store.getTogether(WORK_KINDS.map(switchKey));
  return WORK_KINDS.map((kind, i) => {
    const item = stored[i];
    return { kind, off: item === undefined ? false : workSwitchSchema.parse(item).off };
  });
}

/** Turns a kind of work off or on; every turn is an event with its actor. */
export async function setSwitch(
  deps: { store: Store },
  command: Command,
  input: { kind: WorkKind; off: boolean },
): Promise<Result<WorkSwitch, { kind: "concurrent_update" }>> {
  const before = await loadSwitch(deps.store, input.kind);
  const id = `switch:${input.kind}`;
  const { version, eventHash, write } = append({
    id,
    previous: before,
    happening: {
      kind: input.off ? "work.switched_off" : "work.switched_on",
      actor: command.actor,
      at: command.now,
      data: { work: input.kind },
    },
  });
  const next: WorkSwitch = { id, kind: input.kind, off: input.off, version, eventHash };
  const committed = await deps.store.commit({
    event: write,
    state: {
      Put: {
        Item: { ...switchKey(input.kind), ...next },
        ConditionExpression: before === undefined ? "attribute_not_exists(pk)" : "version = :previous",
        ...(before === undefined ? {} : { ExpressionAttributeValues: { ":previous": before.version } }),
      },
    },
  });
  return committed.ok ? ok(next) : err({ kind: "concurrent_update" });
}
