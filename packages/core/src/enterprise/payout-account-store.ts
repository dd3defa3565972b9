import { z } from "zod";
import { append } from "../audit/event.ts";
import type { NameCheckId } from "../bank/name-check-id.ts";
import { type EnterpriseId, enterpriseIdSchema } from "../identity/actor.ts";
import type { Json } from "../kernel/canonical-json.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Key, Store, StoredItem, Write, Writes } from "../kernel/store.ts";
import { dueAttributes } from "../work/due.ts";
import { putWork } from "../work/work-item.ts";
import { isAnswered, type PayoutAccount, payoutAccountSchema } from "./payout-account.ts";

export const payoutAccountKey = (enterpriseId: EnterpriseId): Key => ({
  pk: `PAYOUT#${enterpriseId}`,
  sk: "STATE",
});

function parseAccount(item: StoredItem): PayoutAccount {
  const { pk: _pk, sk: _sk, duePk: _duePk, dueSk: _dueSk, ...account } = item;
  return payoutAccountSchema.parse(account);
}

/** The payout account of an enterprise, read strongly. */
export async function loadPayoutAccount(
  store: Store,
  enterpriseId: EnterpriseId,
): Promise<PayoutAccount | undefined> {
  const item = await store.get(payoutAccountKey(enterpriseId));
  return item === undefined ? undefined : parseAccount(item);
}

/** A held account whose name is confirmed comes due at the end of its hold; any other waits for somebody to act. */
function putPayoutAccount(next: PayoutAccount, previous?: PayoutAccount): Write {
  const key = payoutAccountKey(next.enterpriseId);
  const waits = next.status === "on_hold" && isAnswered(next.check);
  return {
    Put: {
      Item: { ...key, ...next, ...(waits ? dueAttributes(key.pk, next.holdUntil) : {}) },
      ...(previous === undefined
        ? { ConditionExpression: "attribute_not_exists(pk)" }
        : {
            ConditionExpression: "version = :previous",
            ExpressionAttributeValues: { ":previous": previous.version },
          }),
    },
  };
}

/**
 * Records one change of a payout account as the writes `payout-account` and `payout-account-event`; its event is in
 * the partition of the enterprise and names accounts only by keyed hashes.
 */
export function payoutAccountChange(change: {
  previous: PayoutAccount | undefined;
  next: PayoutAccount;
  kind: string;
  actor: string;
  at: Instant;
  data?: Readonly<Record<string, Json>>;
}): { account: PayoutAccount; writes: Writes } {
  const { previous, next, kind, actor, at, data = {} } = change;
  const { version, eventHash, write } = append({
    id: next.id,
    previous,
    happening: {
      kind,
      actor,
      at,
      data: {
        enterpriseId: next.enterpriseId,
        status: next.status,
        accountHash: next.accountHash,
        previousAccountHash: previous?.accountHash ?? null,
        ...data,
      },
    },
    stream: next.enterpriseId,
  });
  const account: PayoutAccount = { ...next, version, eventHash };
  return {
    account,
    writes: { "payout-account": putPayoutAccount(account, previous), "payout-account-event": write },
  };
}

const nameCheckKey = (id: NameCheckId): Key => ({ pk: `NAMECHECK#${id}`, sk: "STATE" });
const askedCheckSchema = z.object({ enterpriseId: enterpriseIdSchema, partnerId: z.string().optional() });

/** Asks a bank about the name of an account: who it is about, and the work that carries the question. */
export const askNameCheck = (account: PayoutAccount, checkId: NameCheckId, at: Instant): Writes => ({
  "name-check": {
    Put: {
      Item: { ...nameCheckKey(checkId), enterpriseId: account.enterpriseId, requestedAt: at },
      ConditionExpression: "attribute_not_exists(pk)",
    },
  },
  "name-check-work": putWork({
    kind: "enterprise.check-payout-name",
    ref: account.enterpriseId,
    dueAt: at,
    cause: [checkId],
    data: { checkId },
  }),
});

/** Which enterprise a name check is about, and which bank was asked. */
export async function loadNameCheck(
  store: Store,
  id: NameCheckId,
): Promise<{ enterpriseId: EnterpriseId; partnerId?: string | undefined } | undefined> {
  const item = await store.get(nameCheckKey(id));
  return item === undefined ? undefined : askedCheckSchema.parse(item);
}

/** Notes which bank was asked: only that bank may answer. */
export const noteAskedBank = (id: NameCheckId, partnerId: string): Write => ({
  Update: {
    Key: nameCheckKey(id),
    UpdateExpression: "SET partnerId = :partner",
    ConditionExpression: "attribute_exists(pk) AND (attribute_not_exists(partnerId) OR partnerId = :partner)",
    ExpressionAttributeValues: { ":partner": partnerId },
  },
});

/** For a commit that sends money: the account is verified, and it is the one that the caller has read. */
export const payoutAccountStillVerified = (
  account: Pick<PayoutAccount, "enterpriseId" | "accountHash">,
): Write => ({
  ConditionCheck: {
    Key: payoutAccountKey(account.enterpriseId),
    ConditionExpression: "#status = :verified AND accountHash = :account",
    ExpressionAttributeNames: { "#status": "status" },
    ExpressionAttributeValues: { ":verified": "verified", ":account": account.accountHash },
  },
});
