import { randomBytes } from "node:crypto";
import { accountNumberSchema } from "@firstlot/core/bank/account-number";
import type { ApplyDeps } from "@firstlot/core/bank/apply-confirmation";
import type { InstructionEffects } from "@firstlot/core/bank/confirm-instruction";
import type { NameAnswerEffects } from "@firstlot/core/bank/name-question";
import { unallocatedBreak } from "@firstlot/core/bank/unallocated-break";
import type { CampaignDeps } from "@firstlot/core/campaign/campaign-deps";
import { campaignReviewEffects } from "@firstlot/core/campaign/campaign-review-effects";
import { followEnterpriseWork } from "@firstlot/core/campaign/follow-enterprise";
import {
  INDEX_WINDOW_MS,
  type ProjectionDeps,
  REFRESH_EVERY_MS,
} from "@firstlot/core/catalogue/project-event";
import type { PublicCampaignDeps } from "@firstlot/core/catalogue/public-campaign";
import { SnapshotIndex } from "@firstlot/core/catalogue/snapshot-index";
import { onNameCheckAnswered } from "@firstlot/core/enterprise/check-payout-name";
import type { EnterpriseDeps } from "@firstlot/core/enterprise/enterprise-deps";
import { enterpriseStillVerified, loadEnterprise } from "@firstlot/core/enterprise/enterprise-store";
import {
  loadPayoutAccount,
  payoutAccountStillVerified,
} from "@firstlot/core/enterprise/payout-account-store";
import {
  enterpriseReviewEffects,
  personBelongsTo,
  standingOf,
} from "@firstlot/core/enterprise/review-enterprise";
import { evidenceIdSchema } from "@firstlot/core/evidence/evidence";
import { loadEvidence } from "@firstlot/core/evidence/evidence-store";
import { putEvidenceUse } from "@firstlot/core/evidence/evidence-use";
import { insideScanner } from "@firstlot/core/evidence/look-inside";
import type { ScanDeps } from "@firstlot/core/evidence/scan-evidence";
import { enterpriseIdSchema } from "@firstlot/core/identity/actor";
import { ok } from "@firstlot/core/kernel/result";
import { money } from "@firstlot/core/money/money";
import { assignUnallocated } from "@firstlot/core/pledge/assign-unallocated";
import { campaignShards } from "@firstlot/core/pledge/campaign-shards";
import { confirmPayment } from "@firstlot/core/pledge/confirm-payment";
import { pledgeRefundNews } from "@firstlot/core/pledge/refund-news";
import { refundOfPledge } from "@firstlot/core/pledge/refund-pledge";
import { totalsOf } from "@firstlot/core/pledge/shard";
import { loadShards } from "@firstlot/core/pledge/shard-store";
import { resolveRefundAccount } from "@firstlot/core/refund/new-refund-account";
import { refundIdSchema } from "@firstlot/core/refund/refund";
import { refundInstructionEffects } from "@firstlot/core/refund/refund-effects";
import { openCase } from "@firstlot/core/review/open-case";
import { policyOf } from "@firstlot/core/review/policies";
import { caseIdSchema } from "@firstlot/core/review/review-case";
import { loadCase } from "@firstlot/core/review/review-store";
import type { StepDeps } from "@firstlot/core/review/run-step";
import type { ReviewDeps } from "@firstlot/core/review/work-case";
import { platformPeopleNow } from "@firstlot/core/screening/keep-platform-register";
import { missingDocuments } from "@firstlot/core/screening/missing-documents";
import { readEvidenceBytes } from "@firstlot/core/screening/read-evidence-bytes";
import { stepRunners } from "@firstlot/core/screening/step-runners";
import type { RunDeps } from "@firstlot/core/settlement/drive-run";
import { settlementInstructionEffects } from "@firstlot/core/settlement/instruction-effects";
import { hasPaidOut } from "@firstlot/core/settlement/reverse-split";
import type { SettlementDeps } from "@firstlot/core/settlement/settlement-deps";
import { trancheReviewEffects } from "@firstlot/core/settlement/tranche-review-effects";
import { paymentDesk } from "../payment-desk.ts";
import type { Platform } from "../platform.ts";
import { bankPorts } from "./banks.ts";

