import { minorOf, type WireCurrency, wireCurrencySchema } from "./amount.ts";
import {
  type CamtAccountId,
  type CamtBalance,
  type CamtDate,
  type CamtEntry,
  type CamtStatement,
  type CamtTransaction,
  camt053TreeSchema,
  present,
} from "./camt053-tree.ts";
import { err, ok, type Result } from "./result.ts";
import {
  checkStatement,
  type Statement,
  type StatementEntry,
  type StatementFileRefusal,
  statementSchema,
} from "./statement.ts";
import { fileText, xmlTree } from "./xml-text.ts";

const NAMESPACES = ["02", "04", "08"].map(
  (version) => `urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}`,
);
/** Sub-families of ISO bank transaction codes that say "this undoes an earlier movement". */
const RETURN_CODES = ["RRTN", "RPCR", "RRCT", "UPDD", "RCDD", "PRDD"];

type Read<T> = Result<T, StatementFileRefusal>;
type Place = Readonly<{ at: string; currency: WireCurrency }>;

const notUnderstood = (at: string, detail: string): Readonly<{ ok: false; error: StatementFileRefusal }> =>
  err({ kind: "not_understood", at, detail });

function amountOf({ "#text": text, "@Ccy": found }: CamtEntry["Amt"], { at, currency }: Place): Read<number> {
  if (found !== currency) return err({ kind: "currency_mismatch", at, expected: currency, found });
  const minor = minorOf(text.replace(/(\.\d*[1-9])0+$|\.0+$/, "$1"), currency); // 8.850 EUR is exact, 8.855 is not
  return minor.ok && minor.value >= 0
    ? ok(minor.value)
    : err({ kind: "amount_not_exact", at, text: text.slice(0, 40) });
}

const textOf = (date: CamtDate): string => ("Dt" in date ? date.Dt : date.DtTm);
const dayOf = (date: CamtDate): string => textOf(date).slice(0, 10);

/** An instant when the bank gives the offset, else the bare date: a local time without its zone proves nothing. */
function bookedAt(date: CamtDate): string {
  const text = textOf(date);
  return /T.*(Z|[+-]\d{2}:\d{2})$/.test(text) && !Number.isNaN(Date.parse(text))
    ? new Date(text).toISOString()
    : text.slice(0, 10);
}

const accountText = (id: CamtAccountId): string => ("IBAN" in id ? id.IBAN : id.Othr.Id).replace(/ /g, "");

function currencyOf(statement: CamtStatement, at: string): Read<WireCurrency> {
  const code = statement.Acct.Ccy ?? statement.Bal[0]?.Amt["@Ccy"];
  const currency = wireCurrencySchema.safeParse(code);
  return currency.success ? ok(currency.data) : notUnderstood(at, `currency ${code ?? "missing"}`);
}

function sequenceOf(statement: CamtStatement, at: string): Read<number> {
  const text = statement.ElctrncSeqNb ?? statement.LglSeqNb;
  if (text === undefined || !/^\d{1,15}$/.test(text)) return notUnderstood(at, "no sequence number");
  return ok(Number(text));
}

function balanceOf(
  statement: CamtStatement,
  codes: readonly string[],
  place: Place,
): Read<{ minor: number; day: string }> {
  const isWanted = ({ Tp }: CamtBalance) => "Cd" in Tp.CdOrPrtry && codes.includes(Tp.CdOrPrtry.Cd);
  const [balance, ...more] = statement.Bal.filter(isWanted);
  const at = `${place.at}/Bal[${codes.join("|")}]`;
  if (!balance || more.length > 0) return notUnderstood(at, balance ? "given more than once" : "missing");
  const minor = amountOf(balance.Amt, { ...place, at });
  if (!minor.ok) return minor;
  return ok({
    minor: balance.CdtDbtInd === "DBIT" && minor.value !== 0 ? -minor.value : minor.value,
    day: dayOf(balance.Dt),
  });
}

