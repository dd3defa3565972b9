import { type DynamoDBClient, TransactionCanceledException } from "@aws-sdk/client-dynamodb";

/** What may go wrong with one call: refused before it does anything, or answered by silence after it was done. */
export type Fault = "conflict" | "throttle" | "timeout_after_commit";

/** Decides the fate of a call; `undefined` lets it pass. */
export type FaultPlan = (call: { command: string; number: number }) => Fault | undefined;

/** A small seeded generator (mulberry32): the same seed gives the same faults. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Faults on transactional writes with the given probabilities, drawn in this order from one seeded sequence.
 * @param rates shares between 0 and 1 whose sum is at most 1
 */
export function randomFaults(seed: number, rates: Partial<Record<Fault, number>>): FaultPlan {
  const random = seededRandom(seed);
  return ({ command }) => {
    if (command !== "TransactWriteItemsCommand") return undefined;
    let drawn = random();
    for (const fault of ["conflict", "throttle", "timeout_after_commit"] as const) {
      const rate = rates[fault] ?? 0;
      if (drawn < rate) return fault;
      drawn -= rate;
    }
    return undefined;
  };
}

/** The faults of a script, one per transactional write; after its end every call passes. */
export function scriptedFaults(script: readonly (Fault | undefined)[]): FaultPlan {
  let next = 0;
  return ({ command }) => (command.startsWith("TransactWrite") ? script[next++] : undefined);
}

const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

const conflict = () =>
  new TransactionCanceledException({
    message:
      "Transaction cancelled, please refer cancellation reasons for specific reasons [TransactionConflict]",
    $metadata: {},
    CancellationReasons: [{ Code: "TransactionConflict", Message: "Transaction is ongoing for the item" }],
  });

/** What was injected, to state in a test that the faults really happened. */
export type FaultCount = Record<Fault, number>;

/**
 * Puts a fault injector into the client's own middleware stack, where the SDK's retries do not see it: what the
 * store's retry code meets is what DynamoDB would answer.
 * @returns how often each fault was injected, counted as it happens
 */
export function injectFaults(dynamo: DynamoDBClient, plan: FaultPlan): FaultCount {
  const count: FaultCount = { conflict: 0, throttle: 0, timeout_after_commit: 0 };
  let number = 0;
  dynamo.middlewareStack.add(
    (next, context) => async (args) => {
      const fault = plan({ command: context.commandName ?? "", number: number++ });
      if (fault === undefined) return next(args);
      count[fault] += 1;
      if (fault === "conflict") throw conflict();
      if (fault === "throttle") throw named("ThrottlingException", "Rate exceeded");
      await next(args);
      throw named("TimeoutError", "the connection timed out before the answer came");
    },
    { step: "initialize", name: "faultInjector", priority: "high" },
  );
  return count;
}
