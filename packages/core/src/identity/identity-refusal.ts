/** Everything that a use case of identity can refuse. */
export type IdentityRefusal = Readonly<
  | { kind: "not_found" }
  | { kind: "concurrent_update" }
  /** The acting person lost the role between asking and committing. */
  | { kind: "role_no_longer_held" }
  /** Roles are granted by two operators, never to oneself. */
  | { kind: "own_role_grant" }
  | { kind: "second_person_required" }
  | { kind: "role_already_held" }
  | { kind: "grant_not_open"; status: string }
  | { kind: "bootstrap_closed" }
  /** Staff and enterprise membership exclude each other per natural person. */
  | { kind: "staff_and_enterprise_exclude_each_other" }
  | { kind: "already_member" }
  | { kind: "last_owner_cannot_leave" }
  | { kind: "members_limit_reached"; limit: number }
  | { kind: "invitation_not_open"; status: string }
  | { kind: "invitation_expired" }
  | { kind: "invitation_for_another_address" }
>;