function counterpartyOf(transaction: CamtTransaction, isCredit: boolean): StatementEntry["counterparty"] {
  const parties = present(transaction.RltdPties);
  const party = present(isCredit ? parties?.Dbtr : parties?.Cdtr);
  const account = present(isCredit ? parties?.DbtrAcct : parties?.CdtrAcct);
  const name = party?.Nm ?? present(party?.Pty)?.Nm;
  if (name === undefined && account === undefined) return undefined;
  return {
    ...(name === undefined ? {} : { name }),
    ...(account === undefined ? {} : { account: accountText(account.Id) }),
  };
}

function remittanceOf(transaction: CamtTransaction): string {
  const information = present(transaction.RmtInf);
  const references = (information?.Strd ?? []).map((one) => present(present(one)?.CdtrRefInf)?.Ref ?? "");
  return [...references, ...(information?.Ustrd ?? [])].filter((text) => text !== "").join(" ");
}

function reasonOf(transaction: CamtTransaction): string | undefined {
  const reason = present(transaction.RtrInf)?.Rsn;
  return reason === undefined ? undefined : "Cd" in reason ? reason.Cd : reason.Prtry;
}

const subFamilyOf = (codes: CamtEntry["BkTxCd"]): string => present(codes)?.Domn?.Fmly.SubFmlyCd ?? "";

function isReturn(entry: CamtEntry, transaction: CamtTransaction): boolean {
  if (entry.RvslInd === "true" || entry.RvslInd === "1" || present(transaction.RtrInf) !== undefined)
    return true;
  return [entry.BkTxCd, transaction.BkTxCd].some((codes) => RETURN_CODES.includes(subFamilyOf(codes)));
}

function movementOf(
  entry: CamtEntry,
  {
    transaction,
    reference,
    amountMinor,
  }: { transaction: CamtTransaction; reference: string; amountMinor: number },
): StatementEntry {
  const isCredit = entry.CdtDbtInd === "CRDT";
  const counterparty = counterpartyOf(transaction, isCredit);
  const endToEndId = present(transaction.Refs)?.EndToEndId;
  const reason = reasonOf(transaction);
  return {
    reference,
    direction: isCredit ? "credit" : "debit",
    amountMinor,
    bookedAt: bookedAt(entry.BookgDt),
    valueDate: dayOf(entry.ValDt ?? entry.BookgDt),
    kind: isReturn(entry, transaction) ? "return" : "transfer",
    ...(endToEndId === undefined || endToEndId === "NOTPROVIDED" ? {} : { endToEndId }),
    ...(reason === undefined ? {} : { reason }),
    ...(counterparty === undefined ? {} : { counterparty }),
    remittance: remittanceOf(transaction),
  };
}

/** A collective booking is one fact per transaction, if each has its own reference and they give the entry's amount. */
function itemised(
  entry: CamtEntry,
  { place, total, transactions }: { place: Place; total: number; transactions: readonly CamtTransaction[] },
): Read<StatementEntry[]> {
  const movements: StatementEntry[] = [];
  for (const [index, transaction] of transactions.entries()) {
    const at = `${place.at}/TxDtls[${index + 1}]`;
    const reference = present(transaction.Refs)?.AcctSvcrRef;
    if (reference === undefined || !transaction.Amt)
      return notUnderstood(at, "a collective booking is not itemised");
    const amount = amountOf(transaction.Amt, { ...place, at });
    if (!amount.ok) return amount;
    movements.push(movementOf(entry, { transaction, reference, amountMinor: amount.value }));
  }
  const sum = movements.reduce((all, { amountMinor }) => all + amountMinor, 0);
  return sum === total
    ? ok(movements)
    : notUnderstood(place.at, "the items do not give the collective amount");
}