const SYSTEM = "system:bank";

/** Every capability with its ports filled: the one place where rooms that do not know each other are joined. */
export function wireDeps(platform: Platform) {
  const { store, blobs, clock, secrets } = platform;
  const banks = bankPorts(platform);
  const settlement = settlementDeps(platform);
  const effects: InstructionEffects = {
    refund: refundInstructionEffects({ store, onNews: pledgeRefundNews(store) }),
    ...settlementInstructionEffects(store),
  };
  const campaign: CampaignDeps = {
    store,
    enterprises: {
      standingOf: async (id) => ({
        ...(await standingOf(store, id)),
        stillVerified: { enterpriseVerified: enterpriseStillVerified(id) },
      }),
    },
    shards: campaignShards(store),
    bank: banks.campaignBank,
    payouts: { hasPaidOut: (campaignId) => hasPaidOut(store, campaignId) },
  };
  const apply: ApplyDeps = {
    store,
    effects,
    collect: async (command, payment, note) => {
      const onUnallocated = async ({
        id,
        fact,
      }: {
        id: string;
        fact: Parameters<typeof unallocatedBreak>[0]["fact"];
      }) => unallocatedBreak({ cause: id, fact }, SYSTEM);
      const applied = await confirmPayment(
        { store, onUnallocated },
        command,
        payment,
        ({ kind }) => note?.(kind) ?? {},
      );
      if (!applied.ok) return applied;
      const { value, replayed } = applied.value;
      return ok({ outcome: value.kind, isNoted: note !== undefined && !replayed });
    },
  };
  const review: ReviewDeps = {
    store,
    effects: {
      enterprise: enterpriseReviewEffects({ store }),
      campaign: campaignReviewEffects({ store }),
      tranche: trancheReviewEffects(settlement),
    },
    hasConflict: (personId, enterpriseId) => personBelongsTo(store, { personId, enterpriseId }),
  };
  const refunds = { store, onNews: pledgeRefundNews(store), nameCheck: banks.refundNameCheck };
  return {
    platform,
    banks,
    breaks: { store, assign: assignUnallocated(store) },
    bankDesk: { store, box: platform.secretBox, effects },
    nameQuestions: {
      store,
      effects: {
        "payout-account": ({ id, partnerId, result }, command) =>
          onNameCheckAnswered({ store }, command, {
            checkId: id,
            answer: result,
            partnerId,
          }),
        "refund-account": ({ id, about, result }, command) =>
          resolveRefundAccount(refunds, command, {
            ...{ refundId: refundIdSchema.parse(about), checkId: id, result },
            isByStaff: true,
          }),
      } satisfies NameAnswerEffects<unknown>,
    },
    settlement,
    effects,
    campaign,
    apply,
    review: { ...review, ...stepDeps(platform) },
    runs: { ...settlement, effects } satisfies RunDeps,
    statements: { ...apply, blobs },
    query: { store, effects, askBank: banks.askBank },
    enterprise: enterpriseDeps(platform),
    refunds,
    pledges: { store, desk: paymentDesk(platform), now: clock.business },
    deliveries: { store, box: platform.secretBox, send: platform.send, random: Math.random },
    endpoints: { store, box: platform.secretBox, randomBytes, allow: platform.egressAllowlist },
    evidence: { store, blobs },
    scan: {
      store,
      blobs,
      scanners: [insideScanner, ...(platform.scanners ?? [])],
    } satisfies ScanDeps,
    identity: { store, idSecret: secrets.id },
    catalogue: { store, index: new SnapshotIndex({ store, blobs, wall: clock.wall }) },
    projection: projectionDeps(platform),
    publicCampaign: publicCampaignDeps(platform, banks.bankName),
  };
}

