/** How a backer ends: state, and amounts as the API writes them. */
export interface BackerEnd {
  readonly status: string;
  readonly price: string;
  readonly cameIn: string;
  readonly wentBack: string;
}

/** The rows of the Markdown table whose head begins with these columns. */
function rowsUnder(rules: string, head: readonly string[]): readonly (readonly string[])[] {
  const lines = rules.split("\n").map((line) =>
    line.startsWith("|")
      ? line
          .slice(1, -1)
          .split("|")
          .map((cell) => cell.trim())
      : [],
  );
  const begin = lines.findIndex((cells) => head.every((title, i) => cells[i] === title));
  if (begin < 0) throw new Error(`docs/rules/ledger.md has no table ${head.join(" | ")}`);
  const body = lines.slice(begin + 2);
  const end = body.findIndex((cells) => cells.length === 0);
  return end < 0 ? body : body.slice(0, end);
}

const ENDS = ["campaign", "who", "backers", "ends as", "price", "came in", "went back"];
const SPLITS = ["campaign", "confirmed", "fee", "VAT", "reserve", "tranches"];

/** How the backers of a campaign end, by the table made by hand. */
export const handMadeEnds = (
  rules: string,
  campaign: string,
): readonly (BackerEnd & { readonly who: string; readonly backers: number })[] =>
  rowsUnder(rules, ENDS)
    .filter(([name]) => name === campaign)
    .map(([, who = "", backers, status = "", price = "", cameIn = "", wentBack = ""]) => ({
      ...{ who, backers: Number(backers), status },
      ...{ price, cameIn, wentBack },
    }));

/** How a funded campaign's money is split up, by the table made by hand. */
export const handMadeSplit = (rules: string, campaign: string): string =>
  rowsUnder(rules, SPLITS)
    .find(([name]) => name === campaign)
    ?.slice(1, SPLITS.length)
    .join(" / ") ?? "";
