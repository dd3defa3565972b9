import { z } from "zod";
import { idSchema } from "../kernel/id.ts";
import { instantSchema } from "../kernel/instant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { staffRoleSchema, type UserPrincipal, userIdSchema } from "./actor.ts";
import type { IdentityRefusal } from "./identity-refusal.ts";
import { personIdSchema } from "./person.ts";

export const staffGrantIdSchema = idSchema("grn", "StaffGrantId");
export type StaffGrantId = z.infer<typeof staffGrantIdSchema>;

const base = {
  id: staffGrantIdSchema,
  userId: userIdSchema,
  personId: personIdSchema,
  role: staffRoleSchema,
  requestedBy: userIdSchema,
  requestedByPerson: personIdSchema,
  requestedAt: instantSchema,
  payloadHash: z.string(),
  version: z.int().min(1),
  eventHash: z.string(),
};
const granted = { ...base, confirmedBy: userIdSchema, grantedAt: instantSchema };

/** A staff role on its way to a user: asked for by one operator, confirmed by another person, revocable by either. */
export const staffGrantSchema = z.discriminatedUnion("status", [
  z.strictObject({ ...base, status: z.literal("requested") }),
  z.strictObject({ ...granted, status: z.literal("granted") }),
  z.strictObject({ ...base, status: z.literal("withdrawn"), withdrawnAt: instantSchema }),
  z.strictObject({ ...granted, status: z.literal("revoked"), revokedAt: instantSchema }),
]);
export type StaffGrant = Readonly<z.infer<typeof staffGrantSchema>>;
export type StaffGrantIn<S extends StaffGrant["status"]> = Extract<StaffGrant, { status: S }>;

/** Who acts, as an account and as a person. */
export type ActingPerson = Pick<UserPrincipal, "userId" | "personId">;

type GrantRefusal = Extract<IdentityRefusal, { kind: "own_role_grant" | "second_person_required" }>;

/** Nobody asks for a role for themselves, whatever account they use. */
export const mayRequestGrant = (
  by: ActingPerson,
  forWhom: { personId: string },
): Result<void, GrantRefusal> =>
  by.personId === forWhom.personId ? err({ kind: "own_role_grant" }) : ok(undefined);

/** A grant is confirmed by a second person who is not the one it is for. */
export function mayConfirmGrant(
  grant: StaffGrantIn<"requested">,
  by: ActingPerson,
): Result<void, GrantRefusal> {
  if (by.personId === grant.personId) return err({ kind: "own_role_grant" });
  if (by.personId === grant.requestedByPerson) return err({ kind: "second_person_required" });
  return ok(undefined);
}
