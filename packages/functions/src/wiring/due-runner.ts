import { onCampaignDue } from "@firstlot/core/campaign/campaign-due";
import { releasePayoutHold } from "@firstlot/core/enterprise/check-payout-name";
import { enterpriseIdSchema } from "@firstlot/core/identity/actor";
import { type Command, systemCommand } from "@firstlot/core/kernel/command";
import type { Key } from "@firstlot/core/kernel/store";
import { expirePledgeWhenDue } from "@firstlot/core/pledge/end-pledge";
import { pledgeIdSchema } from "@firstlot/core/pledge/pledge";
import { makeDormant } from "@firstlot/core/refund/make-dormant";
import { refundIdSchema } from "@firstlot/core/refund/refund";
import { loadWork, runWork } from "@firstlot/core/work/run-work";
import type { DueRunner } from "../queue/due-runner.ts";
import type { Wired } from "./deps.ts";
import { workHandlers } from "./work-handlers.ts";

const idOf = ({ pk }: Key): string => pk.slice(pk.indexOf("#") + 1);

/** Everything that can be due: work items, and the items that carry a due time of their own. */
export function dueRunner(wired: Wired): DueRunner {
  const { platform } = wired;
  const { store, clock } = platform;
  const handlers = workHandlers(wired);
  /** A due moment is its own cause: the same item at the same instant is the same command. */
  const commandOf = (key: Key): Command =>
    systemCommand({
      name: "due",
      cause: [key.pk, clock.business()],
      now: clock.business(),
      wall: clock.wall(),
    });
  return {
    loadWork: (id) => loadWork(store, id),
    runWork: (item, seen) => runWork({ store, handlers, now: clock.business, wall: clock.wall }, item, seen),
    selfDue: {
      CAMPAIGN: async (key) => {
        await onCampaignDue(wired.campaign, commandOf(key), idOf(key));
      },
      PLEDGE: async (key) => {
        await expirePledgeWhenDue({ store }, commandOf(key), pledgeIdSchema.parse(idOf(key)));
      },
      REFUND: async (key) => {
        await makeDormant(wired.refunds, commandOf(key), refundIdSchema.parse(idOf(key)));
      },
      PAYOUT: async (key) => {
        await releasePayoutHold({ store }, commandOf(key), enterpriseIdSchema.parse(idOf(key)));
      },
    },
  };
}
