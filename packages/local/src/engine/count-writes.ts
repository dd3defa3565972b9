import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/**
 * Counts the writes of a client as they end, whether they succeeded or not: the change stream has something new only
 * after one of them.
 */
export function countWrites(dynamo: Pick<DynamoDBClient, "middlewareStack">): () => number {
  let ended = 0;
  dynamo.middlewareStack.add(
    (next, { commandName = "" }) =>
      (args) =>
        commandName.startsWith("TransactWrite")
          ? next(args).finally(() => {
              ended += 1;
            })
          : next(args),
    { step: "initialize", name: "countWrites" },
  );
  return () => ended;
}
