import type { PlatformRegisterRefusal } from "@firstlot/core/screening/platform-register";
import type { BANK_PROBLEMS } from "./bank.ts";
import type { REVIEW_PROBLEMS } from "./review.ts";
import type { ProblemEntry, SHARED_PROBLEMS } from "./shared.ts";

type Elsewhere = keyof typeof SHARED_PROBLEMS | keyof typeof BANK_PROBLEMS | keyof typeof REVIEW_PROBLEMS;

/** What an operator sees when the register of the platform's people does not change. */
export const SCREENING_PROBLEMS = {
  platform_person_listed: {
    status: 409,
    title: "This person is listed with this role already; nothing was changed.",
  },
  platform_person_ended: { status: 409, title: "This entry has ended; list the person anew." },
  platform_people_limit_reached: { status: 409, title: "The register has as many entries as it can have." },
  share_of_owner_only: { status: 422, title: "An owner has a share above 0, a manager has none." },
  registry_number_unknown: {
    status: 422,
    title: "This is no number of the register named; nothing was listed.",
  },
} as const satisfies Record<Exclude<PlatformRegisterRefusal["kind"], Elsewhere>, ProblemEntry>;
