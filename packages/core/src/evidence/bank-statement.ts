import { z } from "zod";
import { err, ok, type Result } from "../kernel/result.ts";
import { type ColumnGuess, columnRule, columnSamples, guessColumns, readHead } from "./column-detection.ts";
import { DATE_STYLES, guessDateStyle, isoDaySchema } from "./day-text.ts";
import { DECIMAL_STYLES, guessDecimalStyle } from "./decimal-text.ts";
import {
  DELIMITERS,
  type DelimitedOptions,
  type DelimitedRefusal,
  openDelimited,
  TEXT_ENCODINGS,
} from "./delimited-text.ts";

/**
 * One line of an enterprise's bank statement in canonical form. `amountMinor` is what the account gained
 * (negative: paid out), exact; `balanceMinor` is the running balance after it, when the file has one.
 * @see docs/rules/evidence.md#bank-statements
 */
export const statementLineSchema = z.strictObject({
  row: z.int().min(1),
  date: isoDaySchema,
  amountMinor: z.int(),
  balanceMinor: z.int().nullable(),
  counterparty: z.string().max(300),
  text: z.string().max(500),
});
export type StatementLine = Readonly<z.infer<typeof statementLineSchema>>;

/** Fields of a statement line that come from a column. */
export const STATEMENT_FIELDS = [
  "date",
  "amount",
  "debit",
  "credit",
  "balance",
  "counterparty",
  "text",
] as const;
export type StatementField = (typeof STATEMENT_FIELDS)[number];

const words = (text: string): readonly string[] => text.split(/\s+/);
/** How the columns of statements are called (English, Chinese, German, Japanese) and what they hold. */
export const STATEMENT_COLUMN_RULES = [
  columnRule(
    "date",
    "day",
    words(`交易日期 记账日期 入账日期 交易时间 日期 booking_date date transaction_date posting_date value_date
      buchungstag buchungsdatum datum valuta 取引日 日付`),
  ),
  columnRule(
    "amount",
    "amount",
    words("交易金额 发生额 金额 amount transaction_amount betrag umsatz 取引金額"),
  ),
  columnRule(
    "debit",
    "amount",
    words(`借方发生额 借方金额 支出金额 支出 转出金额 借方 debit debit_amount withdrawal withdrawals paid_out
      money_out soll lastschrift お支払金額 出金額 出金`),
  ),
  columnRule(
    "credit",
    "amount",
    words(`贷方发生额 贷方金额 收入金额 收入 转入金额 贷方 credit credit_amount deposit deposits paid_in money_in
      haben gutschrift お預り金額 入金額 入金`),
  ),
  columnRule(
    "balance",
    "amount",
    words("账户余额 余额 balance running_balance closing_balance saldo kontostand 残高 差引残高"),
  ),
  columnRule(
    "counterparty",
    "text",
    words(`对方户名 对方账户名称 对方名称 交易对手 counterparty counterparty_name payee payer name
      beneficiary auftraggeber empfänger 相手先`),
  ),
  columnRule(
    "text",
    "text",
    words(`摘要 附言 用途 备注 description text details narrative reference memo remittance_information
      verwendungszweck buchungstext お取り扱い内容 摘要内容`),
  ),
] as const;

const columnName = z.string().min(1).max(120).nullable();

/** How one bank's statement file is read; detected, shown, and kept after the user's corrections. */
export const statementProfileSchema = z.strictObject({
  encoding: z.enum(TEXT_ENCODINGS),
  delimiter: z.enum(DELIMITERS),
  headerRow: z.int().min(1).max(30),
  decimalStyle: z.enum(DECIMAL_STYLES),
  dateStyle: z.enum(DATE_STYLES),
  /** Either `amount` (signed) or `debit` and `credit`. */
  columns: z.strictObject({
    date: z.string().min(1).max(120),
    amount: columnName,
    debit: columnName,
    credit: columnName,
    balance: columnName,
    counterparty: columnName,
    text: columnName,
  }),
});
export type StatementProfile = Readonly<z.infer<typeof statementProfileSchema>>;

/** What the detection is not sure of. */
export type StatementDoubt = "date_style" | "decimal_style" | "no_balance_column";

/** A detected profile with the confidence (0 to 1) of every column found. */
export type StatementDetection = Readonly<{
  profile: StatementProfile;
  header: readonly string[];
  confidence: Readonly<Partial<Record<StatementField, number>>>;
  doubts: readonly StatementDoubt[];
}>;

/** Why a statement cannot be mapped. */
export type StatementMappingRefusal =
  | DelimitedRefusal
  | Readonly<{ kind: "columns_not_found"; fields: readonly StatementField[] }>;

/** Debit and credit, when both are there, are believed before one amount column: that one may be unsigned. */
function settleAmounts(found: Map<StatementField, ColumnGuess>): readonly StatementField[] {
  if (found.has("debit") && found.has("credit")) {
    found.delete("amount");
    return found.has("date") ? [] : ["date"];
  }
  found.delete("debit");
  found.delete("credit");
  return (["date", "amount"] as const).filter((field) => !found.has(field));
}

/** Finds out how a statement file is to be read, by the names of its columns and by what the cells hold. */
export function detectStatementColumns(
  bytes: Uint8Array,
  options: DelimitedOptions & Readonly<{ headerRow?: number }> = {},
): Result<StatementDetection, StatementMappingRefusal> {
  const opened = openDelimited(bytes, options);
  if (!opened.ok) return opened;
  const file = opened.value;
  const head = readHead(file, STATEMENT_COLUMN_RULES, options.headerRow);
  if (!head) return err({ kind: "columns_not_found", fields: STATEMENT_FIELDS });
  const found = new Map<StatementField, ColumnGuess>(
    guessColumns<StatementField>(head, STATEMENT_COLUMN_RULES),
  );
  const missing = settleAmounts(found);
  if (missing.length > 0) return err({ kind: "columns_not_found", fields: missing });
  const samplesOf = (...fields: readonly StatementField[]) =>
    fields.flatMap((field) => columnSamples(head, found.get(field)?.index ?? -1));
  const amounts = samplesOf("amount", "debit", "credit", "balance");
  const decimal = guessDecimalStyle(amounts);
  const date = guessDateStyle(samplesOf("date"));
  const title = (field: StatementField) => head.header[found.get(field)?.index ?? -1] ?? null;
  const doubts: StatementDoubt[] = [];
  if (!date.sure) doubts.push("date_style");
  if (!decimal.sure && amounts.some((text) => /[.,]/.test(text))) doubts.push("decimal_style");
  if (!found.has("balance")) doubts.push("no_balance_column");
  const profile: StatementProfile = {
    encoding: file.encoding,
    delimiter: file.delimiter,
    headerRow: head.headerRow,
    decimalStyle: decimal.style,
    dateStyle: date.style,
    columns: {
      date: title("date") ?? "",
      amount: title("amount"),
      debit: title("debit"),
      credit: title("credit"),
      balance: title("balance"),
      counterparty: title("counterparty"),
      text: title("text"),
    },
  };
  const confidence = Object.fromEntries([...found].map(([field, guess]) => [field, guess.confidence]));
  return ok({ profile, header: head.header, confidence, doubts });
}
