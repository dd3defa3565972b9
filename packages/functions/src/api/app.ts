import { ClockUnsureError, StoreUnavailableError } from "@firstlot/core/kernel/store";
import { OpenAPIHono } from "@hono/zod-openapi";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import type { Platform } from "../platform.ts";
import { authenticate, type Proofs } from "./authenticate.ts";
import { type FieldError, problem, refuse } from "./problem.ts";
import type { ApiContext, ApiEnv } from "./route.ts";

const BODY_BYTES_MAX = 6 * 1024 * 1024; // a Lambda's request
const JSON_DEPTH_MAX = 32;

type Issue = { readonly path: readonly PropertyKey[]; readonly code: string; readonly message: string };

const escapePointer = (part: PropertyKey): string => String(part).replaceAll("~", "~0").replaceAll("/", "~1");

const fieldError = ({ path, code, message }: Issue): FieldError => ({
  pointer: path.length === 0 ? "" : `/${path.map(escapePointer).join("/")}`,
  code,
  detail: message,
});

const ERRORS_MAX = 50;

/** Routers of one API share this: a request that its schema refuses is answered with the field and the remedy. */
export const router = (): OpenAPIHono<ApiEnv> =>
  new OpenAPIHono<ApiEnv>({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      return problem(c, {
        status: 400,
        code: "invalid_request",
        title: "The request is not understood; nothing was done. See `errors` for each field.",
        errors: result.error.issues.slice(0, ERRORS_MAX).map(fieldError),
      });
    },
  });

/** The deepest nesting of a JSON text, strings left out; counted before it is parsed. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (quoted) {
      if (char === "\\") i++;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === "{" || char === "[") deepest = Math.max(deepest, ++depth);
    else if (char === "}" || char === "]") depth--;
  }
  return deepest;
}

const isJson = (c: ApiContext): boolean => (c.req.header("content-type") ?? "").includes("json");

function unexpected(error: Error, c: ApiContext): Response {
  const { platform, requestId } = c.var;
  if (error instanceof HTTPException && error.status < 500) {
    const status = error.status === 413 ? 413 : 400;
    return problem(c, {
      status,
      code: "invalid_request",
      title: "The request is not understood; nothing was done.",
    });
  }
  platform.log({
    level: "error",
    event: "request.failed",
    requestId,
    route: c.req.path,
    error: error.stack ?? error.name,
  });
  if (error instanceof StoreUnavailableError) {
    c.header("Retry-After", "1");
    if (error instanceof ClockUnsureError)
      return problem(c, {
        status: 503,
        code: "clock_unsure",
        title: "A clock of ours is not right; nothing was done. Try again with the same Idempotency-Key.",
      });
    return problem(c, {
      status: 503,
      code: "store_busy",
      title: "The platform is busy; nothing was done. Try again with the same Idempotency-Key.",
    });
  }
  return problem(c, {
    status: 500,
    code: "internal_error",
    title: "Something broke on our side. Try again with the same Idempotency-Key: nothing is done twice.",
  });
}

/**
 * The frame of one API: security headers, limits, one way to authenticate, problem documents for everything that
 * goes wrong, one log line per request.
 */
export function createApp(platform: Platform, proofs: Proofs = {}): OpenAPIHono<ApiEnv> {
  const app = router();
  app.use(async (c, next) => {
    const started = performance.now();
    c.set("platform", platform);
    c.set("requestId", crypto.randomUUID());
    c.header("X-Request-Id", c.var.requestId);
    await next();
    platform.log({
      level: "info",
      event: "request",
      requestId: c.var.requestId,
      method: c.req.method,
      route: c.req.routePath,
      status: c.res.status,
      durationMs: Math.round(performance.now() - started),
    });
  });
  app.use(
    secureHeaders({
      xFrameOptions: "DENY",
      referrerPolicy: "no-referrer",
      strictTransportSecurity: "max-age=63072000; includeSubDomains",
    }),
  );
  app.use(
    bodyLimit({
      maxSize: BODY_BYTES_MAX,
      onError: (c) =>
        problem(c, {
          status: 413,
          code: "too_large",
          title: "The request is larger than 6 MB; nothing was done.",
        }),
    }),
  );
  app.use(async (c, next) => {
    if (c.req.method !== "GET" && isJson(c) && depthOf(await c.req.text()) > JSON_DEPTH_MAX)
      return problem(c, {
        status: 400,
        code: "invalid_request",
        title: "The JSON is nested too deeply; nothing was done.",
      });
    return next();
  });
  app.use(authenticate(proofs));
  app.onError(unexpected);
  app.notFound((c) => refuse(c, { kind: "not_found" }));
  return app;
}
