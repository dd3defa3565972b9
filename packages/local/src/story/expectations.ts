/** One thing that must hold, with what was expected and what is. */
export interface Expectation {
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
}

/** Everything that must hold at the end of a story. */
export class Expectations {
  readonly #all: Expectation[] = [];

  /** Notes one; they are equal or the story does not hold. */
  equal(what: string, { expected, actual }: { expected: unknown; actual: unknown }): void {
    this.#all.push({ what, expected: textOf(expected), actual: textOf(actual) });
  }

  /** Those that do not hold. */
  broken(): readonly Expectation[] {
    return this.#all.filter(({ expected, actual }) => expected !== actual);
  }

  /** All of them as a table. */
  table(): string {
    const rows = this.#all.map(({ what, expected, actual }) => [
      expected === actual ? "ok" : "NO",
      what,
      expected,
      actual,
    ]);
    return textTable(["", "what must hold", "expected", "actual"], rows);
  }
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** An aligned table for people; columns of amounts and counts to the right. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, i) => Math.max(...all.map((row) => (row[i] ?? "").length)));
  const isNumber = head.map(
    (_, i) => rows.length > 0 && rows.every((row) => /^[-\d.,]*$/.test(row[i] ?? "")),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (isNumber[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join("  ")
      .trimEnd();
  return [line(head), widths.map((width) => "-".repeat(width)).join("  "), ...rows.map(line)].join("\n");
}
