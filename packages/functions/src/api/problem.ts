import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { PROBLEMS, type RefusalKind } from "./problem-table.ts";
import { factsSchema, toWire } from "./wire.ts";

/** A wrong field of the request: where it is, what is wrong, and what to do. */
const fieldErrorSchema = z
  .object({
    pointer: z.string().openapi({ example: "/tiers/0/price/amount" }),
    code: z.string(),
    detail: z.string(),
  })
  .openapi("FieldError");

/** RFC 9457 problem details; `code` is stable, `title` is a plain sentence that says what happened and to what. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    errors: z.array(fieldErrorSchema).optional(),
    context: factsSchema.optional(),
  })
  .openapi("Problem");

export type Problem = z.infer<typeof problemSchema>;
export type FieldError = z.infer<typeof fieldErrorSchema>;

const PROBLEM_STATUSES = [400, 401, 403, 404, 409, 412, 413, 415, 422, 429, 500, 503] as const;
export type ProblemStatus = (typeof PROBLEM_STATUSES)[number];

const problemContent = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: problemSchema } },
});

/** The refusals that every route may answer; spread into its `responses`. */
export const problems = {
  400: problemContent("The request is not understood; `errors` name the fields"),
  401: problemContent("Sign in first"),
  403: problemContent("Not allowed, or a fresh sign-in with a second factor is needed"),
  404: problemContent("No such thing, or not yours: both answer alike"),
  409: problemContent("Refused in the present state; nothing was changed"),
  412: problemContent("Somebody changed it: read it again"),
  413: problemContent("Too large"),
  415: problemContent("Wrong content type"),
  422: problemContent("Understood and refused; nothing was changed"),
  429: problemContent("Too many requests: wait as `Retry-After` says"),
  500: problemContent("Our mistake; nothing is known to have changed"),
  503: problemContent("Not available now; nothing was changed: try again"),
} as const;

interface ProblemDetails {
  readonly status: ProblemStatus;
  readonly code: string;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly errors?: readonly FieldError[] | undefined;
  readonly context?: Readonly<Record<string, unknown>> | undefined;
}

const RETRY_AFTER_S = "1";

/** Answers with a problem document. */
export function problem(c: Context, details: ProblemDetails) {
  const { status, code, title, detail, errors, context } = details;
  const body: Problem = problemSchema.parse({
    type: `/problems/${code}`,
    title,
    status,
    code,
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors }),
    ...(context === undefined || Object.keys(context).length === 0 ? {} : { context }),
  });
  c.header("Cache-Control", "no-store");
  if (status === 429 || status === 503) c.header("Retry-After", RETRY_AFTER_S);
  return c.json(body, status, { "Content-Type": "application/problem+json; charset=utf-8" });
}

/** A refusal of core: its kind, and the facts that explain it (amounts, limits, states: never personal data). */
export type AnyRefusal = Readonly<{ kind: RefusalKind }>;

/** Answers a refusal of core by the one table from kinds to problems. Its other members become `context`. */
export function refuse(c: Context, refusal: AnyRefusal) {
  const { kind, ...rest } = refusal;
  const { status, title } = PROBLEMS[kind];
  const errors = fieldErrorsOf(rest);
  // a missing and a foreign thing must answer with the same bytes
  if (status === 404) return problem(c, { status, code: "not_found", title: PROBLEMS.not_found.title });
  return problem(c, { status, code: kind, title, errors, context: contextOf(rest) });
}

function fieldErrorsOf(rest: object): FieldError[] | undefined {
  const parsed = z.object({ missing: z.array(fieldErrorSchema) }).safeParse(rest);
  return parsed.success ? parsed.data.missing : undefined;
}

function contextOf(rest: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(rest)
      .filter(([key, value]) => key !== "missing" && z.json().safeParse(value).success)
      .map(([key, value]) => [key, toWire(value)]),
  );
}
