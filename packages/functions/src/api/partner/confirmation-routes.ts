import { type ReceiveDeps, receiveConfirmation } from "@firstlot/core/bank/receive-confirmation";
import { systemCommand } from "@firstlot/core/kernel/command";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { declare } from "../route.ts";

const receivedView = z
  .object({ outcome: z.enum(["received", "already_received", "ignored"]), webhookId: z.string() })
  .openapi("ReceivedMessage");

const receiveRoute = declare({
  method: "post",
  path: "/confirmations",
  operationId: "sendConfirmation",
  tags: ["confirmations"],
  summary: "Tell what happened at the bank",
  description:
    "A signed message as Standard Webhooks 1.0.0 describes it. It is verified over its raw bytes with the keys that " +
    "you registered, at most 300 seconds from our clock, stored, answered, and applied afterwards. The same " +
    "webhook-id with the same body is answered 200 for ever; with another body it is refused.",
  "x-permission": "bank.send-confirmation",
  security: [],
  request: {
    headers: z.object({
      "firstlot-partner": z
        .string()
        .max(40)
        .openapi({ description: "Your partner id: whose keys are tried" }),
      "webhook-id": z.string().max(255),
      "webhook-timestamp": z.string().max(20),
      "webhook-signature": z.string().max(4_096),
    }),
  },
  responses: { 200: json(receivedView, "Stored, or stored before"), ...problems },
});

/** Takes in what a bank says. No token: each message is signed by itself. */
export const confirmationRoutes = (deps: ReceiveDeps) =>
  router().openapi(receiveRoute, async (c) => {
    const { platform, requestId } = c.var;
    const body = new Uint8Array(await c.req.arrayBuffer());
    const headers = Object.fromEntries(c.req.raw.headers.entries());
    const partner = c.req.valid("header")["firstlot-partner"];
    const command = systemCommand({
      name: "receive-confirmation",
      cause: [partner, headers["webhook-id"] ?? ""],
      now: platform.clock.business(),
      wall: platform.clock.wall(),
    });
    const received = await receiveConfirmation(deps, command, { partner, headers, body });
    if (received.ok)
      return c.json({ outcome: received.value.kind, webhookId: received.value.webhookId }, 200);
    const { kind } = received.error;
    if (kind !== "signature_refused") return refuse(c, received.error);
    platform.log({
      level: "warn",
      event: "confirmation.refused",
      requestId,
      code: received.error.reason, // for us; a stranger learns nothing about it
    });
    return refuse(c, { kind });
  });
