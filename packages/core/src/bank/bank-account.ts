import { z } from "zod";
import { type PartnerId, partnerIdSchema } from "../identity/actor.ts";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import type { Key, Store, StoredItem, Write, Writes } from "../kernel/store.ts";
import { type AccountCode, accountCodeSchema } from "../ledger/account.ts";
import { type Currency, currencySchema } from "../money/currency.ts";
import { type AccountNumber, accountNumberSchema, campaignAccountNumber } from "./account-number.ts";

const base = {
  /** Partner and number: `ptr_…/DE89…`. */
  id: z.string(),
  partnerId: partnerIdSchema,
  number: accountNumberSchema,
  currency: currencySchema,
  openedAt: instantSchema,
};

/** An account at a partner bank: backers' money, a campaign's supervised money, or the platform's own. */
export const bankAccountSchema = z.discriminatedUnion("purpose", [
  z.strictObject({ ...base, purpose: z.literal("custody") }),
  z.strictObject({ ...base, purpose: z.literal("campaign"), campaignId: z.string().regex(/^cmp_/) }),
  z.strictObject({ ...base, purpose: z.literal("platform") }),
]);
export type BankAccount = Readonly<z.infer<typeof bankAccountSchema>>;

interface AccountAddress {
  readonly partnerId: PartnerId;
  readonly number: AccountNumber;
}

export const bankAccountId = ({ partnerId, number }: AccountAddress): string => `${partnerId}/${number}`;

const accountPartition = ({ partnerId, number }: AccountAddress): string =>
  `BANKACCOUNT#${partnerId}#${number}`;
export const bankAccountKey = (address: AccountAddress): Key => ({
  pk: accountPartition(address),
  sk: "STATE",
});
const custodyKey = ({ partnerId, currency }: { partnerId: PartnerId; currency: Currency }): Key => ({
  pk: `CUSTODY#${partnerId}`,
  sk: currency,
});

const parseBankAccount = (item: StoredItem): BankAccount => {
  const { pk: _pk, sk: _sk, listPk: _listPk, listSk: _listSk, ...account } = item;
  return bankAccountSchema.parse(account);
};

const putBankAccount = (account: BankAccount): Write => ({
  Put: {
    Item: {
      ...bankAccountKey(account),
      ...account,
      listPk: `BANKACCOUNT#${account.partnerId}`,
      listSk: `${account.purpose}#${account.currency}#${account.number}`,
    },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});

/** The account, read strongly. */
export async function loadBankAccount(
  store: Store,
  address: AccountAddress,
): Promise<BankAccount | undefined> {
  const item = await store.get(bankAccountKey(address));
  return item && parseBankAccount(item);
}

/** The account on which a partner holds backers' money of one currency. */
export async function custodyAccountFor(
  store: Store,
  which: { partnerId: PartnerId; currency: Currency },
): Promise<AccountNumber | undefined> {
  const item = await store.get(custodyKey(which));
  return item && accountNumberSchema.parse(item.number);
}

/** Which ledger accounts make up a bank account: the account code in each of the books that use it. */
export const bookRowSchema = z.strictObject({
  book: z.string(),
  code: accountCodeSchema,
  currency: currencySchema,
});
export type BookRow = Readonly<z.infer<typeof bookRowSchema>>;

/**
 * Tells reconciliation that a book's account of this code is money on this bank account; part of the transaction
 * that opens the book. A campaign's `custody` is on the partner's custody account, its `campaign-bank` on its own.
 */
export const registerBook = (row: {
  partnerId: PartnerId;
  number: AccountNumber;
  book: string;
  code: Extract<AccountCode, "custody" | "campaign-bank">;
  currency: Currency;
}): Write => {
  const { partnerId, number, book, code, currency } = row;
  return {
    Put: {
      Item: {
        pk: accountPartition({ partnerId, number }),
        sk: `BOOK#${book}#${code}`,
        book,
        code,
        currency,
      },
      ConditionExpression: "attribute_not_exists(pk)",
    },
  };
};

const BOOKS_PAGE = 500;

/** Every book that has money on a bank account. */
export async function* booksOn(store: Store, address: AccountAddress): AsyncGenerator<BookRow> {
  let after: StoredItem | undefined;
  do {
    const page = await store.query({
      pk: accountPartition(address),
      beginsWith: "BOOK#",
      limit: BOOKS_PAGE,
      after,
    });
    for (const { pk: _pk, sk: _sk, ...row } of page.items) yield bookRowSchema.parse(row);
    after = page.next;
  } while (after !== undefined);
}

type Opening = { partnerId: PartnerId; number: AccountNumber; currency: Currency; at: Instant };

const opened = ({ partnerId, number, currency, at }: Opening) => ({
  id: bankAccountId({ partnerId, number }),
  partnerId,
  number,
  currency,
  openedAt: at,
});

/** Opens the custody account of a partner and currency, and the partner's own book for money of no known campaign. */
export function openCustodyAccount(opening: Opening): { account: BankAccount; writes: Writes } {
  const account: BankAccount = { ...opened(opening), purpose: "custody" };
  const { partnerId, number, currency } = opening;
  return {
    account,
    writes: {
      [`bank-account:${number}`]: putBankAccount(account),
      [`custody:${currency}`]: {
        Put: {
          Item: { ...custodyKey(opening), number },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
      [`book:${number}`]: registerBook({ partnerId, number, book: partnerId, code: "custody", currency }),
    },
  };
}

/** Opens the platform's own account at a partner, where fees arrive: one per currency, since the platform has one book. */
export function openPlatformAccount(opening: Opening): { account: BankAccount; writes: Writes } {
  const account: BankAccount = { ...opened(opening), purpose: "platform" };
  const { partnerId, number, currency } = opening;
  return {
    account,
    writes: {
      [`bank-account:${number}`]: putBankAccount(account),
      [`book:${number}`]: registerBook({ partnerId, number, book: "platform", code: "custody", currency }),
    },
  };
}

/**
 * Opens a campaign's supervised account: a virtual account under the partner's custody account, whose number both
 * sides can foresee. Part of the transaction that publishes the campaign.
 */
export function openCampaignBankAccount(opening: {
  partnerId: PartnerId;
  custody: AccountNumber;
  currency: Currency;
  campaignId: string;
  at: Instant;
}): { account: BankAccount; writes: Writes } {
  const { partnerId, custody, currency, campaignId } = opening;
  const number = campaignAccountNumber({ custody, campaignId });
  const account: BankAccount = { ...opened({ ...opening, number }), purpose: "campaign", campaignId };
  const onCustody = registerBook({ partnerId, number: custody, book: campaignId, code: "custody", currency });
  const onOwn = registerBook({ partnerId, number, book: campaignId, code: "campaign-bank", currency });
  return {
    account,
    writes: {
      [`bank-account:${number}`]: putBankAccount(account),
      [`book:${custody}`]: onCustody,
      [`book:${number}`]: onOwn,
    },
  };
}

const ACCOUNTS_PAGE = 500;

/** The accounts at a partner, page by page; from an index, for the daily reconciliation and for lists. */
export async function* bankAccountsOf(store: Store, partnerId: PartnerId): AsyncGenerator<BankAccount> {
  let after: StoredItem | undefined;
  do {
    const page = await store.query({
      index: "list",
      pk: `BANKACCOUNT#${partnerId}`,
      limit: ACCOUNTS_PAGE,
      after,
    });
    yield* page.items.map(parseBankAccount);
    after = page.next;
  } while (after !== undefined);
}
