import { z } from "zod";
import { append } from "../audit/event.ts";
import { type PartnerId, partnerIdSchema } from "../identity/actor.ts";
import { blobKeySchema } from "../kernel/blob-store.ts";
import type { Json } from "../kernel/canonical-json.ts";
import { derivedIdPart, idSchema } from "../kernel/id.ts";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import type { Key, Store, StoredItem, Write, Writes } from "../kernel/store.ts";
import { currencySchema } from "../money/currency.ts";
import { type AccountNumber, accountNumberSchema } from "./account-number.ts";

export const statementRecordIdSchema = idSchema("stm", "StatementRecordId");

const base = {
  id: statementRecordIdSchema,
  partnerId: partnerIdSchema,
  account: accountNumberSchema,
  currency: currencySchema,
  /** The bank's own id and number of it. */
  statementId: z.string(),
  sequence: z.int().min(0),
  bankDay: z.string(),
  openingMinor: z.int(),
  closingMinor: z.int(),
  lines: z.int().min(0),
  /** Hash of what it says, not of its file: a second file with the same content is the same statement. */
  contentHash: z.string(),
  blobKey: blobKeySchema,
  format: z.enum(["camt053", "csv"]),
  /** Its place among the statements of the file. */
  position: z.int().min(0),
  receivedAt: instantSchema,
  version: z.int().min(1),
  eventHash: z.string(),
};

/** A statement as it was received. `stopped`: it does not follow the one before, so nothing of it is matched. */
export const statementRecordSchema = z.discriminatedUnion("status", [
  z.strictObject({ ...base, status: z.literal("received") }),
  z.strictObject({
    ...base,
    status: z.literal("stopped"),
    reason: z.enum(["statement_gap", "opening_differs"]),
  }),
  z.strictObject({ ...base, status: z.literal("matched"), matchedAt: instantSchema }),
]);
export type StatementRecord = Readonly<z.infer<typeof statementRecordSchema>>;

/** An account at a bank, as statements name it. */
export interface AccountAddress {
  readonly partnerId: PartnerId;
  readonly account: AccountNumber;
}

const SEQUENCE_DIGITS = 10;
const partitionOf = ({ partnerId, account }: AccountAddress): string => `STATEMENT#${partnerId}#${account}`;
const sortOf = (sequence: number): string => `SEQ#${String(sequence).padStart(SEQUENCE_DIGITS, "0")}`;

export const statementKey = (address: AccountAddress & { sequence: number }): Key => ({
  pk: partitionOf(address),
  sk: sortOf(address.sequence),
});

/** The id of an account's statement with this number. */
export const statementRecordIdOf = ({
  partnerId,
  account,
  sequence,
}: AccountAddress & { sequence: number }): StatementRecord["id"] =>
  statementRecordIdSchema.parse(`stm_${derivedIdPart([partnerId, account, String(sequence)])}`);

const parseRecord = (item: StoredItem): StatementRecord => {
  const { pk: _pk, sk: _sk, listPk: _listPk, listSk: _listSk, ...record } = item;
  return statementRecordSchema.parse(record);
};

function putRecord(next: StatementRecord, previous?: StatementRecord): Write {
  const Item = {
    ...statementKey(next),
    ...next,
    listPk: `STATEMENT#${next.partnerId}`,
    listSk: `${next.bankDay}#${next.account}#${next.id}`,
  };
  if (!previous) return { Put: { Item, ConditionExpression: "attribute_not_exists(pk)" } };
  return {
    Put: {
      Item,
      ConditionExpression: "version = :previous",
      ExpressionAttributeValues: { ":previous": previous.version },
    },
  };
}

/** The writes of a statement's change, with its event. */
export function changeStatement<T extends StatementRecord>(options: {
  previous: StatementRecord | undefined;
  next: T;
  actor: string;
  at: Instant;
  data?: Readonly<Record<string, Json>>;
}): { next: T; writes: Writes } {
  const { previous, actor, at, data = {} } = options;
  const { id, status, statementId } = options.next;
  const { version, eventHash, write } = append({
    id,
    previous,
    happening: { kind: `statement.${status}`, actor, at, data: { statementId, ...data } },
  });
  const next = { ...options.next, version, eventHash };
  return {
    next,
    writes: { [`statement:${id}`]: putRecord(next, previous), [`event:${id}:${version}`]: write },
  };
}

/** The statement with a number. */
export async function loadStatement(
  store: Store,
  address: AccountAddress & { sequence: number },
): Promise<StatementRecord | undefined> {
  const item = await store.get(statementKey(address));
  return item && parseRecord(item);
}

/** The first statement of an account after a number; `undefined` when none is there yet. */
export async function nextStatement(
  store: Store,
  { after, ...address }: AccountAddress & { after: number },
): Promise<StatementRecord | undefined> {
  const { items } = await store.query({
    pk: partitionOf(address),
    from: sortOf(after + 1),
    to: sortOf(10 ** SEQUENCE_DIGITS - 1),
    limit: 1,
  });
  const [item] = items;
  return item && parseRecord(item);
}

/** How far the statements of an account have been matched. */
export const statementHeadSchema = z.strictObject({
  sequence: z.int(),
  closingMinor: z.int(),
  bankDay: z.string(),
});
export type StatementHead = Readonly<z.infer<typeof statementHeadSchema>>;

const headKey = (address: AccountAddress): Key => ({ pk: partitionOf(address), sk: "HEAD" });

/** The last statement that was matched, read strongly. */
export async function loadHead(store: Store, address: AccountAddress): Promise<StatementHead | undefined> {
  const item = await store.get(headKey(address));
  if (!item) return undefined;
  const { pk: _pk, sk: _sk, ...head } = item;
  return statementHeadSchema.parse(head);
}

/** Moves the head on; refused when another worker did. */
export const putHead = (address: AccountAddress, next: StatementHead, previous?: StatementHead): Write => ({
  Put: {
    Item: { ...headKey(address), ...next },
    ...(previous === undefined
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : {
          ConditionExpression: "#sequence = :previous",
          ExpressionAttributeNames: { "#sequence": "sequence" },
          ExpressionAttributeValues: { ":previous": previous.sequence },
        }),
  },
});

/** A partner's statements, newest bank day first. */
export async function listStatements(
  store: Store,
  options: { partnerId: PartnerId; limit: number; after?: StoredItem | undefined },
): Promise<{ statements: readonly StatementRecord[]; next?: StoredItem | undefined }> {
  const { partnerId, limit, after } = options;
  const page = await store.query({
    index: "list",
    pk: `STATEMENT#${partnerId}`,
    newestFirst: true,
    limit,
    after,
  });
  return { statements: page.items.map(parseRecord), next: page.next };
}
