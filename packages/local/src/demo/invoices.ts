import { DAY_MS, type Instant } from "@firstlot/core/kernel/instant";

/** An enterprise's sales as its bookkeeping exports them. */
export interface SalesBook {
  readonly language: "en" | "zh";
  readonly prefix: string;
  readonly first: number;
  /** Net amounts start here and grow; in minor units. */
  readonly netMinor: number;
  readonly exponent: 0 | 2;
  readonly vatBps: number;
  readonly customers: readonly string[];
}

const INVOICES = 140;
const EVERY_DAYS = 2.5;
const HEADERS = {
  en: "Invoice number,Invoice date,Customer,Net,Tax,Total,Status",
  zh: "发票号码,开票日期,购方名称,金额,税额,价税合计,发票状态",
} as const;

/** Amounts that look like work, not like a formula: a wave over the year and an unlike last digit. */
const netOf = ({ netMinor }: SalesBook, i: number): number =>
  Math.round(netMinor * (1 + 0.35 * Math.sin(i / 9))) + ((i * 7_919) % 1_733);

/** The sales of the year before `until`, one invoice each, its tax exact to the unit. */
export function salesTable(book: SalesBook, until: Instant): Uint8Array {
  const { exponent, vatBps, customers, prefix, first, language } = book;
  const text = (minor: number) => (minor / 10 ** exponent).toFixed(exponent);
  const rows = Array.from({ length: INVOICES }, (_, i) => {
    const net = netOf(book, i);
    const tax = Math.round((net * vatBps) / 10_000);
    const at = Date.parse(until) - (INVOICES - i) * EVERY_DAYS * DAY_MS;
    const day = new Date(at).toISOString().slice(0, 10);
    const customer = customers[(i * 5) % customers.length] ?? "";
    const status = language === "zh" ? "有效发票" : "valid";
    return `${prefix}${first + i},${day},${customer},${text(net)},${text(tax)},${text(net + tax)},${status}`;
  });
  return new TextEncoder().encode(`${HEADERS[language]}\n${rows.join("\n")}\n`);
}
