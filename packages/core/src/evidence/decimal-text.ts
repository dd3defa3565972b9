/** Which sign stands before the decimals: `1,234.50` is `point`, `1.234,50` is `comma`. */
export const DECIMAL_STYLES = ["point", "comma"] as const;
export type DecimalStyle = (typeof DECIMAL_STYLES)[number];

/** An amount in minor units, and whether decimals beyond the currency's were rounded away. */
export type DecimalReading = Readonly<{ minor: number; rounded: boolean }>;

/** Amounts of one row stay below ten trillion minor units, so that sums of 400,000 rows are guarded, not luck. */
export const ROW_MINOR_MAX = 10_000_000_000_000;

/** No amount with sign, grouping and currency is longer; a longer text would only cost time. */
const TEXT_CHARS_MAX = 60;

const PLAIN = /^(-?)(\d{1,13})(?:\.(\d{1,12}))?$/;
const GROUPED = /^\d{1,3}(?:([,.'’ ])\d{3})(?:\1\d{3})*$/;
const CURRENCY_SIGN =
  /^(?:CNY|RMB|EUR|USD|GBP|CHF|JPY|KWD|¥|€|\$|£|元)\s*|\s*(?:CNY|RMB|EUR|USD|GBP|CHF|JPY|KWD|元|€)$/gi;

/**
 * Half to even at the currency's decimals, on digits, never through a float.
 * @see docs/rules/evidence.md#decimals
 */
function toMinor(
  negative: boolean,
  whole: string,
  fraction: string,
  exponent: number,
): DecimalReading | undefined {
  const kept = fraction.slice(0, exponent).padEnd(exponent, "0");
  const rest = fraction.slice(exponent).replace(/0+$/, "");
  const floor = Number(whole + kept);
  const last = floor % 2 === 1;
  const up = rest !== "" && (rest[0] === "5" && rest.length === 1 ? last : rest >= "5");
  const minor = up ? floor + 1 : floor;
  if (minor > ROW_MINOR_MAX) return undefined;
  return { minor: negative && minor !== 0 ? -minor : minor, rounded: rest !== "" };
}

/** Sign, currency and grouping removed: `(1.234,50 €)` in style `comma` becomes `-1234.50`. */
function unformatted(text: string, style: DecimalStyle): string | undefined {
  let body = text
    .normalize("NFKC")
    .replace(/[\u2212\u2012-\u2015]/g, "-")
    .replace(/[\u00a0\u202f]/g, " ")
    .trim();
  let negative = false;
  if (body.startsWith("(") && body.endsWith(")")) {
    negative = true;
    body = body.slice(1, -1).trim();
  }
  body = body.replace(CURRENCY_SIGN, "").trim();
  if (body.startsWith("-") || body.endsWith("-")) {
    if (negative) return undefined;
    negative = true;
    body = body.startsWith("-") ? body.slice(1).trim() : body.slice(0, -1).trim();
    body = body.replace(CURRENCY_SIGN, "").trim();
  } else if (body.startsWith("+")) {
    body = body.slice(1).trim();
  }
  const mark = style === "point" ? "." : ",";
  const at = body.lastIndexOf(mark);
  const whole = at === -1 ? body : body.slice(0, at);
  const fraction = at === -1 ? "" : body.slice(at + 1);
  const grouped = GROUPED.test(whole) && !whole.includes(mark);
  const digits = grouped ? whole.replace(/\D/g, "") : whole === "" && fraction ? "0" : whole;
  if (!/^\d{1,13}$/.test(digits) || !(at === -1 || /^\d{1,12}$/.test(fraction))) return undefined;
  return `${negative ? "-" : ""}${digits}${fraction ? `.${fraction}` : ""}`;
}

/**
 * Reads an amount as people and programs write it: grouping, currency sign, brackets or a trailing minus for
 * negative. No exponent notation: a spreadsheet that wrote `1.2E+05` has already lost digits.
 * @param exponent decimals of the currency
 * @returns undefined when it is no amount in this style, or beyond ROW_MINOR_MAX
 */
export function readDecimal(text: string, style: DecimalStyle, exponent: number): DecimalReading | undefined {
  if (text.length > TEXT_CHARS_MAX) return undefined;
  const direct = style === "point" ? PLAIN.exec(text) : null;
  const match = direct ?? PLAIN.exec(unformatted(text, style) ?? "");
  if (!match) return undefined;
  return toMinor(match[1] === "-", match[2] ?? "0", match[3] ?? "", exponent);
}

/** What samples of one column say about their style: sure when a text can be read in one style only. */
export function guessDecimalStyle(samples: readonly string[]): { style: DecimalStyle; sure: boolean } {
  let point = 0;
  let comma = 0;
  for (const sample of samples) {
    const asPoint = readDecimal(sample, "point", 2) !== undefined;
    const asComma = readDecimal(sample, "comma", 2) !== undefined;
    if (asPoint && !asComma) point += 1;
    if (asComma && !asPoint) comma += 1;
  }
  return { style: comma > point ? "comma" : "point", sure: comma !== point };
}
