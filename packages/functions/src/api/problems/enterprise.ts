import type { EnterpriseRefusal } from "@firstlot/core/enterprise/enterprise-refusal";
import type { IDENTITY_PROBLEMS } from "./identity.ts";
import type { ProblemEntry, SHARED_PROBLEMS } from "./shared.ts";

type Elsewhere = keyof typeof SHARED_PROBLEMS | keyof typeof IDENTITY_PROBLEMS;

/** What an applicant sees when the file of their enterprise, or its account, does not change. */
export const ENTERPRISE_PROBLEMS = {
  enterprise_not_in_state: {
    status: 409,
    title: "The enterprise is not in the state that this act needs; nothing was changed.",
  },
  application_incomplete: {
    status: 422,
    title: "Something is missing before you can apply; `errors` say what and where.",
  },
  enterprise_appeal_used: { status: 409, title: "A rejection can be appealed once, and it was." },
  memberships_limit_reached: { status: 409, title: "You belong to as many enterprises as one person can." },
  payout_account_unchanged: { status: 409, title: "This is the account that it is already." },
  account_currency_mismatch: { status: 422, title: "An account of this kind holds another currency." },
  name_check_answered_otherwise: {
    status: 409,
    title: "This name check was answered otherwise before; the first answer stands.",
  },
  name_check_superseded: {
    status: 409,
    title: "The account was changed since this was asked; answer the newer question.",
  },
  payout_hold_not_over: { status: 409, title: "The hold of the changed account is not over." },
  account_number_format: { status: 422, title: "This is not written like an account number of this kind." },
  account_number_length: { status: 422, title: "The account number has too few or too many characters." },
  account_number_country: { status: 422, title: "The account number names a country that has no IBAN." },
  account_number_checksum: {
    status: 422,
    title: "The check digits of the account number do not hold; copy it again.",
  },
} as const satisfies Record<Exclude<EnterpriseRefusal["kind"], Elsewhere>, ProblemEntry>;
