import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** Beyond this a deadline could be missed or anticipated. */
const DIFFERENCE_MS_MAX = 2_000;
/** The `Date` of an answer says the second only. */
const DATE_STEP_MS = 1_000;

/** The answer of an HTTP call as the SDK hands it on. */
const dateOf = (response: unknown): number => {
  const isAnswer = typeof response === "object" && response !== null && "headers" in response;
  const headers = isAnswer ? response.headers : undefined;
  const date =
    typeof headers === "object" && headers !== null && "date" in headers ? headers.date : undefined;
  return typeof date === "string" ? Date.parse(date) : Number.NaN;
};

/**
 * Compares this instance's clock with the `Date` of each answer of the store. The store wrote its date between our
 * request and its answer, so the clock is known to be wrong when the whole of that span lies more than two seconds off.
 * @param wallMs this instance's clock, milliseconds since 1970
 * @returns whether the clock was right at the last answer; right before the first, and where answers bear no date
 */
export function watchClock(
  dynamo: Pick<DynamoDBClient, "middlewareStack">,
  wallMs: () => number = Date.now,
): () => boolean {
  let isTrue = true;
  dynamo.middlewareStack.add(
    (next) => async (args) => {
      const askedAt = wallMs();
      const answer = await next(args);
      const date = dateOf(answer.response);
      if (!Number.isNaN(date)) {
        const leastAhead = askedAt - (date + DATE_STEP_MS);
        const leastBehind = date - wallMs();
        isTrue = Math.max(leastAhead, leastBehind) <= DIFFERENCE_MS_MAX;
      }
      return answer;
    },
    { step: "deserialize", name: "watchClock", priority: "low" },
  );
  return () => isTrue;
}
