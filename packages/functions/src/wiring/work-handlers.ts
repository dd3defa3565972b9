import { accountNumberSchema } from "@firstlot/core/bank/account-number";
import { applyConfirmation } from "@firstlot/core/bank/apply-confirmation";
import { instructionIdSchema } from "@firstlot/core/bank/instruction";
import { nameCheckIdSchema } from "@firstlot/core/bank/name-check-id";
import { queryInstruction } from "@firstlot/core/bank/query-instruction";
import { matchAndReconcile } from "@firstlot/core/bank/reconcile-account";
import { followEnterprise } from "@firstlot/core/campaign/follow-enterprise";
import { alignShards } from "@firstlot/core/campaign/run-campaign";
import { buildIndex } from "@firstlot/core/catalogue/index-snapshot";
import { refreshTotals } from "@firstlot/core/catalogue/project-event";
import { carryNameCheck } from "@firstlot/core/enterprise/check-payout-name";
import { evidenceIdSchema } from "@firstlot/core/evidence/evidence";
import { readEvidence } from "@firstlot/core/evidence/read-evidence";
import { scanEvidence } from "@firstlot/core/evidence/scan-evidence";
import { enterpriseIdSchema, partnerIdSchema } from "@firstlot/core/identity/actor";
import { mailInvitation } from "@firstlot/core/identity/mail-invitation";
import { type Command, systemCommand } from "@firstlot/core/kernel/command";
import { instantSchema } from "@firstlot/core/kernel/instant";
import { mailNotice } from "@firstlot/core/notice/mail-notice";
import { checkRefundAccount } from "@firstlot/core/refund/new-refund-account";
import { refundIdSchema } from "@firstlot/core/refund/refund";
import { onCaseDeadline } from "@firstlot/core/review/case-deadline";
import { runStep } from "@firstlot/core/review/run-step";
import { stepKindSchema } from "@firstlot/core/review/step";
import { closeShards, decideSettlement } from "@firstlot/core/settlement/close-campaign";
import { driveRun } from "@firstlot/core/settlement/drive-run";
import { finishSettlement } from "@firstlot/core/settlement/finish-settlement";
import { confirmPledges, refundPledges } from "@firstlot/core/settlement/settle-pledges";
import { deliver } from "@firstlot/core/webhook/deliver";
import { deliveryIdSchema } from "@firstlot/core/webhook/delivery";
import { endpointIdSchema } from "@firstlot/core/webhook/endpoint";
import { checkHealth } from "@firstlot/core/webhook/endpoint-health";
import { fanOut } from "@firstlot/core/webhook/fan-out";
import { messageIdSchema } from "@firstlot/core/webhook/message";
import { recoverDeliveries } from "@firstlot/core/webhook/replay";
import { verifyEndpoint } from "@firstlot/core/webhook/verify-endpoint";
import {
  endingOf,
  type WorkHandler,
  type WorkHandlers,
  type WorkOutcome,
} from "@firstlot/core/work/run-work";
import type { WorkItem } from "@firstlot/core/work/work-item";
import { z } from "zod";
import type { Wired } from "./deps.ts";
import { readerOf } from "./readers.ts";

const DONE: WorkOutcome = { kind: "done" };

const partnerData = z.looseObject({ partnerId: partnerIdSchema });
const refundCheckData = z.object({ checkId: nameCheckIdSchema, isAsked: z.boolean().default(false) });
const accountData = partnerData.extend({ account: accountNumberSchema, looks: z.int().default(0) });

/** The effect of every kind of work; a kind that is missing here does not compile. */
export function workHandlers(wired: Wired): WorkHandlers {
  const { platform } = wired;
  const commandOf = (item: WorkItem): Command =>
    systemCommand({
      name: item.kind,
      cause: [item.id],
      now: platform.clock.business(),
      wall: platform.clock.wall(),
    });
  /** An effect that is over when it returns. */
  const once =
    (effect: (item: WorkItem, command: Command) => Promise<unknown>): WorkHandler =>
    async (item) => {
      await effect(item, commandOf(item));
      return DONE;
    };
  return {
    ...reviewHandlers(wired, once, commandOf),
    ...settlementHandlers(wired),
    ...webhookHandlers(wired, once, commandOf),
    ...bankHandlers(wired, commandOf),
    "campaign.align-shards": once((item) => alignShards(wired.campaign, item.ref)),
    "campaign.follow-enterprise": once((item, command) =>
      followEnterprise(wired.campaign, command, enterpriseIdSchema.parse(item.ref)),
    ),
    "catalogue.build-index": once(() => buildIndex(wired.evidence, platform.clock.business())),
    "catalogue.refresh-card": once((item) => refreshTotals(wired.projection, item.ref)),
    "invitation.mail": once((item) =>
      mailInvitation({ ...wired.identity, send: platform.mailer.send, origin: platform.origin }, item.ref),
    ),
    "notice.mail": once((item) =>
      mailNotice(
        {
          store: platform.store,
          readerOf: readerOf(platform.store),
          send: platform.mailer.send,
          origin: platform.origin,
        },
        item.ref,
      ),
    ),
  };
}

type Once = (effect: (item: WorkItem, command: Command) => Promise<unknown>) => WorkHandler;
type CommandOf = (item: WorkItem) => Command;

