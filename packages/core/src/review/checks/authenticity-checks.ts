import type { Invoice, InvoiceDirection } from "../../evidence/invoice.ts";
import type { Currency } from "../../money/currency.ts";
import type { AuthenticityLimits } from "./authenticity-limits.ts";
import type { ReasonCode, RemedyCode } from "./reason-texts.ts";
import { PRC_VAT_RATES, ratesInForce } from "./vat-rates-in-force.ts";

/** The checks that are computed from invoices alone, in the order they are shown. */
export const AUTHENTICITY_CHECKS = [
  "exact_arithmetic",
  "tax_rate_in_force",
  "duplicate_invoice",
  "round_net_amounts",
  "void_share",
] as const;
export type AuthenticityCheck = (typeof AUTHENTICITY_CHECKS)[number];

/** The invoices of one direction from one file, and what is known about the file. */
export type InvoiceBook = Readonly<{
  invoices: readonly Invoice[];
  direction: InvoiceDirection;
  currency: Currency;
  /** ISO 3166 country whose tax law the invoices follow. */
  jurisdiction: string;
  /** The amount column that the file lacked (InvoiceReading.derived). */
  derived: "net" | "tax" | "total" | null;
  /** Whether the file has a status column; without one nothing can be said about voided invoices. */
  hasStatus: boolean;
}>;

/** What one check found. `examples`: up to five rows of the file to look at first. */
export type AuthenticityResult = Readonly<{
  check: AuthenticityCheck;
  direction: InvoiceDirection;
  outcome: "passed" | "warned" | "failed" | "not_enough_data" | "not_applicable";
  observed: string;
  limit: string;
  /** Invoices looked at. */
  n: number;
  examples: readonly number[];
  reasonCode: ReasonCode;
  remedy: RemedyCode;
}>;

const EXAMPLES_MAX = 5;
const PRC = "CN";

/** Rows that a check points at: all are counted, the first five kept. */
class Hits {
  count = 0;
  readonly examples: number[] = [];
  add(row: number): void {
    this.count += 1;
    if (this.examples.length < EXAMPLES_MAX) this.examples.push(row);
  }
}

/** `123` of `10,000` as `1.23 %`, rounded down: a share never looks worse than it is. */
const percent = (part: number, whole: number): string =>
  `${(Math.floor((part * 10_000) / Math.max(1, whole)) / 100).toFixed(2)} %`;
const percentOfBps = (bps: number): string => `${(bps / 100).toFixed(2)} %`;

type Verdict = Pick<AuthenticityResult, "outcome" | "observed" | "limit" | "n" | "examples">;
const unused = { observed: "–", limit: "–", examples: [] } as const;

const isValid = ({ status }: Invoice): boolean => status === "valid";

/** Check 1: |net + tax − total| within the tolerance on every row, voided ones too. */
export function checkExactArithmetic(book: InvoiceBook, limits: AuthenticityLimits): AuthenticityResult {
  const { toleranceMinor, onHit } = limits.exactArithmetic;
  const base = {
    check: "exact_arithmetic",
    direction: book.direction,
    reasonCode: "invoice_sum_wrong",
    remedy: "upload_export_unedited",
  } as const;
  const n = book.invoices.length;
  // A column computed from the other two always adds up: that proves nothing.
  if (book.derived !== null || n === 0) return { ...base, ...unused, n, outcome: "not_enough_data" };
  const hits = new Hits();
  for (const { row, netMinor, taxMinor, totalMinor } of book.invoices) {
    if (Math.abs(netMinor + taxMinor - totalMinor) > toleranceMinor) hits.add(row);
  }
  return {
    ...base,
    outcome: hits.count > 0 ? onHit : "passed",
    observed: String(hits.count),
    limit: "0",
    n,
    examples: hits.examples,
  };
}

function judgeTaxRates(book: InvoiceBook, limits: AuthenticityLimits["taxRate"]): Verdict {
  const allowed = ratesInForce(PRC_VAT_RATES, limits.graceDays);
  const judged = book.invoices.filter((invoice) => isValid(invoice) && invoice.netMinor !== 0);
  const n = judged.length;
  if (n < limits.nMin) return { ...unused, n, outcome: "not_enough_data" };
  const hits = new Hits();
  for (const { row, date, netMinor, taxMinor } of judged) {
    // Products may leave the safe integers; against a tolerance of a quarter of a percent that cannot matter.
    const slack = Math.max(
      limits.amountToleranceMinor * 10_000,
      Math.abs(netMinor) * limits.rateToleranceBps,
    );
    if (!allowed(date).some((rate) => Math.abs(taxMinor * 10_000 - netMinor * rate) <= slack)) hits.add(row);
  }
  const max = book.direction === "sale" ? limits.saleShareBpsMax : limits.purchaseShareBpsMax;
  return {
    outcome: hits.count * 10_000 > max * n ? limits.onHit : "passed",
    observed: percent(hits.count, n),
    limit: percentOfBps(max),
    n,
    examples: hits.examples,
  };
}

