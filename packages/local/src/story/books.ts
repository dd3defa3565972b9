import { z } from "zod";
import { textTable } from "./expectations.ts";
import { moneyText, STAFF, type Stage } from "./stage.ts";

const zero = z.looseObject({ amount: z.string() });
const trialView = z.looseObject({
  currencies: z.array(
    z.looseObject({
      currency: z.string(),
      debitsPosted: zero,
      creditsPosted: zero,
      differencePosted: zero,
      differencePending: zero,
    }),
  ),
  replay: z.looseObject({ complete: z.boolean(), entries: z.int(), differences: z.array(z.unknown()) }),
});
const entryView = z.looseObject({
  debit: z.string(),
  credit: z.string(),
  amount: moneyText,
  step: z.string(),
  at: z.string(),
  cause: z.string(),
});
type Entry = z.output<typeof entryView>;
const entriesView = z.looseObject({
  items: z.array(entryView),
  next: z.string().optional(),
  buckets: z.int(),
});
const accountsView = z.looseObject({
  items: z.array(
    z.looseObject({ id: z.string(), code: z.string(), balance: moneyText, available: moneyText }),
  ),
});

/** The trial balance of a book, as the platform reads it. */
export const trialBalanceOf = (stage: Stage, book: string) =>
  stage.operator.do("GET", `${STAFF}/ledger/${book}/trial-balance`, trialView);

/** The accounts of a book. */
export const accountsOf = async (stage: Stage, book: string) =>
  (await stage.operator.do("GET", `${STAFF}/ledger/${book}/accounts`, accountsView)).items;

/** The whole journal of a book in the order of time. */
export async function entriesOf(stage: Stage, book: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  let buckets = 1;
  for (let bucket = 0; bucket < buckets; bucket++) {
    let cursor: string | undefined;
    do {
      const asked = new URLSearchParams({
        bucket: String(bucket),
        ...(cursor === undefined ? {} : { cursor }),
      });
      const page = await stage.operator.do("GET", `${STAFF}/ledger/${book}/entries?${asked}`, entriesView);
      entries.push(...page.items);
      buckets = page.buckets;
      cursor = page.next;
    } while (cursor !== undefined);
  }
  return entries.toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

/** `cmp_X.custody.EUR.3` as people say it: shards of one account are one account. */
const shortName = (account: string): string => account.split(".")[1] ?? account;
const WORDS: Readonly<Record<string, string>> = {
  posted: "",
  pending: "held",
  post: "settled",
  void: "released",
};

export const minorOf = (amount: string): number => Number(amount.replace(".", ""));
export const amountText = (minor: number): string =>
  `${minor < 0 ? "-" : ""}${Math.floor(Math.abs(minor) / 100)}.${String(Math.abs(minor) % 100).padStart(2, "0")}`;

/** A journal for people: equal movements of one day on one line, with how many there were. */
export function journalTable(entries: readonly Entry[]): string {
  const lines = new Map<string, { row: readonly string[]; amount: Entry["amount"]; count: number }>();
  for (const { at, debit, credit, amount, step } of entries) {
    const row = [at.slice(0, 10), shortName(debit), shortName(credit), WORDS[step] ?? step];
    const key = [...row, amount.amount].join("|");
    const line = lines.get(key);
    lines.set(key, { row, amount, count: (line?.count ?? 0) + 1 });
  }
  const rows = [...lines.values()].map(({ row, amount, count }) => [
    ...row,
    String(count),
    amount.amount,
    amountText(minorOf(amount.amount) * count),
    amount.currency,
  ]);
  return textTable(["day", "debit", "credit", "", "times", "amount", "sum", ""], rows);
}

/** The accounts of a book that hold something or are owed something, shards added up. */
export async function accountsTable(stage: Stage, book: string): Promise<string> {
  const sums = new Map<string, number>();
  for (const { code, balance } of await accountsOf(stage, book)) {
    const name = `${code} ${balance.currency}`;
    sums.set(name, (sums.get(name) ?? 0) + minorOf(balance.amount));
  }
  const rows = [...sums].map(([name, minor]) => [name, amountText(minor)]);
  return textTable(["account", "balance"], rows);
}
