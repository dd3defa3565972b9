import type { Result } from "@firstlot/core/kernel/result";

/** The value of a result that must be one. */
export const must = <T, E>(result: Result<T, E>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
