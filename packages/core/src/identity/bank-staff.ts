import { z } from "zod";
import { idSchema } from "../kernel/id.ts";
import { instantSchema } from "../kernel/instant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { type PartnerId, partnerIdSchema, type UserId, userIdSchema } from "./actor.ts";
import type { IdentityRefusal } from "./identity-refusal.ts";
import { personIdSchema } from "./person.ts";

const bankStaffIdSchema = idSchema("bst", "BankStaffId");

/** People of one bank in the portal; more work with its machines. */
export const BANK_STAFF_MAX = 50;

const bankMemberSchema = z.strictObject({
  userId: userIdSchema,
  personId: personIdSchema,
  since: instantSchema,
  addedBy: userIdSchema,
});
/** Somebody who works for a bank, and the operator who let them in. */
export type BankMember = Readonly<z.infer<typeof bankMemberSchema>>;

/** Who may use the portal of a bank. One aggregate: its events say who was let in and out, and by whom. */
export const bankStaffSchema = z.strictObject({
  id: bankStaffIdSchema,
  partnerId: partnerIdSchema,
  members: z.array(bankMemberSchema).max(BANK_STAFF_MAX).readonly(),
  version: z.int().min(1),
  eventHash: z.string(),
});
export type BankStaff = Readonly<z.infer<typeof bankStaffSchema>>;

/** The staff of a bank carries the bank's characters. */
export const bankStaffIdOf = (partnerId: PartnerId): BankStaff["id"] =>
  bankStaffIdSchema.parse(partnerId.replace(/^ptr_/, "bst_"));

type Members = readonly BankMember[];
type Changed<K extends IdentityRefusal["kind"]> = Result<Members, Extract<IdentityRefusal, { kind: K }>>;

/** Adds somebody; refuses a second membership of the same person, and the 51st member. */
export function addBankMember(
  members: Members,
  who: BankMember,
): Changed<"already_member" | "members_limit_reached"> {
  const isKnown = members.some(({ userId, personId }) => userId === who.userId || personId === who.personId);
  if (isKnown) return err({ kind: "already_member" });
  if (members.length >= BANK_STAFF_MAX) return err({ kind: "members_limit_reached", limit: BANK_STAFF_MAX });
  return ok([...members, who]);
}

/** Takes somebody out; a bank may be left with nobody, its machines go on. */
export function removeBankMember(members: Members, userId: UserId): Changed<"not_found"> {
  const rest = members.filter((member) => member.userId !== userId);
  return rest.length === members.length ? err({ kind: "not_found" }) : ok(rest);
}
