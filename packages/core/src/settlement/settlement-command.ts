import { type Command, systemCommand } from "../kernel/command.ts";
import type { SettlementDeps } from "./settlement-deps.ts";

/** The command of a settlement's own job: its cause is its identity. */
export const settlementCommand = (
  { now, wall }: Pick<SettlementDeps, "now" | "wall">,
  cause: readonly string[],
): Command => systemCommand({ name: "settlement", cause, now: now(), wall: wall() });

/** Another worker was faster, or a payment came in between: nothing was written, the queue comes back. */
export class OvertakenError extends Error {
  override name = "OvertakenError";
}
