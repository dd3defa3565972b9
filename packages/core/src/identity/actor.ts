import { z } from "zod";
import { idSchema } from "../kernel/id.ts";
import type { Instant } from "../kernel/instant.ts";

export const userIdSchema = idSchema("usr", "UserId");
export type UserId = z.infer<typeof userIdSchema>;
export const enterpriseIdSchema = idSchema("ent", "EnterpriseId");
export type EnterpriseId = z.infer<typeof enterpriseIdSchema>;
export const partnerIdSchema = idSchema("ptr", "PartnerId");
export type PartnerId = z.infer<typeof partnerIdSchema>;

export const enterpriseRoleSchema = z.enum(["owner", "editor", "finance"]);
export type EnterpriseRole = z.infer<typeof enterpriseRoleSchema>;

export const staffRoleSchema = z.enum(["analyst", "approver", "operator", "regulator"]);
export type StaffRole = z.infer<typeof staffRoleSchema>;

/** Somebody of a bank's staff, with what step-up asks for: wall time of the last sign-in, and its second factor. */
export type BankPerson = Readonly<{ userId: UserId; signedInAt: Instant; secondFactor: boolean }>;

/** Who stands behind a request, as our own memberships say; a token never grants a role. */
export type Principal = Readonly<
  | { kind: "visitor" }
  | {
      kind: "user";
      userId: UserId;
      /** The natural person: two accounts of one person are one person where two are asked for. */
      personId: string;
      staffRoles: readonly StaffRole[];
      memberships: readonly { enterpriseId: EnterpriseId; role: EnterpriseRole }[];
      /** The bank whose staff the person is; it works for that bank through the portal and nowhere else. */
      bankOf?: PartnerId;
      /** Wall time of the last sign-in, and whether it had a second factor: step-up asks for both. */
      signedInAt: Instant;
      secondFactor: boolean;
    }
  | {
      kind: "partner";
      partnerId: PartnerId;
      /** The person of the bank behind a request through the portal; absent for the bank's machines. */
      person?: BankPerson;
    }
>;

/** A signed-in person. */
export type UserPrincipal = Extract<Principal, { kind: "user" }>;

/** Two acts by the same natural person, whatever the account: what "two persons" forbids. */
export const isSamePerson = (a: { personId: string }, b: { personId: string }): boolean =>
  a.personId === b.personId;
