import { createSender, type SendOutcome } from "@firstlot/core/webhook/sender";
import { sendRequestSchema } from "../aws/lambda-sender.ts";

const send = createSender(); // no exemption: only public addresses over HTTPS

/**
 * The Lambda function `send-webhook`, called by the worker. It alone stands where the internet can be reached, and
 * has neither data nor keys: what it sends is signed already.
 */
export const handler = async (event: unknown): Promise<SendOutcome> => {
  const { url, method, headers, body } = sendRequestSchema.parse(event);
  return send({
    url,
    headers,
    ...(method === undefined ? {} : { method }),
    ...(body === undefined ? {} : { body }),
  });
};
