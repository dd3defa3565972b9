import { type ColumnRule, columnRule, headerKey } from "./column-detection.ts";
import type { InvoiceDirection } from "./invoice.ts";

/** Fields of the canonical invoice that come from a column. */
export const INVOICE_FIELDS = [
  "number",
  "date",
  "counterparty",
  "net",
  "tax",
  "total",
  "status",
  "direction",
] as const;
export type InvoiceField = (typeof INVOICE_FIELDS)[number];

/** Header names by field, the surest first: Chinese tax exports, English and German bookkeeping. */
const NAMES = {
  seller: `销方单位代号 销方名称 销售方名称 销货单位 销售方 销方 销方税号 销售方纳税人识别号
    seller supplier vendor supplier_name vendor_name seller_name supplier_vat_id lieferant`,
  buyer: `购方单位代号 购方名称 购买方名称 购货单位 购买方 购方 购方税号 购买方纳税人识别号
    buyer customer client customer_name buyer_name customer_vat_id bill_to kunde`,
  counterparty: `counterparty counterparty_name partner 对方名称 对方单位 往来单位 交易对手 company_name`,
  number: `发票号码 发票号 数电票号码 号码 invoice_number invoice_no invoice_id number document_number
    document_no belegnummer rechnungsnummer invoice`,
  date: `开票日期 发票日期 日期 invoice_date date issue_date issued_on document_date rechnungsdatum datum
    belegdatum`,
  net: `金额 不含税金额 未税金额 合计金额 net net_amount amount amount_net subtotal taxable_amount
    amount_excl_vat amount_excluding_tax netto nettobetrag`,
  tax: `税额 合计税额 增值税额 tax tax_amount vat vat_amount mwst ust steuer steuerbetrag`,
  total: `价税合计 含税金额 价税合计金额 total total_amount gross gross_amount amount_incl_vat
    amount_including_tax brutto bruttobetrag invoice_total`,
  status: `发票状态 状态 是否作废 作废标志 status invoice_status state void voided`,
  direction: `进销项 方向 direction sale_or_purchase`,
} as const;

const namesOf = (...lists: readonly (keyof typeof NAMES)[]): readonly string[] =>
  lists.flatMap((list) => NAMES[list].split(/\s+/));

const SELLER_KEYS = namesOf("seller").map(headerKey);
const BUYER_KEYS = namesOf("buyer").map(headerKey);

/** Rules to find the columns of an invoice file; the direction decides whether buyer or seller is the counterparty. */
function rulesFor(direction: InvoiceDirection | undefined): readonly ColumnRule<InvoiceField>[] {
  const parties = {
    sale: namesOf("counterparty", "buyer"),
    purchase: namesOf("counterparty", "seller"),
    unknown: namesOf("counterparty", "buyer", "seller"),
  } as const;
  return [
    columnRule("number", "text", namesOf("number")),
    columnRule("date", "day", namesOf("date")),
    columnRule("counterparty", "text", parties[direction ?? "unknown"]),
    columnRule("net", "amount", namesOf("net")),
    columnRule("tax", "amount", namesOf("tax")),
    columnRule("total", "amount", namesOf("total")),
    columnRule("status", "text", namesOf("status")),
    columnRule("direction", "text", namesOf("direction")),
  ];
}

/** The rules by what is known of the direction, made once. */
export const INVOICE_COLUMN_RULES = {
  sale: rulesFor("sale"),
  purchase: rulesFor("purchase"),
  unknown: rulesFor(undefined),
} as const;

/** The direction that the title of the counterparty's column gives away: who names a buyer is selling. */
export function directionOfHeader(title: string): InvoiceDirection | undefined {
  const key = headerKey(title);
  if (BUYER_KEYS.some((name) => key.startsWith(name))) return "sale";
  return SELLER_KEYS.some((name) => key.startsWith(name)) ? "purchase" : undefined;
}
