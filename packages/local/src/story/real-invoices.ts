import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import type { Maker } from "./campaign-acts.ts";
import { applied } from "./enterprise-acts.ts";
import { type Expectations, textTable } from "./expectations.ts";
import { failingTerms } from "./presale-terms.ts";
import { claimed, reviewed } from "./review-acts.ts";
import { caseOf, PUBLIC, STAFF, type Stage, withId } from "./stage.ts";

const COMPANIES = ["E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8", "E9", "E10"] as const;
/** One total of the first company is one yuan more than its net amount and its tax. */
const EDITED = "E1 with one total edited";

const runs = z.looseObject({
  runs: z.array(
    z.looseObject({
      step: z.string(),
      outcome: z.string(),
      findings: z.array(z.looseObject({ reasonCode: z.string(), observed: z.string(), limit: z.string() })),
    }),
  ),
});

/** The rows of each company in one of the files, under the file's own head. */
function booksIn(dir: string, file: string): ReadonlyMap<string, string> {
  const [head = "", ...lines] = gunzipSync(readFileSync(join(dir, file)))
    .toString("utf8")
    .split("\n");
  const wanted = new Set<string>(COMPANIES);
  const rows = new Map<string, string[]>();
  for (const line of lines) {
    const company = line.slice(0, line.indexOf(","));
    if (!wanted.has(company)) continue;
    const known = rows.get(company) ?? [];
    known.push(line);
    rows.set(company, known);
  }
  return new Map([...rows].map(([company, own]) => [company, `${[head, ...own].join("\n")}\n`]));
}

/** The same book with the total of its first invoice one yuan higher. */
function withOneTotalEdited(book: string): string {
  const [head = "", first = "", ...rest] = book.split("\n");
  const cells = first.split(",");
  const total = cells.at(-2) ?? "0";
  const edited = [...cells.slice(0, -2), String(Number(total) + 1), cells.at(-1) ?? ""].join(",");
  return [head, edited, ...rest].join("\n");
}

const USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** A unified social credit code with the check character of GB 32100-2015. */
function usccOf(i: number): string {
  const body = `91110105${String(10_000_000 + i)}X`;
  let weight = 1;
  let sum = 0;
  for (const character of body) {
    sum += USCC_ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return `${body}${USCC_ALPHABET.charAt((31 - (sum % 31)) % 31)}`;
}

/** An enterprise with real invoices applies and submits a campaign. @returns what the data authenticity step says */
async function judged(
  stage: Stage,
  owner: Maker["owner"],
  company: { name: string; i: number; sales: string; purchases: string | undefined },
) {
  const { name, i, sales, purchases } = company;
  const bytes = (text: string) => new TextEncoder().encode(text);
  const { id, caseId } = await applied(stage, owner, {
    legalName: `${name} Trading Co., Ltd.`,
    country: "CN",
    registryNumber: { scheme: "uscc", text: usccOf(i) },
    account: { scheme: "iban", number: "DE89370400440532013000", currency: "CNY" },
    papers: ["licence", "id_document"],
    tables: [
      { type: "invoices_sales", content: bytes(sales) },
      ...(purchases === undefined ? [] : [{ type: "invoices_purchases", content: bytes(purchases) }]),
    ],
  });
  await reviewed(stage, caseId);
  const at = `${PUBLIC}/enterprises/${id}/campaigns`;
  const terms = failingTerms(await stage.now());
  const draft = await owner.do("POST", at, withId, { json: { terms } });
  const campaign = await owner.do("POST", `${at}/${draft.id}/submit`, caseOf);
  await claimed(stage, campaign.caseId);
  const found = await stage.analyst.do("GET", `${STAFF}/review/cases/${campaign.caseId}`, runs);
  const run = found.runs.find(({ step }) => step === "data-authenticity");
  stage.tell(`${name}: data authenticity ${run?.outcome ?? "not run"}`);
  return { name, outcome: run?.outcome ?? "not run", findings: run?.findings ?? [] };
}

/** Real VAT invoices of ten companies as evidence: the review works on them, and one edited total fails. */
export async function judgeRealInvoices(
  stage: Stage,
  { owner }: Pick<Maker, "owner">,
  { dir, expectations }: { dir: string; expectations: Expectations },
): Promise<void> {
  const sales = booksIn(dir, "cn_sme_123_sales_invoices.csv.gz");
  const purchases = booksIn(dir, "cn_sme_123_purchase_invoices.csv.gz");
  const bookOf = (company: string) => sales.get(company) ?? "";
  const companies = COMPANIES.map((name, i) => ({
    ...{ name, i, sales: bookOf(name) },
    purchases: purchases.get(name),
  }));
  const edited = { name: EDITED, i: COMPANIES.length, sales: withOneTotalEdited(bookOf("E1")) };
  const results: Awaited<ReturnType<typeof judged>>[] = [];
  for (const company of [...companies, { ...edited, purchases: undefined }])
    results.push(await judged(stage, owner, company));
  const rows = results.map(({ name, outcome, findings }) => [
    name,
    outcome,
    findings
      .map(({ reasonCode, observed, limit }) => `${reasonCode} ${observed} (limit ${limit})`)
      .join("; "),
  ]);
  stage.print(
    `\nData authenticity of real invoices\n\n${textTable(["company", "outcome", "findings"], rows)}\n`,
  );
  const of = (name: string) => results.find((result) => result.name === name)?.outcome;
  expectations.equal("E1: data authenticity", { expected: "passed", actual: of("E1") ?? "" });
  expectations.equal(`${EDITED}: data authenticity`, { expected: "failed", actual: of(EDITED) ?? "" });
}
