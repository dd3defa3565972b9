import type { WorkHandler } from "@firstlot/core/work/run-work";
import { WORK_KINDS, workKindSchema } from "@firstlot/core/work/work-kind";
import { z } from "zod";

/** Work of parts that a scene does not play runs into nothing. */
export const idleHandlers = z
  .record(workKindSchema, z.custom<WorkHandler>())
  .parse(Object.fromEntries(WORK_KINDS.map((kind) => [kind, async () => ({ kind: "done" })])));