/** Check 2: share of valid invoices whose tax ÷ net is no rate in force on their day (PRC only). */
export function checkTaxRateInForce(book: InvoiceBook, limits: AuthenticityLimits): AuthenticityResult {
  const base = {
    check: "tax_rate_in_force",
    direction: book.direction,
    reasonCode: "tax_rate_not_in_force",
    remedy: "explain_tax_rates",
  } as const;
  if (book.jurisdiction !== PRC) return { ...base, ...unused, n: 0, outcome: "not_applicable" };
  if (book.derived === "tax" || book.derived === "net") {
    return { ...base, ...unused, n: 0, outcome: "not_enough_data" };
  }
  return { ...base, ...judgeTaxRates(book, limits.taxRate) };
}

/** Check 3: share of valid invoices that repeat number, counterparty and total of an earlier row. */
export function checkDuplicateInvoice(book: InvoiceBook, limits: AuthenticityLimits): AuthenticityResult {
  const { shareBpsFrom, nMin, onHit } = limits.duplicate;
  const base = {
    check: "duplicate_invoice",
    direction: book.direction,
    reasonCode: "invoices_repeated",
    remedy: "remove_repeated_rows",
  } as const;
  const valid = book.invoices.filter(isValid);
  const n = valid.length;
  if (n < nMin) return { ...base, ...unused, n, outcome: "not_enough_data" };
  const seen = new Set<string>();
  const hits = new Hits();
  for (const { row, number, counterparty, totalMinor } of valid) {
    const key = `${number}\t${counterparty}\t${totalMinor}`;
    if (seen.has(key)) hits.add(row);
    else seen.add(key);
  }
  return {
    ...base,
    outcome: hits.count > 0 && hits.count * 10_000 >= shareBpsFrom * n ? onHit : "passed",
    observed: percent(hits.count, n),
    limit: `< ${percentOfBps(shareBpsFrom)}`,
    n,
    examples: hits.examples,
  };
}

/** Check 7: share of valid invoices whose net amount is a multiple of a thousand. */
export function checkRoundNetAmounts(book: InvoiceBook, limits: AuthenticityLimits): AuthenticityResult {
  const { modulusMinor, shareBpsMax, nMin, onHit } = limits.roundNet;
  const base = {
    check: "round_net_amounts",
    direction: book.direction,
    reasonCode: "amounts_too_round",
    remedy: "explain_round_amounts",
  } as const;
  const modulus = modulusMinor[book.currency];
  if (modulus === undefined) return { ...base, ...unused, n: 0, outcome: "not_applicable" };
  const valid = book.invoices.filter(isValid);
  const n = valid.length;
  if (n < nMin) return { ...base, ...unused, n, outcome: "not_enough_data" };
  const hits = new Hits();
  for (const { row, netMinor } of valid) {
    if (netMinor !== 0 && netMinor % modulus === 0) hits.add(row);
  }
  return {
    ...base,
    outcome: hits.count * 10_000 > shareBpsMax * n ? onHit : "passed",
    observed: percent(hits.count, n),
    limit: percentOfBps(shareBpsMax),
    n,
    examples: hits.examples,
  };
}

/**
 * Check 8: share of voided invoices: too many, or none at all among many (somebody took them out). Only a
 * Chinese tax export always shows them, so that only there their absence is suspect.
 */
export function checkVoidShare(book: InvoiceBook, limits: AuthenticityLimits): AuthenticityResult {
  const { shareBpsMax, zeroSuspectAbove, nMin, onHit } = limits.voidShare;
  const base = { check: "void_share", direction: book.direction } as const;
  const many = { reasonCode: "voids_too_many", remedy: "explain_voids" } as const;
  const n = book.invoices.length;
  if (!book.hasStatus || n < nMin) return { ...base, ...many, ...unused, n, outcome: "not_enough_data" };
  const hits = new Hits();
  for (const { row, status } of book.invoices) if (status === "voided") hits.add(row);
  const none = book.jurisdiction === PRC && hits.count === 0 && n > zeroSuspectAbove;
  const tooMany = hits.count * 10_000 > shareBpsMax * n;
  return {
    ...base,
    ...(none ? ({ reasonCode: "voids_missing", remedy: "upload_export_unedited" } as const) : many),
    outcome: none || tooMany ? onHit : "passed",
    observed: percent(hits.count, n),
    limit: none ? `> 0 of more than ${zeroSuspectAbove}` : percentOfBps(shareBpsMax),
    n,
    examples: hits.examples,
  };
}

/** All checks over one book of invoices, in the order of AUTHENTICITY_CHECKS. */
export const checkInvoiceBook = (
  book: InvoiceBook,
  limits: AuthenticityLimits,
): readonly AuthenticityResult[] => [
  checkExactArithmetic(book, limits),
  checkTaxRateInForce(book, limits),
  checkDuplicateInvoice(book, limits),
  checkRoundNetAmounts(book, limits),
  checkVoidShare(book, limits),
];
