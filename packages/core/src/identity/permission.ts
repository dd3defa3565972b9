import { type Instant, MINUTE_MS, msBetween } from "../kernel/instant.ts";
import { assertNever } from "../kernel/invariant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type {
  BankPerson,
  EnterpriseId,
  EnterpriseRole,
  PartnerId,
  Principal,
  StaffRole,
  UserId,
  UserPrincipal,
} from "./actor.ts";
import { PERMISSIONS, type Permission } from "./permission-table.ts";

/** How long a sign-in with a second factor counts as step-up, wall time. */
export const STEP_UP_MS_MAX = 5 * MINUTE_MS;

/**
 * Who a permission is for. What is not named is denied.
 * A staff role and an enterprise role in one row are alternatives, each within its own reach.
 */
export interface PermissionRule {
  /** Anybody, signed in or not. */
  readonly anyone?: true;
  /** Any signed-in person, for what is their own (`self`) or belongs to nobody yet (`none`). */
  readonly signedIn?: true;
  /** Members of the enterprise in question with one of these roles. */
  readonly enterprise?: readonly EnterpriseRole[];
  readonly staff?: readonly StaffRole[];
  /** The bank partner in question, by its machine credentials. */
  readonly partner?: true;
  /**
   * Beside the partner's machines also its staff, through the portal: `step_up` asks them for a fresh sign-in with a
   * second factor. Without it, the machines alone.
   */
  readonly person?: true | "step_up";
  /** What the object of a request belongs to; a request must name exactly this. */
  readonly scope: "none" | "self" | "enterprise" | "partner";
  /** Asks persons for a sign-in with a second factor within five minutes; machines sign instead. */
  readonly stepUp?: true;
}

/** Whose the object of a request is, as loaded from the store: never as claimed by the request. */
export type Scope = Readonly<
  | { kind: "none" }
  | { kind: "self"; userId: UserId }
  | { kind: "enterprise"; enterpriseId: EnterpriseId }
  | { kind: "partner"; partnerId: PartnerId }
>;

/** Why a request may not go on. `not_found` is the answer for foreign and for missing objects alike. */
export type PermissionRefusal = Readonly<{
  kind: "sign_in_required" | "forbidden" | "not_found" | "step_up_required";
}>;

type Decision = Result<void, PermissionRefusal>;

/**
 * Whether a person signed in with a second factor within the last five minutes.
 * A sign-in that lies in the future by more than a minute is no sign-in.
 */
export function hasSteppedUp(
  principal: Pick<BankPerson, "signedInAt" | "secondFactor">,
  wall: Instant,
): boolean {
  const ageMs = msBetween({ from: principal.signedInAt, to: wall });
  return principal.secondFactor && ageMs <= STEP_UP_MS_MAX && ageMs >= -MINUTE_MS;
}

function reachOfUser(principal: UserPrincipal, rule: PermissionRule, scope: Scope): Decision {
  if (rule.staff?.some((role) => principal.staffRoles.includes(role))) return ok(undefined);
  switch (scope.kind) {
    case "none":
      return rule.signedIn ? ok(undefined) : err({ kind: "forbidden" });
    case "self":
      if (!rule.signedIn) return err({ kind: "forbidden" });
      return scope.userId === principal.userId ? ok(undefined) : err({ kind: "not_found" });
    case "enterprise": {
      if (rule.enterprise === undefined) return err({ kind: "forbidden" });
      const membership = principal.memberships.find(
        ({ enterpriseId }) => enterpriseId === scope.enterpriseId,
      );
      if (membership === undefined) return err({ kind: "not_found" });
      return rule.enterprise.includes(membership.role) ? ok(undefined) : err({ kind: "forbidden" });
    }
    case "partner":
      return err({ kind: "forbidden" }); // bank staff act for their bank through the portal, as its partner
  }
  return assertNever(scope);
}

function reachOfPartner(
  { partnerId, person }: Extract<Principal, { kind: "partner" }>,
  { rule, scope, wall }: { rule: PermissionRule; scope: Scope; wall: Instant },
): Decision {
  if (!rule.partner) return err({ kind: "forbidden" });
  if (person !== undefined && rule.person === undefined) return err({ kind: "forbidden" });
  if (scope.kind === "partner" && scope.partnerId !== partnerId) return err({ kind: "not_found" });
  return person !== undefined && rule.person === "step_up" && !hasSteppedUp(person, wall)
    ? err({ kind: "step_up_required" })
    : ok(undefined);
}

/**
 * The one place where access is decided. Deny by default; a scope of another kind than the permission's is denied.
 * @param scope whose the object is; for a missing object pass nothing and answer `not_found` after this has agreed
 * @param wall wall time of the request: step-up is about the real world, not about business time
 * @see docs/rules/identity.md#permissions
 */
export function decide(principal: Principal, permission: Permission, scope: Scope, wall: Instant): Decision {
  const rule: PermissionRule = PERMISSIONS[permission];
  if (rule.anyone) return ok(undefined);
  if (scope.kind !== rule.scope) return err({ kind: "forbidden" });
  switch (principal.kind) {
    case "visitor":
      return err({ kind: "sign_in_required" });
    case "partner":
      return reachOfPartner(principal, { rule, scope, wall });
    case "user": {
      const reached = reachOfUser(principal, rule, scope);
      if (!reached.ok) return reached;
      return rule.stepUp && !hasSteppedUp(principal, wall)
        ? err({ kind: "step_up_required" })
        : ok(undefined);
    }
  }
  return assertNever(principal);
}

/** Whether a principal could use a permission somewhere; for menus and for the roles a route documents. */
export function mayEver(principal: Principal, permission: Permission): boolean {
  const rule: PermissionRule = PERMISSIONS[permission];
  if (rule.anyone) return true;
  switch (principal.kind) {
    case "visitor":
      return false;
    case "partner":
      return rule.partner === true && (principal.person === undefined || rule.person !== undefined);
    case "user":
      return (
        rule.signedIn === true ||
        principal.staffRoles.some((role) => rule.staff?.includes(role)) ||
        principal.memberships.some(({ role }) => rule.enterprise?.includes(role))
      );
  }
  return assertNever(principal);
}
