import type { Context } from "aws-lambda";

/**
 * A Lambda handler whose parts are made while the function starts, outside of any event. When that fails, the
 * function ends and is started anew: it never answers half made.
 */
export function entryPoint<Event, Answer>(
  start: () => Promise<(event: Event, context: Context) => Answer | Promise<Answer>>,
): (event: Event, context: Context) => Promise<Answer> {
  const started = start();
  return async (event, context) => (await started)(event, context);
}
