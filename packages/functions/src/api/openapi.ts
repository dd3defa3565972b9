import { mayEver } from "@firstlot/core/identity/permission";
import { PERMISSIONS } from "@firstlot/core/identity/permission-table";
import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { problems } from "./problem.ts";
import type { ApiEnv } from "./route.ts";

/** What a document says of its API besides its routes. */
export interface ApiDescription {
  readonly title: string;
  readonly description: string;
  /** Path under which all its routes are, without a slash at the end. */
  readonly base: string;
  /** Each tag of its routes, with what it is about. */
  readonly tags: Readonly<Record<string, string>>;
}

/** An OpenAPI document as plain JSON. */
export type ApiDocument = z.infer<typeof documentSchema>;

const operationSchema = z.looseObject({
  operationId: z.string(),
  summary: z.string().optional(),
  tags: z.array(z.string()).optional(),
  "x-permission": z.enum(Object.keys(PERMISSIONS)),
  parameters: z.array(z.looseObject({ name: z.string().optional(), in: z.string().optional() })).optional(),
  responses: z.record(z.string(), z.unknown()),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
});
const documentSchema = z.looseObject({
  openapi: z.literal("3.1.0"),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
});

const BEARER = "bearer";

/** Version of what the paths promise: the `v1` in them. */
const API_VERSION = "1.0.0";

/** Permissions that a visitor has: their routes take a token and ask for none. */
const isOpen = (permission: keyof typeof PERMISSIONS): boolean => mayEver({ kind: "visitor" }, permission);

const isPermission = (text: string): text is keyof typeof PERMISSIONS => text in PERMISSIONS;

/** `enterpriseProfile` → `Enterprise profile`: a summary for a route that has none. */
function sentenceOf(operationId: string): string {
  const words = operationId.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/**
 * The OpenAPI 3.1 document of an API, from its routes: deterministic, paths relative to the server's URL, and each
 * operation with its permission and whether it needs a token.
 */
export function documentOf(app: OpenAPIHono<ApiEnv>, about: ApiDescription): ApiDocument {
  const { title, description, base, tags } = about;
  const written = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title,
      version: API_VERSION,
      description,
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    },
    servers: [{ url: base, description: "This platform" }],
    security: [{ [BEARER]: [] }],
    tags: Object.entries(tags).map(([name, words]) => ({ name, description: words })),
  });
  const document = documentSchema.parse(JSON.parse(JSON.stringify(written)));
  const paths = Object.entries(document.paths).map(([path, operations]) => [
    path.startsWith(base) ? path.slice(base.length) : path,
    Object.fromEntries(
      Object.entries(operations).map(([method, operation]) => [method, finished(operation)]),
    ),
  ]);
  const components = z.looseObject({}).parse(document.components ?? {});
  return {
    ...document,
    paths: Object.fromEntries(paths),
    components: {
      ...components,
      responses: z.record(z.string(), z.unknown()).parse(JSON.parse(JSON.stringify(REFUSALS))),
      securitySchemes: {
        [BEARER]: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: "An access token of the platform's sign-in",
        },
      },
    },
  };
}

/** The refusals that all routes share, said once in a document. */
const REFUSALS = Object.fromEntries(
  Object.entries(problems).map(([status, { description }]) => [
    `Refused${status}`,
    {
      description,
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    },
  ]),
);

function finished(operation: z.infer<typeof operationSchema>): z.infer<typeof operationSchema> {
  const permission = operation["x-permission"];
  return {
    ...operation,
    summary: operation.summary ?? sentenceOf(operation.operationId),
    responses: Object.fromEntries(
      Object.entries(operation.responses).map(([status, response]) => [
        status,
        status in problems ? { $ref: `#/components/responses/Refused${status}` } : response,
      ]),
    ),
    ...(isPermission(permission) && isOpen(permission) ? { security: [] } : {}),
  };
}

/** Serves an API's document at `<base>/openapi.json`, made once. To be called after its routes are mounted. */
export function serveDocument(app: OpenAPIHono<ApiEnv>, about: ApiDescription): void {
  let text: string | undefined;
  app.get(`${about.base}/openapi.json`, (c) => {
    text ??= JSON.stringify(documentOf(app, about));
    c.header("Cache-Control", "public, max-age=60");
    return c.body(text, 200, { "Content-Type": "application/json; charset=utf-8" });
  });
}
