import { formatAmount, money } from "../money/money.ts";
import { type Account, accountParts, balanceOf } from "./account.ts";
import type { Transfer } from "./transfer.ts";

const shortName = (id: Account["id"]): string => {
  const { code, shard } = accountParts(id);
  return shard === undefined ? code : `${code}.${shard}`;
};

const STEP_WORD = {
  posted: "",
  pending: "held",
  post: "settled",
  void: "released",
  expire: "expired",
} as const satisfies Record<Transfer["step"], string>;

const transferCells = (transfer: Transfer): readonly string[] => [
  transfer.at.slice(0, 16).replace("T", " "),
  shortName(transfer.debit),
  shortName(transfer.credit),
  formatAmount(transfer.amount),
  transfer.amount.currency,
  STEP_WORD[transfer.step],
  transfer.cause,
];

function accountCells(account: Account): readonly string[] {
  const { currency } = accountParts(account.id);
  const amount = (minor: number) => formatAmount(money(minor, currency));
  return [
    shortName(account.id),
    currency,
    amount(account.debitsPosted),
    amount(account.creditsPosted),
    amount(account.debitsPending + account.creditsPending),
    amount(balanceOf(account.id, account)),
  ];
}

const TRANSFER_HEAD = ["at (UTC)", "debit", "credit", "amount", "", "step", "cause"];
const ACCOUNT_HEAD = ["account", "", "debits", "credits", "held", "balance"];
const RIGHT_ALIGNED = new Set(["amount", "debits", "credits", "held", "balance"]);

/**
 * Transfers in the order of their time, or accounts by name, as an aligned text table for people: stories and tests
 * print it. Accounts that nothing ever moved are left out.
 */
export function formatLedgerTable(rows: readonly Transfer[] | readonly Account[]): string {
  const transfers: Transfer[] = [];
  const accounts: Account[] = [];
  for (const row of rows) {
    if ("step" in row) transfers.push(row);
    else accounts.push(row);
  }
  if (transfers.length > 0) {
    const key = ({ at, id }: Transfer) => `${at}#${id}`;
    return table(TRANSFER_HEAD, transfers.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)).map(transferCells));
  }
  const moved = accounts.filter(
    (a) => a.debitsPosted + a.creditsPosted + a.debitsPending + a.creditsPending > 0,
  );
  return table(ACCOUNT_HEAD, moved.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(accountCells));
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) =>
    Math.max(title.length, ...lines.map((line) => (line[i] ?? "").length)),
  );
  const format = (line: readonly string[]) =>
    line
      .map((cell, i) =>
        RIGHT_ALIGNED.has(head[i] ?? "") ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return [format(head), widths.map((width) => "-".repeat(width)).join("  "), ...lines.map(format)].join("\n");
}
