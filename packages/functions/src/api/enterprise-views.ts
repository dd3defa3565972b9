import {
  ENTERPRISE_STATUSES,
  type Enterprise,
  profileDraftSchema,
} from "@firstlot/core/enterprise/enterprise";
import { loadPeople } from "@firstlot/core/enterprise/enterprise-people";
import { isAnswered, NAME_CHECK_ANSWERS, type PayoutAccount } from "@firstlot/core/enterprise/payout-account";
import { loadPayoutAccount } from "@firstlot/core/enterprise/payout-account-store";
import type { Principal } from "@firstlot/core/identity/actor";
import type { Store } from "@firstlot/core/kernel/store";
import { z } from "@hono/zod-openapi";

/** The account as it is shown: enough to know one's own by, never the whole number. */
export const payoutAccountView = z
  .object({
    name: z.string(),
    scheme: z.string(),
    lastFour: z.string(),
    country: z.string(),
    currency: z.string(),
    status: z.enum(["unverified", "on_hold", "verified", "mismatch"]),
    holdUntil: z.string().optional(),
    changedAt: z.string(),
    nameCheck: z
      .object({
        answer: z.enum(NAME_CHECK_ANSWERS).optional(),
        requestedAt: z.string(),
        answeredAt: z.string().optional(),
      })
      .optional(),
    version: z.int(),
  })
  .openapi("PayoutAccount");

/** What `payoutAccountView` shows. */
export const payoutAccountOf = ({ check, ...account }: PayoutAccount) => ({
  ...account,
  ...(check === undefined
    ? {}
    : {
        nameCheck: {
          requestedAt: check.requestedAt,
          ...(isAnswered(check) ? { answer: check.answer, answeredAt: check.answeredAt } : {}),
        },
      }),
});

const personView = z.object({
  roles: z.array(z.string()),
  shareBps: z.int(),
  /** Shown to owners and to staff only. */
  name: z.string().optional(),
  birthDate: z.string().optional(),
  email: z.string().optional(),
  identityLastFour: z.string().optional(),
});

/** The file of an enterprise. */
export const enterpriseView = z
  .object({
    id: z.string(),
    status: z.enum(ENTERPRISE_STATUSES),
    profile: profileDraftSchema,
    people: z.array(personView),
    payoutAccount: payoutAccountView.optional(),
    caseId: z.string().optional(),
    reasonCodes: z.array(z.string()).optional(),
    appealed: z.boolean(),
    createdAt: z.string(),
    changedAt: z.string(),
    appliedAt: z.string().optional(),
    verifiedAt: z.string().optional(),
    version: z.int(),
  })
  .openapi("Enterprise");

/** What lists show of an enterprise. */
export const enterpriseRowView = z
  .object({
    id: z.string(),
    status: z.enum(ENTERPRISE_STATUSES),
    legalName: z.string().optional(),
    country: z.string().optional(),
    sector: z.string().optional(),
    role: z.string().optional(),
    changedAt: z.string(),
    version: z.int(),
  })
  .openapi("EnterpriseRow");

/** What `enterpriseRowView` shows. */
export const enterpriseRowOf = (enterprise: Enterprise, role?: string) => {
  const { legalName, country, sector } = enterprise.profile;
  const { id, status, changedAt, version } = enterprise;
  return { id, status, changedAt, version, legalName, country, sector, role };
};

/** Personal data of the people behind an enterprise is for its owners and for those who review or supervise it. */
const seesPeople = (principal: Principal, enterprise: Enterprise): boolean =>
  principal.kind === "user" &&
  (principal.staffRoles.length > 0 ||
    principal.memberships.some(
      ({ enterpriseId, role }) => enterpriseId === enterprise.id && role === "owner",
    ));

/** What `enterpriseView` shows to this principal. */
export async function enterpriseOf(store: Store, principal: Principal, enterprise: Enterprise) {
  const [account, people] = await Promise.all([
    loadPayoutAccount(store, enterprise.id),
    seesPeople(principal, enterprise) ? loadPeople(store, enterprise) : enterprise.people,
  ]);
  return {
    ...enterprise,
    people,
    ...(account === undefined ? {} : { payoutAccount: payoutAccountOf(account) }),
  };
}
