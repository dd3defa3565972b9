import { enterpriseIdSchema, type Principal } from "@firstlot/core/identity/actor";
import { decide, type Scope } from "@firstlot/core/identity/permission";
import { PERMISSIONS, type Permission } from "@firstlot/core/identity/permission-table";
import { canonicalJson } from "@firstlot/core/kernel/canonical-json";
import { type Command, commandOf } from "@firstlot/core/kernel/command";
import { assertNever, invariant } from "@firstlot/core/kernel/invariant";
import { createRoute, type RouteConfig, z } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import type { Platform } from "../platform.ts";
import { refuse } from "./problem.ts";

/** What every request of an API carries once it is authenticated. */
export interface ApiEnv {
  Variables: { platform: Platform; principal: Principal; requestId: string };
}

export type ApiContext = Context<ApiEnv>;

type Declaration<P extends string> = Omit<RouteConfig, "path" | "middleware"> & {
  readonly path: P;
  readonly operationId: string;
  /** Who may call it (core/identity/permission-table.ts); it also says whose object the route is about. */
  readonly "x-permission": Permission;
};

/** Declares a route with its permission: one without does not compile. The guard runs before the body is read. */
export function declare<const P extends string, const R extends Declaration<P>>(declaration: R) {
  return createRoute({ ...declaration, middleware: guard(declaration["x-permission"]) });
}

function guard(permission: Permission): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const { principal, platform } = c.var;
    const scope = scopeOf(permission, principal, c.req.param("enterpriseId"));
    if (scope === undefined)
      return refuse(c, { kind: principal.kind === "visitor" ? "sign_in_required" : "not_found" });
    const allowed = decide(principal, permission, scope, platform.clock.wall());
    return allowed.ok ? next() : refuse(c, allowed.error);
  };
}

/**
 * Whose the object of the request is: an enterprise's by its path, one's own (a handler that loads an object of a
 * person or a bank compares its owner and answers `not_found` for a foreign one).
 */
function scopeOf(
  permission: Permission,
  principal: Principal,
  pathEnterpriseId: string | undefined,
): Scope | undefined {
  const { scope } = PERMISSIONS[permission];
  switch (scope) {
    case "none":
      return { kind: "none" };
    case "self":
      return principal.kind === "user" ? { kind: "self", userId: principal.userId } : undefined;
    case "partner":
      return principal.kind === "partner" ? { kind: "partner", partnerId: principal.partnerId } : undefined;
    case "enterprise": {
      const id = enterpriseIdSchema.safeParse(pathEnterpriseId);
      return id.success ? { kind: "enterprise", enterpriseId: id.data } : undefined;
    }
  }
  return assertNever(scope);
}

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{8,128}$/;

/** Headers of every POST that creates or moves something. */
export const commandHeaders = z.object({
  "idempotency-key": z
    .string()
    .regex(IDEMPOTENCY_KEY, "8 to 128 visible ASCII characters, new for each act, the same for its retries")
    .openapi({ example: "9b2f0c1e-53f1-4d55-8f0e-1b6f2f0f9a11" }),
});

/** Headers of an edit: the version that was read, as in its `ETag`. */
export const editHeaders = z.object({
  "if-match": z
    .string()
    .regex(/^(W\/)?"\d{1,9}"$/, 'the version you read, like "3" (the ETag of the answer)')
    .openapi({ example: '"3"' }),
});

/** The version in an `If-Match` header that `editHeaders` accepted. */
export const versionOf = (ifMatch: string): number => Number(ifMatch.replace(/\D/g, ""));

/** The caller as events name it: a bank's person through the portal by name, its machines as the bank. */
export function actorOf(principal: Principal): string {
  if (principal.kind === "user") return principal.userId;
  return principal.kind === "partner" ? (principal.person?.userId ?? principal.partnerId) : "visitor";
}

/**
 * The identity of an edit: the version that was read and what it is to become. The very same edit again is its retry;
 * another one of a version that is gone is told so.
 */
function editKeyOf(c: ApiContext, payload: unknown): string {
  const ifMatch = c.req.header("if-match");
  invariant(ifMatch !== undefined, "a command takes an Idempotency-Key, or the version that it edits");
  return `${versionOf(ifMatch)} ${canonicalJson(payload)}`;
}

/** The command of this request: who, when, and the identity that its Idempotency-Key gives it. */
export function commandFrom(c: ApiContext, payload: unknown): Command {
  const { platform, principal } = c.var;
  return commandOf({
    secret: platform.secrets.id,
    actor: actorOf(principal),
    route: `${c.req.method} ${c.req.path}`,
    idempotencyKey: c.req.header("idempotency-key") ?? editKeyOf(c, payload),
    payload,
    now: platform.clock.business(),
    wall: platform.clock.wall(),
  });
}

/** Query of a list: how many, and where to go on. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(2_000).optional(),
});

/** A page of a list; `next` is absent at the end. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().optional() });
