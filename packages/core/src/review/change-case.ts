import { append, type Happening } from "../audit/event.ts";
import type { Command } from "../kernel/command.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Store, Writes } from "../kernel/store.ts";
import type { ReviewCase } from "./review-case.ts";
import { caseIdSchema } from "./review-case.ts";
import { loadCase, putCase } from "./review-store.ts";

/** One change of a case: the next state, its event, and what else belongs to the same transaction. */
export interface CaseChange {
  readonly next: ReviewCase;
  readonly happening: Pick<Happening, "kind" | "data">;
  readonly more?: Writes;
}

/** Commits a change of a case with its event; refused when somebody changed the case meanwhile. */
export async function commitCase(
  store: Store,
  command: Command,
  previous: ReviewCase,
  change: CaseChange,
): Promise<Result<ReviewCase, { kind: "concurrent_update" }>> {
  const event = append({
    id: previous.id,
    previous,
    happening: { ...change.happening, actor: command.actor, at: command.now },
  });
  const next: ReviewCase = { ...change.next, version: event.version, eventHash: event.eventHash };
  const committed = await store.commit({
    ...change.more,
    reviewCase: putCase(next, previous),
    reviewEvent: event.write,
  });
  return committed.ok ? ok(next) : err({ kind: "concurrent_update" });
}

/** The case with this id, or the refusal that foreign and missing cases share. */
export async function caseOr404(
  store: Store,
  id: string,
): Promise<Result<ReviewCase, { kind: "not_found" }>> {
  const parsed = caseIdSchema.safeParse(id);
  const found = parsed.success ? await loadCase(store, parsed.data) : undefined;
  return found === undefined ? err({ kind: "not_found" }) : ok(found);
}