/** What `wireDeps` gives. */
export type Wired = ReturnType<typeof wireDeps>;

function stepDeps({ store, blobs, clock, secrets }: Platform): StepDeps {
  return {
    store,
    runners: stepRunners({
      store,
      idSecret: secrets.id,
      now: clock.business,
      platformPeople: () => platformPeopleNow(store),
    }),
    read: readEvidenceBytes({ store, blobs }),
    wall: clock.wall,
  };
}

function settlementDeps({ store, clock }: Platform): SettlementDeps {
  return {
    store,
    now: clock.business,
    wall: clock.wall,
    refunds: { refund: (pledge, refund) => refundOfPledge(store, pledge, refund) },
    enterprises: {
      mayReceive: async (id) => (await loadEnterprise(store, id))?.status === "verified",
      payoutAccount: async (id) => {
        const account = await loadPayoutAccount(store, id);
        if (account?.status !== "verified") return undefined;
        return {
          payee: { name: account.name, account: accountNumberSchema.parse(account.number) },
          stillVerified: { payoutVerified: payoutAccountStillVerified(account) },
        };
      },
    },
    evidence: {
      find: async (enterpriseId, id) => {
        const parsed = evidenceIdSchema.safeParse(id);
        const found = parsed.success ? await loadEvidence(store, parsed.data) : undefined;
        if (found?.enterpriseId !== enterpriseId || found.status === "refused") return undefined;
        return found.status === "quarantined" ? "quarantined" : { type: found.type, sha256: found.sha256 };
      },
      used: (id, by) => ({
        [`evidence-use:${id}`]: putEvidenceUse({ ...by, evidenceId: evidenceIdSchema.parse(id) }),
      }),
    },
    review: {
      open: ({ trancheId, enterpriseId, contentHash, amount, caseId }, command) =>
        openCase(store, command, {
          subject: {
            kind: "tranche",
            id: trancheId,
            enterpriseId: enterpriseIdSchema.parse(enterpriseId),
            contentHash,
          },
          amount,
          ...(caseId === undefined ? {} : { caseId }),
        }),
    },
  };
}

function enterpriseDeps({ store, secrets }: Platform): EnterpriseDeps {
  return {
    store,
    idSecret: secrets.id,
    openReviewCase: (command, request) => openCase(store, command, request),
    missingDocuments: missingDocuments({ store }),
    // besides, a suspension stops money by `mayReceive` when it would move, and publication by `stillVerified`
    effects: {
      onSuspended: async (id, command) => followEnterpriseWork(id, command),
      onReinstated: async (id, command) => followEnterpriseWork(id, command),
    },
  };
}

function projectionDeps({ store, clock }: Platform): ProjectionDeps {
  return {
    store,
    refreshEveryMs: () => REFRESH_EVERY_MS,
    indexWindowMs: () => INDEX_WINDOW_MS,
    now: clock.business,
    totalsOf: async ({ campaignId, shards, currency }) => {
      const totals = totalsOf(await loadShards(store, { campaignId, shards }));
      return {
        raised: money(totals.paidRaised, currency),
        reserved: money(totals.reservedRaised, currency),
        backers: totals.paidCount,
        unitsLeft: totals.units,
      };
    },
    enterpriseName: async (id) => (await loadEnterprise(store, id))?.profile.legalName ?? "",
  };
}

function publicCampaignDeps(
  { store }: Platform,
  bankName: PublicCampaignDeps["bankName"],
): PublicCampaignDeps {
  return {
    store,
    bankName,
    reviewOf: async (caseId) => {
      const found = await loadCase(store, caseIdSchema.parse(caseId));
      if (found?.status !== "decided") return undefined;
      return {
        policy: found.policy,
        decidedAt: found.decision.at,
        deciders: 1 + found.decision.approvers.length,
        steps: found.steps.map(({ kind, mode, status }) => ({ step: kind, mode, outcome: status })),
        notChecked: policyOf(found.policy).notChecked,
      };
    },
  };
}
