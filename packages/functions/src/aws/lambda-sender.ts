import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import type { WebhookSender } from "@firstlot/core/webhook/sender";
import { z } from "zod";

const reasonSchema = z.enum(["timeout", "dns", "tls", "connection"]);

const outcomeSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("answered"),
    status: z.int(),
    retryAfter: z.string().exactOptional(),
    body: z.string(),
    durationMs: z.int(),
  }),
  z.object({ kind: z.literal("failed"), reason: reasonSchema, durationMs: z.int() }),
  z.object({
    kind: z.literal("refused"),
    reason: z.enum([
      "malformed_url",
      "scheme_not_allowed",
      "port_not_allowed",
      "credentials_in_url",
      "fragment_in_url",
      "address_not_allowed",
    ]),
  }),
]);

/** What crosses between the worker and the function that reaches partners. */
export const sendRequestSchema = z.strictObject({
  url: z.string().max(2_000),
  method: z.enum(["POST", "GET"]).optional(),
  headers: z.record(z.string(), z.string()),
  body: z.string().optional(),
});

/** Reaches partners by the one function that stands behind the fixed addresses; the worker itself has no way out. */
export function lambdaSender({
  functionName,
  lambda = new LambdaClient(),
}: {
  functionName: string;
  lambda?: Pick<LambdaClient, "send">;
}): WebhookSender {
  return async (request) => {
    const { Payload, FunctionError } = await lambda.send(
      new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(request) }),
    );
    if (FunctionError !== undefined || Payload === undefined) throw new Error("the sender did not answer");
    return outcomeSchema.parse(JSON.parse(Buffer.from(Payload).toString("utf8")));
  };
}
