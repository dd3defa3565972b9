import { amountText, type WireCurrency } from "./amount.ts";
import { checkStatement, type Statement, type StatementEntry, statementSchema } from "./statement.ts";
import { xmlEscaped } from "./xml-text.ts";

const ATTRIBUTE_CURRENCY = "Ccy";

const element = (name: string, ...content: string[]): string => `<${name}>${content.join("")}</${name}>`;
const text = (name: string, value: string): string => element(name, xmlEscaped(value));

const amount = (minor: number, currency: WireCurrency): string =>
  `<Amt ${ATTRIBUTE_CURRENCY}="${currency}">${amountText(Math.abs(minor), currency)}</Amt>`;

const indicator = (isCredit: boolean): string => text("CdtDbtInd", isCredit ? "CRDT" : "DBIT");

const isIban = (account: string): boolean => /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(account);

const accountId = (account: string): string =>
  element("Id", isIban(account) ? text("IBAN", account) : element("Othr", text("Id", account)));

const dateChoice = (value: string): string => text(value.length > 10 ? "DtTm" : "Dt", value);

const balance = (code: "OPBD" | "CLBD", minor: number, { currency, bankDay }: Statement): string =>
  element(
    "Bal",
    element("Tp", element("CdOrPrtry", text("Cd", code))),
    amount(minor, currency),
    indicator(minor >= 0),
    element("Dt", text("Dt", bankDay)),
  );

function parties({ counterparty, direction }: StatementEntry): string {
  if (!counterparty) return "";
  const role = direction === "credit" ? "Dbtr" : "Cdtr";
  const { name, account } = counterparty;
  const holder = name === undefined ? "" : element(role, element("Pty", text("Nm", name)));
  const number = account === undefined ? "" : element(`${role}Acct`, accountId(account));
  return element("RltdPties", holder, number);
}

/** An RF reference goes into its structured element; other text in lines of at most 140 characters. */
function remittance(value: string): string {
  if (value === "") return "";
  if (/^RF\d{2}[0-9A-Z]{1,21}$/.test(value)) {
    const type = element("Tp", element("CdOrPrtry", text("Cd", "SCOR")));
    return element("RmtInf", element("Strd", element("CdtrRefInf", type, text("Ref", value))));
  }
  const characters = [...value];
  const lines: string[] = [];
  for (let at = 0; at < characters.length; at += 140) lines.push(characters.slice(at, at + 140).join(""));
  return element("RmtInf", ...lines.map((line) => text("Ustrd", line)));
}

function bankTransactionCode({ direction, kind }: StatementEntry): string {
  const family = direction === "credit" ? "RCDT" : "ICDT";
  const code = kind === "return" ? "RRTN" : "ESCT";
  const fmly = element("Fmly", text("Cd", family), text("SubFmlyCd", code));
  return element("BkTxCd", element("Domn", text("Cd", "PMNT"), fmly));
}

function entry(movement: StatementEntry, currency: WireCurrency): string {
  const { reference, amountMinor, direction, bookedAt, valueDate, endToEndId, reason } = movement;
  const details = element(
    "TxDtls",
    element(
      "Refs",
      text("AcctSvcrRef", reference),
      endToEndId === undefined ? "" : text("EndToEndId", endToEndId),
    ),
    amount(amountMinor, currency),
    indicator(direction === "credit"),
    parties(movement),
    remittance(movement.remittance),
    reason === undefined
      ? ""
      : element("RtrInf", element("Rsn", text(reason.length > 4 ? "Prtry" : "Cd", reason))),
  );
  return element(
    "Ntry",
    text("NtryRef", reference),
    amount(amountMinor, currency),
    indicator(direction === "credit"),
    element("Sts", text("Cd", "BOOK")),
    element("BookgDt", dateChoice(bookedAt)),
    element("ValDt", text("Dt", valueDate)),
    text("AcctSvcrRef", reference),
    bankTransactionCode(movement),
    element("NtryDtls", details),
  );
}

/**
 * Writes statements as one camt.053.001.08 file, without any address elements (unstructured addresses are being phased
 * out). Throws when a statement is malformed or does not add up: a bank does not publish books that are wrong.
 * @param messageId at most 35 characters, new for every file
 * @param createdAt ISO 8601 instant
 */
export function writeCamt053(
  statements: readonly Statement[],
  { messageId, createdAt }: { messageId: string; createdAt: string },
): string {
  if (statements.length === 0) throw new RangeError("a statement file holds at least one statement");
  if (messageId.length === 0 || messageId.length > 35)
    throw new RangeError("a message id has 1 to 35 characters");
  const parts = statements.map((given) => {
    const statement = statementSchema.parse(given);
    if (!checkStatement(statement).ok)
      throw new RangeError("a statement that does not add up is not written");
    return element(
      "Stmt",
      text("Id", statement.statementId),
      text("ElctrncSeqNb", String(statement.sequence)),
      text("CreDtTm", createdAt),
      element("Acct", accountId(statement.account), text("Ccy", statement.currency)),
      balance("OPBD", statement.openingMinor, statement),
      balance("CLBD", statement.closingMinor, statement),
      ...statement.entries.map((movement) => entry(movement, statement.currency)),
    );
  });
  const header = element("GrpHdr", text("MsgId", messageId), text("CreDtTm", createdAt));
  const body = element("BkToCstmrStmt", header, ...parts);
  const namespace = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${namespace}">${body}</Document>\n`;
}
