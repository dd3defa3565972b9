import { publishedOffer } from "../campaign/offer-store.ts";
import {
  type Command,
  commandKey,
  type Done,
  type IdempotencyRefusal,
  once,
  putCommand,
} from "../kernel/command.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { PledgeDeps } from "./end-pledge.ts";
import type { Pledge, PledgeId } from "./pledge.ts";
import type { PledgeRefusal } from "./pledge-refusal.ts";
import { loadPledge, pledgeChange } from "./pledge-store.ts";
import { fulfilPledge } from "./pledge-transition.ts";

/** Who says that the goods are with the backer: the backer, or the enterprise with a tracking reference. */
export type FulfilledBy = Readonly<
  { kind: "backer" } | { kind: "enterprise"; enterpriseId: string; tracking: string }
>;

/**
 * `confirmed → fulfilled`. The caller has checked that the actor is a member of the enterprise it speaks for; that
 * the pledge is this backer's, or of this enterprise's campaign, is checked here.
 */
export function fulfil(
  { store }: PledgeDeps,
  command: Command,
  { pledgeId, by }: { pledgeId: PledgeId; by: FulfilledBy },
): Promise<Result<Done<Pledge>, PledgeRefusal | IdempotencyRefusal>> {
  const load = async (): Promise<Result<Pledge, PledgeRefusal>> => {
    const pledge = await loadPledge(store, pledgeId);
    if (pledge === undefined) return err({ kind: "not_found" });
    const offer = await publishedOffer(store, pledge.campaignId, pledge.offerVersion);
    const isTheirs =
      by.kind === "backer" ? pledge.backerId === command.actor : offer.enterpriseId === by.enterpriseId;
    return isTheirs ? ok(pledge) : err({ kind: "not_found" });
  };
  return once<Pledge, PledgeRefusal>({
    store,
    command,
    identity: commandKey(command),
    current: load,
    attempt: async () => {
      const loaded = await load();
      if (!loaded.ok) return loaded;
      const previous = loaded.value;
      if (previous.status !== "confirmed") return err({ kind: "pledge_status", status: previous.status });
      const { actor, now: at } = command;
      const tracking = by.kind === "enterprise" ? by.tracking : undefined;
      const next = fulfilPledge(previous, { at, tracking });
      const data = { by: by.kind };
      const { pledge, writes } = pledgeChange({ previous, next, kind: "pledge.fulfilled", actor, at, data });
      const committed = await store.commit({ ...writes, command: putCommand(command) });
      if (!committed.ok) return err({ kind: "concurrent_update" });
      killPoint("pledge.fulfilled");
      return ok(pledge);
    },
  });
}
