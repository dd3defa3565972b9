import { PLEDGE_PROBLEMS } from "./problems/pledge.ts";
import { type ProblemEntry, SHARED_PROBLEMS } from "./problems/shared.ts";

/** Every refusal of core as the outside sees it. Each capability keeps its own table, typed by its refusals. */
export const PROBLEMS = {
  ...SHARED_PROBLEMS,
  ...PLEDGE_PROBLEMS,
} as const satisfies Record<string, ProblemEntry>;

/** The stable codes; a refusal whose kind is missing here does not compile at its route. */
export type RefusalKind = keyof typeof PROBLEMS;
