import type { IdentityRefusal } from "@firstlot/core/identity/identity-refusal";
import type { ProblemEntry, SHARED_PROBLEMS } from "./shared.ts";

type Elsewhere = keyof typeof SHARED_PROBLEMS | "second_person_required";

/** What is seen when a role, a membership or an invitation does not change. */
export const IDENTITY_PROBLEMS = {
  role_no_longer_held: {
    status: 403,
    title: "Your role was taken back before this was done; nothing was changed.",
  },
  own_role_grant: {
    status: 403,
    title: "Nobody gets a role by their own hand, whatever account they use; ask two other operators.",
  },
  role_already_held: { status: 409, title: "The person holds this role already; nothing was changed." },
  grant_not_open: { status: 409, title: "This grant is not in the state that the act needs." },
  bootstrap_closed: { status: 409, title: "The first operators exist; they grant every other role." },
  staff_and_enterprise_exclude_each_other: {
    status: 409,
    title:
      "One person works for the platform, for an enterprise or for a bank, never for two of them; nothing was changed.",
  },
  already_member: { status: 409, title: "This person is a member already; nothing was changed." },
  last_owner_cannot_leave: {
    status: 409,
    title: "An enterprise keeps at least one owner: make somebody else an owner first.",
  },
  members_limit_reached: { status: 409, title: "The enterprise has as many members as it can have." },
  invitation_not_open: {
    status: 409,
    title: "This invitation was used or taken back; ask an owner for a new one.",
  },
  invitation_expired: { status: 409, title: "This invitation has expired; ask an owner for a new one." },
  invitation_for_another_address: {
    status: 403,
    title: "This invitation is for another address; sign in with the address that it was sent to.",
  },
} as const satisfies Record<Exclude<IdentityRefusal["kind"], Elsewhere>, ProblemEntry>;
