import { z } from "zod";
import { type PartnerId, partnerIdSchema } from "../identity/actor.ts";
import { sha256Hex } from "../kernel/id.ts";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import type { CommitFailure, Key, Store, StoredItem, Write } from "../kernel/store.ts";
import { positiveMoneySchema } from "../money/money.ts";
import {
  type AccountNumber,
  accountNumberSchema,
  type BankReference,
  bankReferenceSchema,
} from "./account-number.ts";

/** Partitions of one account's facts. */
const FACT_BUCKETS = 16;
/** Partitions of one account's and day's facts in the list. */
const LIST_SHARDS = 4;

export const bankFactSchema = z.strictObject({
  partnerId: partnerIdSchema,
  account: accountNumberSchema,
  bankReference: bankReferenceSchema,
  amount: positiveMoneySchema,
  /** Seen from us: money in (credit) or out (debit). */
  direction: z.enum(["credit", "debit"]),
  bookedAt: instantSchema,
  /** What it was applied to: a pledge, an instruction, a statement line. */
  cause: z.string().min(1).max(200),
  /** Business time at which it was recorded here. */
  at: instantSchema,
});

/** Something that happened at a bank, known by partner, account and the bank's reference; recorded once for ever. */
export type BankFact = Readonly<z.infer<typeof bankFactSchema>>;

const bucketOf = (reference: BankReference): number =>
  Number.parseInt(sha256Hex(reference).slice(0, 4), 16) % FACT_BUCKETS;

interface FactAddress {
  readonly partnerId: PartnerId;
  readonly account: AccountNumber;
  readonly bankReference: BankReference;
}

export const bankFactKey = ({ partnerId, account, bankReference }: FactAddress): Key => ({
  pk: `BANKREF#${partnerId}#${account}#${bucketOf(bankReference)}`,
  sk: bankReference,
});

const listPartition = (
  { partnerId, account }: Pick<FactAddress, "partnerId" | "account">,
  shard: number,
): string => `FACT#${partnerId}#${account}#${shard}`;

/** The name of the write of `fact` in its transaction. */
export const bankFactName = ({ account, bankReference }: BankFact): string =>
  `fact:${account}:${bankReference}`;

/**
 * Records a fact in the transaction of its effect. The second time, by whatever way it comes (a repeated
 * confirmation, a statement), its condition fails: ask `bankFactRefusal` which it was.
 */
export const bankFactWrite = (fact: BankFact): Write => ({
  Put: {
    Item: {
      ...bankFactKey(fact),
      ...bankFactSchema.parse(fact),
      listPk: listPartition(fact, bucketOf(fact.bankReference) % LIST_SHARDS),
      listSk: `${fact.at}#${fact.bankReference}`,
    },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});

const parseFact = (item: StoredItem): BankFact => {
  const { pk: _pk, sk: _sk, listPk: _listPk, listSk: _listSk, ...fact } = item;
  return bankFactSchema.parse(fact);
};

/** Why a fact was not recorded: it stands already, or its reference names another fact. */
export type BankFactRefusal = Readonly<
  | { kind: "bank_fact_already_applied"; recorded: BankFact }
  | { kind: "bank_fact_conflict"; recorded: BankFact }
>;

/** Compares a fact with the one that is recorded under its reference. Bank days may differ by message; money may not. */
export function bankFactDifference(recorded: BankFact, fact: BankFact): BankFactRefusal {
  const same =
    recorded.amount.minor === fact.amount.minor &&
    recorded.amount.currency === fact.amount.currency &&
    recorded.direction === fact.direction &&
    recorded.cause === fact.cause;
  return { kind: same ? "bank_fact_already_applied" : "bank_fact_conflict", recorded };
}

/** Explains a commit that failed on `bankFactWrite(fact)`; `undefined` when the fact was not the reason. */
export function bankFactRefusal(failure: CommitFailure, fact: BankFact): BankFactRefusal | undefined {
  const found = failure.failed.get(bankFactName(fact));
  return found && bankFactDifference(parseFact(found), fact);
}

/** The fact under a reference, read strongly. */
export async function loadBankFact(store: Store, address: FactAddress): Promise<BankFact | undefined> {
  const item = await store.get(bankFactKey(address));
  return item && parseFact(item);
}

const FACTS_PAGE = 500;

/** The facts of one account that were recorded on the day of `since` (UTC, business time) or later. */
export async function factsRecordedSince(
  store: Store,
  { since, ...account }: Pick<FactAddress, "partnerId" | "account"> & { since: Instant },
): Promise<readonly BankFact[]> {
  const from = since.slice(0, "2026-11-24".length);
  const inShard = async (shard: number): Promise<BankFact[]> => {
    const facts: BankFact[] = [];
    let after: StoredItem | undefined;
    do {
      const pk = listPartition(account, shard);
      const page = await store.query({ index: "list", pk, from, limit: FACTS_PAGE, after });
      facts.push(...page.items.map(parseFact));
      after = page.next;
    } while (after !== undefined);
    return facts;
  };
  return (await Promise.all(Array.from({ length: LIST_SHARDS }, (_, shard) => inShard(shard)))).flat();
}

/**
 * The row that says on which statement line a fact was booked. Facts are never touched, so this stands beside them;
 * the second line under one reference fails on it.
 */
export const bookedKey = (address: FactAddress): Key => ({
  pk: `BOOKED#${address.partnerId}#${address.account}#${bucketOf(address.bankReference)}`,
  sk: address.bankReference,
});

/** Marks a reference as booked by a statement line (`<statement>:<line>`). */
export const putBooked = (address: FactAddress, line: string): Write => ({
  Put: {
    Item: { ...bookedKey(address), line },
    ConditionExpression: "attribute_not_exists(pk) OR line = :line",
    ExpressionAttributeValues: { ":line": line },
  },
});

/** The statement line that a reference was booked by, read strongly. */
export async function bookedBy(store: Store, address: FactAddress): Promise<string | undefined> {
  const item = await store.get(bookedKey(address));
  return typeof item?.line === "string" ? item.line : undefined;
}

const JOINT_READS_MAX = 100;

/** Those of the facts that no statement has booked yet. */
export async function notYetBooked(store: Store, facts: readonly BankFact[]): Promise<readonly BankFact[]> {
  const open: BankFact[] = [];
  for (let from = 0; from < facts.length; from += JOINT_READS_MAX) {
    const some = facts.slice(from, from + JOINT_READS_MAX);
    const rows = await store.getTogether(some.map(bookedKey));
    open.push(...some.filter((_, i) => rows[i] === undefined));
  }
  return open;
}
