import { z } from "zod";
import { bankDateAt, bankDay } from "../bank/calendar.ts";
import type { InstructionEffects } from "../bank/confirm-instruction.ts";
import { type Instruction, type InstructionIn, isFinal } from "../bank/instruction.ts";
import { listInstructions, loadInstruction } from "../bank/instruction-store.ts";
import { holdInstruction } from "../bank/instruction-transition.ts";
import { type Partner, takesInstructions } from "../bank/partner.ts";
import { loadPartner } from "../bank/partner-store.ts";
import { sendDueInstruction } from "../bank/send-due-instruction.ts";
import { changeInstruction } from "../bank/send-instruction.ts";
import { loadCampaign } from "../campaign/campaign-store.ts";
import { addMs, msBetween } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import type { Writes } from "../kernel/store.ts";
import { formatAmount, money } from "../money/money.ts";
import { publishWebhook } from "../webhook/message.ts";
import type { WorkOutcome } from "../work/run-work.ts";
import type { WorkItem } from "../work/work-item.ts";
import { OvertakenError, settlementCommand } from "./settlement-command.ts";
import type { SettlementDeps } from "./settlement-deps.ts";
import { RUN_POLL_LATER_MS, RUN_POLL_MS, RUN_POLL_SOON_MS, SENDS_PER_CALL_MAX } from "./settlement-policy.ts";
import { blockRun, closeRun, instructRun, type RunIn, runIdSchema } from "./settlement-run.ts";
import { loadRun, membersOf, putMember, runChange } from "./settlement-run-store.ts";

/** A run sends instructions, so it needs what they do to their causes. */
export interface RunDeps extends SettlementDeps {
  readonly effects: InstructionEffects;
}

const DONE: WorkOutcome = { kind: "done" };
const dataSchema = z.object({ step: z.enum(["send", "close"]), after: z.string().optional() });

/**
 * The work `settlement.open-run`: sends what is due at the cut-off, each instruction in its own transaction,
 * announces the batch, and looks until every instruction is final. A crash at any point goes on where it stood: what
 * was sent is a member of the run.
 * @see docs/rules/settlement.md#settlement-runs
 */
export async function driveRun(deps: RunDeps, item: Pick<WorkItem, "ref" | "data">): Promise<WorkOutcome> {
  const { after } = dataSchema.parse(item.data);
  const run = await loadRun(deps.store, runIdSchema.parse(item.ref));
  invariant(run !== undefined, "a run's work follows the run");
  switch (run.status) {
    case "planned":
      return sendAll(deps, run, after);
    case "instructed":
      return closeIfFinal(deps, run);
    case "blocked":
    case "confirmed":
    case "partly_confirmed":
      return DONE;
  }
}

async function sendAll(
  deps: RunDeps,
  run: RunIn<"planned">,
  after: string | undefined,
): Promise<WorkOutcome> {
  const partner = await loadPartner(deps.store, run.partnerId);
  invariant(partner !== undefined, "a run is of a partner");
  if (!takesInstructions(partner)) {
    await change(deps, run, { next: blockRun(run, { reason: `bank is ${partner.status}`, at: deps.now() }) });
    return DONE;
  }
  const page = await listInstructions(deps.store, {
    partnerId: run.partnerId,
    status: "created",
    currency: run.currency,
    limit: SENDS_PER_CALL_MAX,
    after,
  });
  for (const instruction of page.instructions) {
    if (instruction.createdAt <= run.cutOff) await sendOne(deps, { run, partner, instruction });
  }
  if (page.next !== undefined) {
    return { kind: "again", dueAt: deps.now(), data: { step: "send", after: page.next } };
  }
  await announce(deps, run);
  return { kind: "again", dueAt: addMs(deps.now(), RUN_POLL_MS), data: { step: "close" } };
}

async function sendOne(
  deps: RunDeps,
  sending: { run: RunIn<"planned">; partner: Partner; instruction: Instruction },
): Promise<void> {
  const { run, partner, instruction } = sending;
  if (!(await mayMove(deps, instruction)))
    return hold(deps, instruction, "the enterprise may not receive money");
  const command = settlementCommand(deps, [run.id, instruction.id]);
  const isToday = bankDateAt(partner.calendar, command.now) === run.bankDay;
  const sent = await sendDueInstruction(deps, command, {
    instructionId: instruction.id,
    runId: run.id,
    executeOn: isToday ? run.bankDay : bankDay(partner.calendar, command.now),
    extra: { member: putMember(run.id, instruction) },
  });
  if (sent.ok) return;
  const { kind } = sent.error;
  if (kind === "insufficient_available") return hold(deps, instruction, "the ledger does not cover it");
  // The index was behind: sent, held or cancelled meanwhile.
  if (kind === "instruction_status" || kind === "already_posted" || kind === "not_found") return;
  throw new OvertakenError(`an instruction was not sent: ${kind}`);
}

