import { append } from "../audit/event.ts";
import type { Json } from "../kernel/canonical-json.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Key, Page, Store, StoredItem, Write, Writes } from "../kernel/store.ts";
import { formatAmount } from "../money/money.ts";
import {
  approversNeeded,
  type PaymentIn,
  type PaymentRequest,
  type PaymentRequestId,
  paymentRequestIdSchema,
  paymentRequestSchema,
} from "./payment-request.ts";

export const paymentRequestKey = (id: PaymentRequestId): Key => ({ pk: `PAYMENT#${id}`, sk: "STATE" });

const listOf = (campaignId: string): string => `PAYMENTS#${campaignId}`;

const parsePaymentRequest = (item: StoredItem): PaymentRequest => {
  const { pk: _pk, sk: _sk, listPk: _listPk, listSk: _listSk, ...request } = item;
  return paymentRequestSchema.parse(request);
};

/** The payment request, read strongly. */
export async function loadPaymentRequest(
  store: Store,
  id: PaymentRequestId,
): Promise<PaymentRequest | undefined> {
  const item = await store.get(paymentRequestKey(id));
  return item && parsePaymentRequest(item);
}

const PAGE_MAX = 100;

/** A campaign's payment requests, newest first; from the index, for lists. */
export async function listPaymentRequests(
  store: Store,
  options: { campaignId: string; limit: number; after?: StoredItem | undefined },
): Promise<Page<PaymentRequest>> {
  const page = await store.query({
    index: "list",
    pk: listOf(options.campaignId),
    newestFirst: true,
    limit: Math.min(options.limit, PAGE_MAX),
    after: options.after,
  });
  return { items: page.items.map(parsePaymentRequest), next: page.next };
}

/** The row of a payment that waits for approvers: there while it waits, gone when it is decided. */
const WAITING = "PAYMENTS-WAITING";
const waits = (
  request: PaymentRequest | undefined,
): request is Extract<PaymentRequest, { status: "requested" }> =>
  request?.status === "requested" && approversNeeded(request.amount) > 0;

function waitingWrite(next: PaymentRequest, stored: PaymentRequest | undefined): Writes {
  if (waits(next) === waits(stored)) return {};
  const key = (requestedAt: string): Key => ({ pk: WAITING, sk: `${requestedAt}#${next.id}` });
  if (waits(next))
    return {
      "payment-waiting": {
        Put: {
          Item: { ...key(next.requestedAt), id: next.id },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
    };
  return waits(stored)
    ? {
        "payment-waiting": {
          Delete: { Key: key(stored.requestedAt), ConditionExpression: "attribute_exists(pk)" },
        },
      }
    : {};
}

/** Payments that wait for approvers, longest waiting first; each as it stands now. */
export async function listWaitingPayments(
  store: Store,
  options: { limit: number; after?: StoredItem | undefined },
): Promise<Page<PaymentRequest>> {
  const { limit, after } = options;
  const page = await store.query({ pk: WAITING, limit: Math.min(limit, PAGE_MAX), after });
  const ids = page.items.map(({ id }) => paymentRequestIdSchema.parse(id));
  const requests = await Promise.all(ids.map((id) => loadPaymentRequest(store, id)));
  return { items: requests.filter(waits), next: page.next };
}

function putPaymentRequest(next: PaymentRequest, previous: PaymentRequest | undefined): Write {
  const Item = {
    ...paymentRequestKey(next.id),
    ...next,
    listPk: listOf(next.campaignId),
    listSk: `${next.createdAt}#${next.id}`,
  };
  if (previous === undefined) return { Put: { Item, ConditionExpression: "attribute_not_exists(pk)" } };
  return {
    Put: {
      Item,
      ConditionExpression: "version = :previous",
      ExpressionAttributeValues: { ":previous": previous.version },
    },
  };
}

/** The name of the write that loses a version race. */
export const paymentWriteName = (id: PaymentRequestId): string => `payment:${id}`;

function aboutPayment(request: PaymentRequest): Readonly<Record<string, Json>> {
  const { campaignId, enterpriseId, lineId, amount, invoiceEvidenceId } = request;
  return {
    ...{ campaignId, enterpriseId, lineId, amount: formatAmount(amount), currency: amount.currency },
    ...(invoiceEvidenceId === undefined ? {} : { invoice: invoiceEvidenceId }),
  };
}

/** Takes a draft away with its list row; its last event says so. */
export function paymentDraftDeletion(deletion: {
  draft: PaymentIn<"draft">;
  actor: string;
  at: Instant;
}): Writes {
  const { draft, actor, at } = deletion;
  const happening = { kind: "payment.draft_deleted", actor, at, data: aboutPayment(draft) };
  const { version, write } = append({ id: draft.id, previous: draft, happening });
  return {
    [paymentWriteName(draft.id)]: {
      Delete: {
        Key: paymentRequestKey(draft.id),
        ConditionExpression: "version = :previous",
        ExpressionAttributeValues: { ":previous": draft.version },
      },
    },
    [`event:${draft.id}:${version}`]: write,
  };
}

/** Records one change of a payment request: the item and its event. Events hold no payee. */
export function paymentRequestChange(change: {
  previous: PaymentRequest | undefined;
  /** The request as it is stored, where one commit records two changes. */
  stored?: PaymentRequest;
  next: PaymentRequest;
  kind: string;
  actor: string;
  at: Instant;
  data?: Readonly<Record<string, Json>>;
}): { request: PaymentRequest; writes: Writes } {
  const { previous, next, kind, actor, at, data = {}, stored = previous } = change;
  const { version, eventHash, write } = append({
    id: next.id,
    previous,
    happening: { kind, actor, at, data: { ...aboutPayment(next), ...data } },
  });
  const request = { ...next, version, eventHash };
  return {
    request,
    writes: {
      [paymentWriteName(next.id)]: putPaymentRequest(request, stored),
      [`event:${next.id}:${version}`]: write,
      ...waitingWrite(request, stored),
    },
  };
}