const reviewHandlers = (wired: Wired, once: Once, commandOf: CommandOf) =>
  ({
    "enterprise.check-payout-name": once((item, command) =>
      carryNameCheck(
        { store: wired.platform.store, bank: wired.banks.nameCheckBank },
        command,
        z.looseObject({ checkId: nameCheckIdSchema }).parse(item.data).checkId,
      ),
    ),
    "evidence.scan": once((item, command) =>
      scanEvidence(wired.scan, command, evidenceIdSchema.parse(item.ref)),
    ),
    "evidence.read": once((item, command) =>
      readEvidence(wired.evidence, command, {
        evidenceId: evidenceIdSchema.parse(item.ref),
        version: z.looseObject({ version: z.int() }).parse(item.data).version,
      }),
    ),
    "review.run-step": once((item, command) =>
      runStep(wired.review, command, {
        caseId: item.ref,
        step: z.looseObject({ step: stepKindSchema }).parse(item.data).step,
      }),
    ),
    "review.deadline": once((item, command) =>
      onCaseDeadline(wired.review, command, {
        caseId: item.ref,
        ...z.object({ what: z.enum(["reminder", "breach"]), decisionDueAt: z.string() }).parse(item.data),
      }),
    ),
    "refund.check-account": async (item: WorkItem): Promise<WorkOutcome> => {
      const { checkId, isAsked } = refundCheckData.parse(item.data);
      const work = { refundId: refundIdSchema.parse(item.ref), checkId, isAsked, attempt: item.attempt };
      const checked = await checkRefundAccount(wired.refunds, commandOf(item), work);
      return checked.kind === "over"
        ? DONE
        : { kind: "again", dueAt: checked.giveUpAt, data: { checkId, isAsked: true } };
    },
  }) as const;

const settlementHandlers = ({ settlement, runs }: Wired) =>
  ({
    "campaign.close-shards": (item: WorkItem) => closeShards(settlement, item.ref),
    "settlement.decide": (item: WorkItem) => decideSettlement(settlement, item),
    "settlement.confirm-pledges": (item: WorkItem) => confirmPledges(settlement, item),
    "settlement.refund-pledges": (item: WorkItem) => refundPledges(settlement, item),
    "settlement.finish": (item: WorkItem) => finishSettlement(settlement, item),
    "settlement.open-run": (item: WorkItem) => driveRun(runs, item),
  }) as const;

const webhookHandlers = (wired: Wired, once: Once, commandOf: CommandOf) =>
  ({
    "webhook.publish": once((item, command) =>
      fanOut(wired.deliveries, command, messageIdSchema.parse(item.ref)),
    ),
    "webhook.deliver": async (item: WorkItem): Promise<WorkOutcome> => {
      const { round } = z.looseObject({ round: z.int() }).parse(item.data);
      const delivered = await deliver(wired.deliveries, commandOf(item), {
        deliveryId: deliveryIdSchema.parse(item.ref),
        round,
      });
      return delivered.kind === "over" ? DONE : { kind: "again", dueAt: delivered.dueAt, data: item.data };
    },
    "webhook.recover": async (item: WorkItem): Promise<WorkOutcome> => {
      const input = partnerData
        .extend({ since: instantSchema, after: z.string().optional() })
        .parse(item.data);
      const recovered = await recoverDeliveries(wired.deliveries, commandOf(item), {
        partnerId: input.partnerId,
        endpointId: endpointIdSchema.parse(item.ref),
        since: input.since,
        after: input.after,
      });
      if (recovered.kind === "over") return DONE;
      const { dueAt, after, since = input.since } = recovered;
      return {
        kind: "again",
        dueAt,
        data: { partnerId: input.partnerId, since, ...(after === undefined ? {} : { after }) },
      };
    },
    "webhook.verify-endpoint": once((item, command) =>
      verifyEndpoint(wired.deliveries, command, {
        ...partnerData.pick({ partnerId: true }).parse(item.data),
        id: endpointIdSchema.parse(item.ref),
      }),
    ),
    "webhook.endpoint-health": once((item, command) =>
      checkHealth(wired.deliveries, command, {
        ...partnerData.pick({ partnerId: true }).parse(item.data),
        id: endpointIdSchema.parse(item.ref),
      }),
    ),
  }) as const;

const bankHandlers = (wired: Wired, commandOf: CommandOf) =>
  ({
    "bank.apply-fact": async (item: WorkItem): Promise<WorkOutcome> => {
      const command = commandOf(item);
      const { isEnded } = await applyConfirmation(wired.apply, command, {
        partnerId: partnerData.parse(item.data).partnerId,
        webhookId: item.ref,
        attempt: item.attempt,
        ending: endingOf(item, command.now),
      });
      return { kind: "done", isStored: isEnded };
    },
    "bank.query-instruction": async (item: WorkItem): Promise<WorkOutcome> => {
      const asked = await queryInstruction(wired.query, commandOf(item), instructionIdSchema.parse(item.ref));
      return asked.kind === "waiting" ? { kind: "again", dueAt: asked.dueAt, data: item.data } : DONE;
    },
    "statement.match": async (item: WorkItem): Promise<WorkOutcome> => {
      const { partnerId, account, looks } = accountData.parse(item.data);
      const matched = await matchAndReconcile(wired.statements, commandOf(item), {
        partnerId,
        account,
        looks,
      });
      return matched.kind === "done"
        ? DONE
        : { kind: "again", dueAt: matched.dueAt, data: { partnerId, account, looks: matched.looks } };
    },
  }) as const;
