import { createHash, timingSafeEqual } from "node:crypto";
import type { LambdaContext, LambdaEvent } from "hono/aws-lambda";

/** Set by CloudFront on what it hands on (`infra/src/web-stack.ts`); a viewer's own is overwritten there. */
export const EDGE_HEADER = "x-firstlot-edge";

type Served<Answer> = (event: LambdaEvent, context: LambdaContext) => Promise<Answer>;

/** What a request gets that went around CloudFront and its firewall. */
const AROUND = {
  statusCode: 403,
  headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
  body: JSON.stringify({
    type: "about:blank",
    title: "Ask the public address of the platform; nothing was done.",
    status: 403,
    code: "not_by_the_edge",
  }),
  isBase64Encoded: false,
} as const;

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Serves only requests that carry `secret` as CloudFront sends it, and takes it off them. */
export const onlyFromEdge =
  <Answer>(secret: string, serve: Served<Answer>) =>
  async (event: LambdaEvent, context: LambdaContext): Promise<Answer | typeof AROUND> => {
    const shown = event.headers?.[EDGE_HEADER] ?? "";
    if (event.headers !== undefined) delete event.headers[EDGE_HEADER]; // whoever logs a request does not see it
    const isKnown = timingSafeEqual(digest(String(shown)), digest(secret));
    return isKnown ? serve(event, context) : AROUND;
  };
