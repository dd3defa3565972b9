import type { Key, Write } from "../kernel/store.ts";
import type { EnterpriseId, EnterpriseRole, StaffRole, UserId } from "./actor.ts";

/** Where a staff role of a user is; there exactly while it is held. */
export const staffRoleKey = (userId: UserId, role: StaffRole): Key => ({
  pk: `USER#${userId}`,
  sk: `STAFF#${role}`,
});

/** Where a membership of a user is; there exactly while it lasts. */
export const membershipKey = (userId: UserId, enterpriseId: EnterpriseId): Key => ({
  pk: `USER#${userId}`,
  sk: `MEMBER#${enterpriseId}`,
});

/**
 * For a commit: the acting user still holds this staff role. A role revoked between the request's permission check
 * and its commit stops the commit.
 */
export const roleStillHeld = (userId: UserId, role: StaffRole): Write => ({
  ConditionCheck: { Key: staffRoleKey(userId, role), ConditionExpression: "attribute_exists(pk)" },
});

/** For a commit: the acting user is still a member of the enterprise with one of these roles. */
export const membershipStillHeld = (options: {
  userId: UserId;
  enterpriseId: EnterpriseId;
  roles: readonly [EnterpriseRole, ...EnterpriseRole[]];
}): Write => ({
  ConditionCheck: {
    Key: membershipKey(options.userId, options.enterpriseId),
    ConditionExpression: `#role IN (${options.roles.map((_, i) => `:role${i}`).join(", ")})`,
    ExpressionAttributeNames: { "#role": "role" },
    ExpressionAttributeValues: Object.fromEntries(options.roles.map((role, i) => [`:role${i}`, role])),
  },
});
