import type { CampaignId } from "../campaign/campaign.ts";
import type { EnterpriseId } from "../identity/actor.ts";
import { type Command, commandKey, createdId, type Done, once } from "../kernel/command.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Writes } from "../kernel/store.ts";
import {
  type AskedPayment,
  changePayment,
  commitRefusal,
  type FoundPayment,
  findPayment,
  type PaymentOutcome,
  tryPaymentChange,
} from "./payment-command.ts";
import {
  discardDraft,
  type PaymentContent,
  type PaymentRequest,
  type PaymentRequestId,
  paymentRequestIdSchema,
  rewriteDraft,
} from "./payment-request.ts";
import { paymentDraftDeletion, paymentRequestChange, paymentRequestKey } from "./payment-request-store.ts";
import { guardWrites } from "./request-tranche.ts";
import type { SettlementDeps } from "./settlement-deps.ts";
import type { SettlementRefusal } from "./settlement-refusal.ts";
import { loadSettlement } from "./settlement-store.ts";

/** The enterprise writes a payment request down; nothing is asked for yet. */
export function draftPayment(
  deps: SettlementDeps,
  command: Command,
  input: {
    campaignId: CampaignId;
    enterpriseId: EnterpriseId;
    content: PaymentContent;
    guards?: Writes | undefined;
  },
): Promise<PaymentOutcome> {
  const { campaignId, enterpriseId, content, guards } = input;
  const id = paymentRequestIdSchema.parse(createdId("pay", command));
  const attempt = async (): Promise<FoundPayment> => {
    const settlement = await loadSettlement(deps.store, campaignId);
    if (settlement?.enterpriseId !== enterpriseId || settlement.status !== "confirmed")
      return err({ kind: "not_found" });
    const { now: at, actor, payloadHash } = command;
    const ground = { id, campaignId, enterpriseId, partnerId: settlement.partnerId, ...content };
    const chain = { version: 1, eventHash: "", payloadHash };
    const { request, writes } = paymentRequestChange({
      previous: undefined,
      next: { ...ground, ...chain, createdBy: actor, createdAt: at, status: "draft" },
      kind: "payment.drafted",
      actor,
      at,
    });
    const committed = await deps.store.commit(mergeWrites(writes, guardWrites(guards)));
    killPoint("payment.drafted");
    return committed.ok ? ok(request) : err(commitRefusal(committed.error));
  };
  return once<PaymentRequest, SettlementRefusal>({
    store: deps.store,
    command,
    identity: paymentRequestKey(id),
    attempt,
    current: () => findPayment(deps, { paymentId: id, enterpriseId }),
  });
}

/** The enterprise writes its draft anew, whole; what was asked for already stays as it is. */
export const editPaymentDraft = (
  deps: SettlementDeps,
  command: Command,
  input: AskedPayment & { content: PaymentContent },
): Promise<PaymentOutcome> =>
  changePayment(deps, command, input, async (request) => {
    const next = rewriteDraft(request, input.content);
    if (!next.ok) return next;
    const { now: at, actor } = command;
    return ok(
      paymentRequestChange({ previous: request, next: next.value, kind: "payment.draft_edited", actor, at }),
    );
  });

/** The enterprise takes its draft away. Its events stay; the draft is not there any more. */
export const deletePaymentDraft = (
  deps: SettlementDeps,
  command: Command,
  asked: AskedPayment,
): Promise<Result<Done<{ id: PaymentRequestId }>, SettlementRefusal>> =>
  once<{ id: PaymentRequestId }, SettlementRefusal>({
    store: deps.store,
    command,
    identity: commandKey(command),
    attempt: () =>
      tryPaymentChange(deps, command, asked, async (request) => {
        const draft = discardDraft(request);
        if (!draft.ok) return draft;
        const { now: at, actor } = command;
        return ok({ request, writes: paymentDraftDeletion({ draft: draft.value, actor, at }) });
      }),
    current: async () => ok({ id: asked.paymentId }),
  });
