import { Hono } from "hono";
import { handle, type LambdaContext, type LambdaEvent } from "hono/aws-lambda";
import { describe, expect, it } from "vitest";
import { EDGE_HEADER, onlyFromEdge } from "./edge.ts";

const SECRET = "a-secret-of-forty-eight-characters-or-so";
const app = new Hono().get("/seen", (c) => c.json({ edge: c.req.header(EDGE_HEADER) ?? null }));
const served = onlyFromEdge(SECRET, handle(app));

const eventWith = (headers: Record<string, string>): LambdaEvent => ({
  version: "2.0",
  routeKey: "$default",
  rawPath: "/seen",
  rawQueryString: "",
  headers,
  body: null,
  isBase64Encoded: false,
  requestContext: {
    ...{ authentication: null, authorizer: {}, accountId: "1", apiId: "1", domainName: "site.example" },
    ...{
      domainPrefix: "site",
      requestId: "1",
      routeKey: "$default",
      stage: "$default",
      time: "",
      timeEpoch: 0,
    },
    http: { method: "GET", path: "/seen", protocol: "HTTP/1.1", sourceIp: "", userAgent: "" },
  },
});
const context: LambdaContext = {
  ...{ functionName: "site", functionVersion: "1", invokedFunctionArn: "", memoryLimitInMB: "1024" },
  ...{ awsRequestId: "1", logGroupName: "", logStreamName: "", callbackWaitsForEmptyEventLoop: false },
  getRemainingTimeInMillis: () => 1_000,
};

describe("a function behind CloudFront", () => {
  it("serves what came through it, and does not hand its proof on", async () => {
    const answer = await served(eventWith({ [EDGE_HEADER]: SECRET }), context);
    expect(answer).toMatchObject({ statusCode: 200, body: '{"edge":null}' });
  });

  it.each([
    {},
    { [EDGE_HEADER]: "" },
    { [EDGE_HEADER]: `${SECRET}x` },
    { [EDGE_HEADER]: SECRET.toUpperCase() },
  ])("refuses what went around it: %o", async (headers) => {
    expect(await served(eventWith(headers), context)).toMatchObject({ statusCode: 403 });
  });
});