/** Money towards an enterprise waits while it is suspended or frozen; refunds and fees never do. */
async function mayMove(deps: RunDeps, { kind, book, cause }: Instruction): Promise<boolean> {
  if ((kind !== "tranche" && kind !== "payment") || cause.kind === "break") return true;
  const campaign = await loadCampaign(deps.store, book);
  return campaign !== undefined && deps.enterprises.mayReceive(campaign.enterpriseId);
}

/** What may not go out is never instructed: an operator sees why, and releases it with a second person. */
async function hold(deps: RunDeps, { id }: Instruction, reason: string): Promise<void> {
  const instruction = await loadInstruction(deps.store, id);
  if (instruction === undefined) return;
  const { now: at, actor } = settlementCommand(deps, [id, "hold"]);
  const held = holdInstruction(instruction, { reason, at });
  if (!held.ok) return;
  const { writes } = changeInstruction({
    previous: instruction,
    next: held.value,
    kind: "instruction.held",
    actor,
    at,
    data: { reason },
  });
  await deps.store.commit(writes); // refused only when somebody changed it meanwhile: the next run looks again
  killPoint("settlement-run.instruction-held");
}

async function announce(deps: RunDeps, run: RunIn<"planned">): Promise<void> {
  let count = 0;
  let controlTotalMinor = 0;
  for await (const { amountMinor } of membersOf(deps.store, { id: run.id })) {
    count += 1;
    controlTotalMinor += amountMinor;
  }
  const at = deps.now();
  const next = instructRun(run, { count, controlTotalMinor, at });
  await change(deps, run, {
    next,
    data: { count, controlTotalMinor },
    writes: publishWebhook({
      partnerId: run.partnerId,
      type: "settlement.batch.created",
      objectId: run.id,
      sequence: 1,
      data: {
        runId: run.id,
        count,
        controlTotal: formatAmount(money(controlTotalMinor, run.currency)),
        currency: run.currency,
        bankDay: run.bankDay,
      },
      at,
    }),
  });
}

/** Looks at the run's instructions up to the first that is not final yet. */
async function closeIfFinal(deps: RunDeps, run: RunIn<"instructed">): Promise<WorkOutcome> {
  let failedCount = 0;
  for await (const { instructionId } of membersOf(deps.store, { id: run.id })) {
    const instruction = await loadInstruction(deps.store, instructionId);
    invariant(instruction !== undefined, "a member of a run exists");
    if (!isFinal(instruction)) return pollAgain(deps, run);
    if (!hasMoved(instruction)) failedCount += 1;
  }
  await change(deps, run, { next: closeRun(run, { failedCount, at: deps.now() }), data: { failedCount } });
  return DONE;
}

const hasMoved = (instruction: Instruction): instruction is InstructionIn<"settled"> =>
  instruction.status === "settled";

function pollAgain(deps: RunDeps, { instructedAt }: RunIn<"instructed">): WorkOutcome {
  const now = deps.now();
  const isSoon = msBetween({ from: instructedAt, to: now }) < RUN_POLL_SOON_MS;
  return {
    kind: "again",
    dueAt: addMs(now, isSoon ? RUN_POLL_MS : RUN_POLL_LATER_MS),
    data: { step: "close" },
  };
}

async function change(
  deps: RunDeps,
  previous: RunIn<"planned" | "instructed">,
  options: {
    next: RunIn<"instructed" | "blocked" | "confirmed" | "partly_confirmed">;
    data?: Readonly<Record<string, number>>;
    writes?: Writes;
  },
): Promise<void> {
  const { next, data = {}, writes = {} } = options;
  const { now: at, actor } = settlementCommand(deps, [previous.id, next.status]);
  const kind = `settlement-run.${next.status}`;
  const changed = runChange({ previous, next, kind, actor, at, data });
  const committed = await deps.store.commit(mergeWrites(changed.writes, writes));
  killPoint(kind);
  if (!committed.ok) throw new OvertakenError("another worker drives this run");
}
