import type { PermissionRule } from "./permission.ts";

const MEMBERS = ["owner", "editor", "finance"] as const;
const STAFF = ["analyst", "approver", "operator", "regulator"] as const;
const REVIEWERS = ["analyst", "approver"] as const;

/**
 * Every permission there is: a route names one of these or does not compile. A new capability adds its rows here.
 * @see docs/rules/identity.md#permissions
 */
export const PERMISSIONS = {
  // What anybody may see
  "catalogue.read": { anyone: true, scope: "none" },
  "campaign.read-public": { anyone: true, scope: "none" },
  "enterprise.read-public": { anyone: true, scope: "none" },
  "audit.verify-root": { anyone: true, scope: "none" },

  // Oneself
  "me.read": { signedIn: true, scope: "none" },
  "me.edit": { signedIn: true, scope: "none" },
  "me.end-sessions": { signedIn: true, scope: "none" },

  // Enterprise file
  "enterprise.start": { signedIn: true, scope: "none" },
  "enterprise.list-own": { signedIn: true, scope: "none" },
  "enterprise.read": { enterprise: MEMBERS, staff: STAFF, scope: "enterprise" },
  "enterprise.edit": { enterprise: ["owner"], scope: "enterprise" },
  "enterprise.apply": { enterprise: ["owner"], scope: "enterprise" },
  "enterprise.appeal": { enterprise: ["owner"], scope: "enterprise" },
  "enterprise.change-payout-account": { enterprise: ["owner", "finance"], scope: "enterprise", stepUp: true },
  "enterprise.list": { staff: STAFF, scope: "none" },
  "enterprise.read-any": { staff: STAFF, scope: "none" },
  "enterprise.suspend": { staff: ["operator"], scope: "none", stepUp: true },
  "enterprise.reinstate": { staff: ["operator"], scope: "none", stepUp: true },

  // Members of an enterprise
  "member.list": { enterprise: MEMBERS, staff: ["operator", "regulator"], scope: "enterprise" },
  "member.invite": { enterprise: ["owner"], scope: "enterprise" },
  "member.revoke-invitation": { enterprise: ["owner"], scope: "enterprise" },
  "member.change-role": { enterprise: ["owner"], scope: "enterprise" },
  "member.remove": { enterprise: ["owner"], scope: "enterprise" },
  "member.leave": { enterprise: MEMBERS, scope: "enterprise" },
  // who has the link's token has the mail; without it nothing is told
  "member.read-invitation": { anyone: true, scope: "none" },
  "member.accept-invitation": { signedIn: true, scope: "none" },

  // Evidence
  "evidence.upload": { enterprise: MEMBERS, scope: "enterprise" },
  "evidence.map-columns": { enterprise: ["owner", "finance"], scope: "enterprise" },
  "evidence.read": { enterprise: MEMBERS, staff: STAFF, scope: "enterprise" },
  "evidence.download": { enterprise: ["owner", "finance"], staff: STAFF, scope: "enterprise" },

  // Campaigns
  "campaign.create": { enterprise: ["owner", "editor"], scope: "enterprise" },
  "campaign.list-own": { enterprise: MEMBERS, scope: "enterprise" },
  "campaign.read": { enterprise: MEMBERS, staff: STAFF, scope: "enterprise" },
  "campaign.edit": { enterprise: ["owner", "editor"], scope: "enterprise" },
  "campaign.upload-media": { enterprise: ["owner", "editor"], scope: "enterprise" },
  "campaign.submit": { enterprise: ["owner", "editor"], scope: "enterprise" },
  "campaign.appeal": { enterprise: ["owner"], scope: "enterprise" },
  "campaign.withdraw": { enterprise: ["owner"], scope: "enterprise" },
  "campaign.archive": { enterprise: ["owner"], scope: "enterprise" },
  "campaign.schedule": { enterprise: ["owner", "editor"], scope: "enterprise" },
  "campaign.publish": { enterprise: ["owner", "editor"], scope: "enterprise" },
  "campaign.cancel": { enterprise: ["owner"], scope: "enterprise", stepUp: true },
  "campaign.report-delivery": { enterprise: ["owner", "editor"], scope: "enterprise" },
  "campaign.list": { staff: STAFF, scope: "none" },
  "campaign.pause": { staff: ["operator"], scope: "none", stepUp: true },
  "campaign.resume": { staff: ["operator"], scope: "none", stepUp: true },
  "campaign.cancel-by-staff": { staff: ["approver"], scope: "none", stepUp: true },

  // Review
  "review.list": { staff: STAFF, scope: "none" },
  "review.read": { staff: STAFF, scope: "none" },
  "review.claim": { staff: ["analyst"], scope: "none" },
  "review.record-step": { staff: ["analyst"], scope: "none" },
  "review.rerun-step": { staff: REVIEWERS, scope: "none" },
  "review.request-change": { staff: REVIEWERS, scope: "none" },
  "review.conclude": { staff: ["analyst"], scope: "none" },
  "review.approve": { staff: ["approver"], scope: "none", stepUp: true },
  "review.replay": { staff: ["analyst", "approver", "regulator"], scope: "none" },
  "review.read-policy": { staff: STAFF, scope: "none" },
  "review.read-own": { enterprise: MEMBERS, scope: "enterprise" },
  "review.respond": { enterprise: MEMBERS, scope: "enterprise" },

  // Pledges and refunds of a backer
  "pledge.reserve": { signedIn: true, scope: "none" },
  "pledge.list-own": { signedIn: true, scope: "none" },
  "pledge.read": { signedIn: true, staff: ["operator", "regulator"], scope: "self" },
  "pledge.withdraw": { signedIn: true, scope: "self" },
  "pledge.set-delivery": { signedIn: true, scope: "self" },
  "pledge.confirm-delivery": { signedIn: true, scope: "self" },
  // No step-up (product.md asks for none): the bank's name check stands between a new account and the money
  "pledge.name-refund-account": { signedIn: true, scope: "self" },
  "pledge.list-of-campaign": {
    enterprise: ["owner", "editor"],
    staff: ["operator", "regulator"],
    scope: "enterprise",
  },
  "refund.read": { staff: ["operator", "regulator"], scope: "none" },

  // Tranches and payment requests
  "tranche.read": { enterprise: MEMBERS, staff: STAFF, scope: "enterprise" },
  "tranche.request": { enterprise: ["owner", "finance"], scope: "enterprise" },
  "tranche.approve": { staff: ["approver"], scope: "none", stepUp: true },
  "payment.read": { enterprise: MEMBERS, staff: STAFF, scope: "enterprise" },
  "payment.request": { enterprise: ["owner", "finance"], scope: "enterprise" },
  "payment.list": { staff: STAFF, scope: "none" },
  "payment.approve": { staff: ["approver"], scope: "none", stepUp: true },
  "payment.refuse": { staff: REVIEWERS, scope: "none" },

  // Settlement, ledger, reconciliation, work: the operators' boards
  "settlement.read": { staff: ["operator", "regulator"], scope: "none" },
  "ledger.read": { staff: ["operator", "regulator"], scope: "none" },
  "recon.read": { staff: ["operator", "regulator"], scope: "none" },
  "recon.propose-resolution": { staff: ["operator"], scope: "none", stepUp: true },
  "recon.confirm-resolution": { staff: ["operator"], scope: "none", stepUp: true },
  "work.read": { staff: ["operator"], scope: "none" },
  "work.propose-retry": { staff: ["operator"], scope: "none", stepUp: true },
  "work.confirm-retry": { staff: ["operator"], scope: "none", stepUp: true },
  "work.switch": { staff: ["operator"], scope: "none", stepUp: true },

  // Bank partners, seen by operators
  "bank.list": { staff: ["operator", "regulator"], scope: "none" },
  "bank.read": { staff: ["operator", "regulator"], scope: "none" },
  "bank.create": { staff: ["operator"], scope: "none", stepUp: true },
  "bank.change-status": { staff: ["operator"], scope: "none", stepUp: true },
  "bank.hold-instruction": { staff: ["operator"], scope: "none", stepUp: true },
  "bank.release-instruction": { staff: ["operator"], scope: "none", stepUp: true },
  "bank.add-staff": { staff: ["operator"], scope: "none", stepUp: true },
  "bank.remove-staff": { staff: ["operator"], scope: "none", stepUp: true },
  "bank.import-statement": { staff: ["operator"], scope: "none" },
  "webhook.read-all": { staff: ["operator"], scope: "none" },
  "webhook.replay-any": { staff: ["operator"], scope: "none", stepUp: true },

  // Bank partners, by themselves; `person` opens a row to their staff in the portal, the others are for machines
  "bank.read-own": { partner: true, person: true, scope: "none" },
  "bank.read-instruction": { partner: true, person: true, scope: "partner" },
  "bank.list-instructions": { partner: true, person: true, scope: "none" },
  "bank.confirm-instruction": { partner: true, scope: "partner" },
  // A signed message says itself who sent it: its signature is checked over the raw body, no token is asked for
  "bank.send-confirmation": { anyone: true, scope: "none" },
  "bank.hold-own-instruction": { partner: true, person: "step_up", scope: "partner" },
  "bank.release-own-instruction": { partner: true, person: "step_up", scope: "partner" },
  "bank.reject-instruction": { partner: true, person: "step_up", scope: "partner" },
  "bank.report-payment": { partner: true, scope: "none" },
  "bank.list-name-checks": { partner: true, person: true, scope: "none" },
  "bank.answer-name-check": { partner: true, person: true, scope: "partner" },
  "bank.upload-statement": { partner: true, person: true, scope: "none" },
  "bank.rotate-key": { partner: true, person: "step_up", scope: "none" },
  "webhook.list-endpoints": { partner: true, person: true, scope: "none" },
  "webhook.create-endpoint": { partner: true, person: "step_up", scope: "none" },
  "webhook.manage-endpoint": { partner: true, person: true, scope: "partner" },
  "webhook.rotate-secret": { partner: true, person: "step_up", scope: "partner" },
  "webhook.ping": { partner: true, person: true, scope: "partner" },
  "webhook.read-deliveries": { partner: true, person: true, scope: "partner" },
  "webhook.replay": { partner: true, person: "step_up", scope: "partner" },
  "webhook.recover": { partner: true, person: "step_up", scope: "partner" },
  "webhook.poll-messages": { partner: true, scope: "none" },

  // Users and staff roles
  "users.list-staff": { staff: ["operator", "regulator"], scope: "none" },
  "users.read": { staff: ["operator"], scope: "none" },
  "users.request-role": { staff: ["operator"], scope: "none", stepUp: true },
  "users.confirm-role": { staff: ["operator"], scope: "none", stepUp: true },
  "users.revoke-role": { staff: ["operator"], scope: "none", stepUp: true },
  "users.end-sessions": { staff: ["operator"], scope: "none" },

  // Who owns and leads the platform: compared with every enterprise's people
  "platform-people.list": { staff: ["operator", "regulator"], scope: "none" },
  "platform-people.add": { staff: ["operator"], scope: "none", stepUp: true },
  "platform-people.end": { staff: ["operator"], scope: "none", stepUp: true },

  // Notices
  "notice.list-own": { signedIn: true, scope: "none" },
  "notice.mark-read": { signedIn: true, scope: "self" },

  // Audit trail
  "audit.read": { staff: ["operator", "regulator"], scope: "none" },
  "audit.read-own": { enterprise: ["owner"], scope: "enterprise" },
} as const satisfies Record<string, PermissionRule>;

/** The name of a permission. */
export type Permission = keyof typeof PERMISSIONS;

/** All names, for tests and documents that go through the table. */
export const isPermission = (name: string): name is Permission => Object.hasOwn(PERMISSIONS, name);
