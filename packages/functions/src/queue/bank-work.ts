import { accountNumberSchema } from "@firstlot/core/bank/account-number";
import { type ApplyDeps, applyConfirmation } from "@firstlot/core/bank/apply-confirmation";
import { instructionIdSchema } from "@firstlot/core/bank/instruction";
import type { MatchDeps } from "@firstlot/core/bank/match-statements";
import { type AskBank, queryInstruction } from "@firstlot/core/bank/query-instruction";
import { matchAndReconcile } from "@firstlot/core/bank/reconcile-account";
import { partnerIdSchema } from "@firstlot/core/identity/actor";
import { type Command, systemCommand } from "@firstlot/core/kernel/command";
import type { WorkHandlers } from "@firstlot/core/work/run-work";
import type { WorkItem } from "@firstlot/core/work/work-item";
import { z } from "zod";
import type { Platform } from "../platform.ts";

const DONE = { kind: "done" } as const;
const factData = z.object({ partnerId: partnerIdSchema });
const matchData = factData.extend({ account: accountNumberSchema, looks: z.int().default(0) });

/** What bank work needs of the other capabilities: who learns of an instruction's fate, who takes money that came in. */
export type BankWorkDeps = ApplyDeps & MatchDeps & Readonly<{ askBank: AskBank }>;

/** The handlers of bank work: messages of banks, silent banks, statements. */
export function bankWork(
  platform: Pick<Platform, "clock">,
  deps: BankWorkDeps,
): Pick<WorkHandlers, "bank.apply-fact" | "bank.query-instruction" | "statement.match"> {
  const { clock } = platform;
  const command = ({ kind, ref, data }: WorkItem): Command =>
    systemCommand({
      name: kind,
      cause: [ref, JSON.stringify(data)],
      now: clock.business(),
      wall: clock.wall(),
    });
  return {
    "bank.apply-fact": async (item) => {
      const { partnerId } = factData.parse(item.data);
      await applyConfirmation(deps, command(item), { partnerId, webhookId: item.ref, attempt: item.attempt });
      return DONE;
    },
    "bank.query-instruction": async (item) => {
      const queried = await queryInstruction(deps, command(item), instructionIdSchema.parse(item.ref));
      return queried.kind === "waiting" ? { kind: "again", dueAt: queried.dueAt, data: {} } : DONE;
    },
    "statement.match": async (item) => {
      const address = matchData.parse(item.data);
      const matched = await matchAndReconcile(deps, command(item), address);
      if (matched.kind === "done") return DONE;
      const { partnerId, account } = address;
      return { kind: "again", dueAt: matched.dueAt, data: { partnerId, account, looks: matched.looks } };
    },
  };
}