function entryOf(entry: CamtEntry, place: Place): Read<StatementEntry[]> {
  const status = typeof entry.Sts === "string" ? entry.Sts : entry.Sts.Cd;
  if (status !== "BOOK") return notUnderstood(place.at, `entry with status ${status}`);
  const total = amountOf(entry.Amt, place);
  if (!total.ok) return total;
  const transactions = entry.NtryDtls.flatMap((details) => present(details)?.TxDtls ?? []);
  if (transactions.some(({ CdtDbtInd }) => CdtDbtInd !== undefined && CdtDbtInd !== entry.CdtDbtInd)) {
    return notUnderstood(place.at, "a transaction runs against its entry's direction");
  }
  if (transactions.length > 1) return itemised(entry, { place, total: total.value, transactions });
  const [transaction = {}] = transactions;
  if (transaction.Amt) {
    const detail = amountOf(transaction.Amt, place);
    if (!detail.ok) return detail;
    if (detail.value !== total.value)
      return notUnderstood(place.at, "transaction and entry differ in amount");
  }
  const reference = entry.AcctSvcrRef ?? present(transaction.Refs)?.AcctSvcrRef;
  if (reference === undefined) return notUnderstood(place.at, "no reference of the bank");
  return ok([movementOf(entry, { transaction, reference, amountMinor: total.value })]);
}

function entriesOf(statement: CamtStatement, place: Place): Read<StatementEntry[]> {
  const entries: StatementEntry[] = [];
  for (const [index, entry] of statement.Ntry.entries()) {
    const read = entryOf(entry, { ...place, at: `${place.at}/Ntry[${index + 1}]` });
    if (!read.ok) return read;
    entries.push(...read.value);
  }
  return ok(entries);
}

function statementOf(statement: CamtStatement, at: string): Read<Statement> {
  const { StmtPgntn } = statement;
  if (StmtPgntn && !(StmtPgntn.PgNb === "1" && /^(true|1)$/.test(StmtPgntn.LastPgInd))) {
    return notUnderstood(at, "one page of several");
  }
  const currency = currencyOf(statement, at);
  if (!currency.ok) return currency;
  const place: Place = { at, currency: currency.value };
  const sequence = sequenceOf(statement, at);
  if (!sequence.ok) return sequence;
  const isOpeningGiven = statement.Bal.some(({ Tp }) => "Cd" in Tp.CdOrPrtry && Tp.CdOrPrtry.Cd === "OPBD");
  const opening = balanceOf(statement, [isOpeningGiven ? "OPBD" : "PRCD"], place);
  if (!opening.ok) return opening;
  const closing = balanceOf(statement, ["CLBD"], place);
  if (!closing.ok) return closing;
  const entries = entriesOf(statement, place);
  if (!entries.ok) return entries;
  const candidate = statementSchema.safeParse({
    account: accountText(statement.Acct.Id),
    currency: currency.value,
    statementId: statement.Id,
    sequence: sequence.value,
    bankDay: closing.value.day,
    openingMinor: opening.value.minor,
    entries: entries.value,
    closingMinor: closing.value.minor,
  });
  if (candidate.success) return checkStatement(candidate.data);
  const [issue] = candidate.error.issues;
  return notUnderstood(`${at}/${issue?.path.join("/") ?? ""}`, issue?.message ?? "malformed");
}

/**
 * Reads a camt.053 file (versions .02, .04 and .08), whole or not at all: one thing that is not understood, one inexact
 * amount or one sum that does not fit refuses the file, which belongs into quarantine then.
 * Amounts never pass through a float. Informative elements (addresses, charges, additional balances) are not read.
 */
export function readCamt053(file: string | Uint8Array): Result<readonly Statement[], StatementFileRefusal> {
  const text = fileText(file);
  if (!text.ok) return text;
  const xml = xmlTree(text.value);
  if (!xml.ok) return xml;
  const { namespace, tree } = xml.value;
  if (!NAMESPACES.includes(namespace))
    return err({ kind: "unsupported_message", namespace: namespace.slice(0, 100) });
  const parsed = camt053TreeSchema.safeParse(tree);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return notUnderstood(`/${issue?.path.join("/") ?? ""}`, issue?.message ?? "malformed");
  }
  const statements: Statement[] = [];
  for (const [index, statement] of parsed.data.Document.BkToCstmrStmt.Stmt.entries()) {
    const read = statementOf(statement, `Stmt[${index + 1}]`);
    if (!read.ok) return read;
    statements.push(read.value);
  }
  return ok(statements);
}
