import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { z } from "zod";

/** What one call to the table consumed, index rows included, as the engine reports it. */
export interface Consumed {
  readonly command: string;
  readonly items: number;
  /** How many pledges are among what it wrote. */
  readonly pledges: number;
  readonly readUnits: number;
  readonly writeUnits: number;
}

const capacity = z.object({
  CapacityUnits: z.number().optional(),
  ReadCapacityUnits: z.number().optional(),
  WriteCapacityUnits: z.number().optional(),
});
const output = z.object({
  ConsumedCapacity: z.union([z.array(capacity), capacity.transform((one) => [one])]).optional(),
});
const action = z.looseObject({
  Put: z.looseObject({ Item: z.looseObject({ pk: z.object({ S: z.string() }) }) }).optional(),
});
const input = z.looseObject({ TransactItems: z.array(action).optional() });

/** Notes what each call of this client consumes. It has to come before the first call: the store keeps its chain. */
export function noteConsumed(dynamo: DynamoDBClient): Consumed[] {
  const noted: Consumed[] = [];
  dynamo.middlewareStack.add(
    (next, context) => async (args) => {
      const command = context.commandName ?? "";
      const result = await next({
        ...args,
        input: { ...args.input, ReturnConsumedCapacity: "INDEXES" as const },
      });
      const consumed = output.parse(result.output).ConsumedCapacity ?? [];
      const isWrite = /^TransactWrite/.test(command);
      const sum = consumed.reduce(
        (units, each) =>
          units + ((isWrite ? each.WriteCapacityUnits : each.ReadCapacityUnits) ?? each.CapacityUnits ?? 0),
        0,
      );
      const actions = input.parse(args.input).TransactItems;
      noted.push({
        command: command.replace(/Command$/, ""),
        items: actions?.length ?? 1,
        pledges: actions?.filter(({ Put }) => Put?.Item.pk.S.startsWith("PLEDGE#")).length ?? 0,
        readUnits: isWrite ? 0 : sum,
        writeUnits: isWrite ? sum : 0,
      });
      return result;
    },
    { step: "initialize", name: "noteConsumed", priority: "low" },
  );
  return noted;
}

/** Read and write units of several calls together. */
export const totalOf = (calls: readonly Consumed[]): { readonly read: number; readonly write: number } => ({
  read: calls.reduce((sum, { readUnits }) => sum + readUnits, 0),
  write: calls.reduce((sum, { writeUnits }) => sum + writeUnits, 0),
});
