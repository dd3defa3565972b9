import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Context } from "aws-lambda";
import type { handle, LambdaEvent } from "hono/aws-lambda";

/** A Lambda handler behind the HTTP API. */
export type HttpHandler = ReturnType<typeof handle>;

/** Which handler answers which paths; the first prefix that fits wins. */
export interface HttpRoute {
  readonly prefix: string;
  readonly handler: HttpHandler;
}

const BODY_BYTES_MAX = 10 * 1024 * 1024; // API Gateway's limit

class TooLargeError extends Error {}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > BODY_BYTES_MAX) throw new TooLargeError();
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** The event that API Gateway (payload format 2.0) would hand to the Lambda for this request. */
async function eventOf(request: IncomingMessage): Promise<LambdaEvent> {
  const url = new URL(request.url ?? "/", "http://localhost");
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined && name !== "cookie")
      headers[name] = Array.isArray(value) ? value.join(",") : value;
  }
  const cookies = request.headers.cookie?.split(/; */) ?? [];
  const body = await bodyOf(request);
  const method = request.method ?? "GET";
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers,
    ...(cookies.length === 0 ? {} : { cookies }),
    requestContext: {
      authentication: null,
      authorizer: {},
      accountId: "local",
      apiId: "local",
      domainName: headers.host ?? "localhost",
      domainPrefix: "local",
      http: {
        method,
        path: url.pathname,
        protocol: "HTTP/1.1",
        sourceIp: request.socket.remoteAddress ?? "",
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: crypto.randomUUID(),
      routeKey: "$default",
      stage: "$default",
      time: new Date().toISOString(),
      timeEpoch: Date.now(),
    },
    body: body.length === 0 ? null : body.toString("base64"),
    isBase64Encoded: body.length > 0,
  };
}

const contextOf = (name: string): Context => ({
  callbackWaitsForEmptyEventLoop: false,
  functionName: name,
  functionVersion: "$LATEST",
  invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${name}`,
  memoryLimitInMB: "512",
  awsRequestId: crypto.randomUUID(),
  logGroupName: name,
  logStreamName: name,
  getRemainingTimeInMillis: () => 30_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
});

/** What a handler answers, as API Gateway takes it. */
interface Answer {
  readonly statusCode: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly cookies?: string[];
  readonly isBase64Encoded?: boolean;
}

function send(response: ServerResponse, result: Answer): void {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(result.headers ?? {})) headers[name] = String(value);
  if (result.cookies !== undefined && result.cookies.length > 0) headers["set-cookie"] = result.cookies;
  response.writeHead(result.statusCode, headers);
  response.end(result.isBase64Encoded === true ? Buffer.from(result.body, "base64") : result.body);
}

/**
 * The HTTP API of one machine: turns requests into API Gateway events and hands them to the same handlers as AWS.
 * @param routes by path prefix; a path that fits none is answered 404
 */
export function createGateway(routes: readonly HttpRoute[]): Server {
  return createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const route = routes.find(
      ({ prefix }) => path === prefix || path.startsWith(prefix.endsWith("/") ? prefix : `${prefix}/`),
    );
    const answer = async (): Promise<Answer> => {
      if (route === undefined) return { statusCode: 404, body: "" };
      return route.handler(await eventOf(request), contextOf(route.prefix));
    };
    answer().then(
      (result) => send(response, result),
      (error: unknown) => {
        response.writeHead(error instanceof TooLargeError ? 413 : 502).end();
      },
    );
  });
}
