import { describe, expect, it } from "vitest";
import { sampleTerms } from "../campaign/sample-terms.ts";
import { evidenceRowSchema } from "../evidence/evidence-store.ts";
import { sha256Hex } from "../kernel/id.ts";
import { addMs, DAY_MS, instantOf } from "../kernel/instant.ts";
import { Store } from "../kernel/store.ts";
import { storeClient } from "../kernel/store-client.ts";
import { currentPolicy } from "../review/policies.ts";
import type { PolicyId } from "../review/policy.ts";
import { EvidenceChangedError } from "../review/replay-decision.ts";
import type { ReadEvidence } from "../review/run-step.ts";
import { type AutomaticStepKind, type StepInputs, stepInputsSchema } from "../review/step.ts";
import { lastDayOf, promiseOf, yearBefore } from "./campaign-plausibility-step.ts";
import { documentsFor } from "./documents-step.ts";
import { awaitFiles, EvidenceNotReadyError, requiredTypes } from "./screening-deps.ts";
import { stepRunners } from "./step-runners.ts";

const NOW = instantOf(Date.UTC(2026, 10, 24));
// nothing listens there: an evaluation that asked the store would fail
const dynamo = storeClient({ endpoint: "http://127.0.0.1:1", region: "none", maxAttempts: 1 });
const runners = stepRunners({
  store: new Store({ dynamo, tableName: "none" }),
  idSecret: "s",
  now: () => {
    throw new Error("an evaluation asked the clock");
  },
  platformPeople: () => {
    throw new Error("an evaluation asked for the platform's people");
  },
});

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));
const PDF = bytesOf("%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");
const refTo = (bytes: Uint8Array) => ({ id: `evd_${"A".repeat(20)}`, sha256: sha256Hex(bytes) });
const reading =
  (...files: Uint8Array[]): ReadEvidence =>
  async ({ sha256 }) => {
    const found = files.find((file) => sha256Hex(file) === sha256);
    if (found === undefined) throw new EvidenceChangedError(sha256);
    return found;
  };

/** Outcome and reasons of a step that decides on what was stored and read back. */
async function told(
  step: AutomaticStepKind,
  inputs: Partial<Record<keyof StepInputs, unknown>>,
  about: { policy?: PolicyId; files?: Uint8Array[] } = {},
): Promise<readonly string[]> {
  const stored = stepInputsSchema.parse(JSON.parse(JSON.stringify({ evidence: [], ...inputs })));
  const policy = currentPolicy(about.policy ?? "enterprise-onboarding");
  const result = await runners[step].evaluate(stored, policy, reading(...(about.files ?? [])));
  return [result.outcome, ...result.findings.map(({ reasonCode }) => reasonCode)];
}

describe("evaluate of each automatic step, without store and clock", () => {
  it("identity: passes a whole file, fails without a representative", async () => {
    const facts = {
      registryNumbers: [{ scheme: "uscc", text: "91152201078377449P", register: "not_asked" }],
      representativeCount: 1,
      ownerShareBps: [10_000],
      licence: { present: true, expiresOn: null },
      today: "2026-11-24",
    };
    expect(await told("identity", { facts })).toEqual(["passed"]);
    const nobody = { ...facts, representativeCount: 0 };
    expect(await told("identity", { facts: nobody })).toEqual(["failed", "representative_missing"]);
  });

  it("conflict: an owner of the platform is told below a fifth, and refused from a fifth on", async () => {
    const owning = (shareBps: number) => ({
      facts: {
        enterprisePeople: [{ personHash: "h1", role: "owner" }],
        platformPeople: [{ personHash: "h1", role: "owner", shareBps }],
      },
    });
    expect(await told("conflict", owning(1_999))).toEqual(["passed", "small_platform_owner"]);
    expect(await told("conflict", owning(2_000))).toEqual(["failed", "conflict_of_interest"]);
  });

  it("payout-account: passes a match, waits for a person without an answer, fails without an account", async () => {
    const facts = {
      scheme: "iban",
      accountHash: "H",
      numberCheck: "ok",
      nameCheck: { answer: "match", answeredAt: addMs(NOW, -DAY_MS) },
      holdUntil: null,
      now: NOW,
    };
    expect(await told("payout-account", { facts })).toEqual(["passed"]);
    const unanswered = { ...facts, nameCheck: null };
    expect(await told("payout-account", { facts: unanswered })).toEqual([
      "needs_human",
      "account_name_not_checked",
    ]);
    const missing = { ...unanswered, scheme: null, accountHash: null, numberCheck: "account_missing" };
    expect(await told("payout-account", { facts: missing })).toEqual([
      "failed",
      "account_number_invalid",
      "account_name_not_checked",
    ]);
  });

  it("documents: judges the bytes themselves and what the policy asks of the country", async () => {
    const paper = (type: string) => ({
      type,
      contentType: "application/pdf",
      usedByAnother: false,
      expiresOn: null,
    });
    const facts = {
      country: "CN",
      documents: [paper("licence"), paper("id_document")],
      today: "2026-11-24",
    };
    const evidence = [refTo(PDF), refTo(PDF)];
    expect(await told("documents", { facts, evidence }, { files: [PDF] })).toEqual(["passed"]);
    const elsewhere = { ...facts, country: "DE" };
    expect(await told("documents", { facts: elsewhere, evidence }, { files: [PDF] })).toEqual([
      "needs_human",
      "document_missing",
    ]);
    const text = bytesOf("no paper");
    const swapped = { facts, evidence: [refTo(PDF), refTo(text)] };
    expect(await told("documents", swapped, { files: [PDF, text] })).toEqual([
      "needs_human",
      "document_bytes_differ",
    ]);
  });

  it("documents: a changed byte is no finding but an error that ends a replay", async () => {
    const facts = {
      country: "CN",
      documents: [{ type: "licence", contentType: "application/pdf", usedByAnother: false, expiresOn: null }],
      today: "2026-11-24",
    };
    await expect(
      told("documents", { facts, evidence: [refTo(PDF)] }, { files: [bytesOf("%PDF-1.8")] }),
    ).rejects.toThrow(EvidenceChangedError);
  });

  const invoices = (rows: number, total = "113.11") =>
    bytesOf(
      `number,date,customer,net,tax,total,status\n${Array.from(
        { length: rows },
        (_, i) => `N${i},2026-03-01,B${i},100.10,13.01,${total},valid`,
      ).join("\n")}\n`,
    );
  const invoiceFile = {
    type: "invoices_sales",
    currency: "CNY",
    profile: {
      ...{ encoding: "utf-8", delimiter: ",", headerRow: 1, decimalStyle: "point", dateStyle: "ymd" },
      direction: "sale",
      columns: {
        ...{ number: "number", date: "date", counterparty: "customer" },
        ...{ net: "net", tax: "tax", total: "total", status: "status", direction: null },
      },
    },
  };
  it.each([
    ["passes honest invoices", invoices(40), ["passed"]],
    ["fails sums that do not add up", invoices(40, "113.14"), ["failed", "invoice_sum_wrong"]],
    ["asks a person about too few", invoices(3), ["needs_human", "invoices_too_few"]],
    [
      "asks a person about an unreadable file",
      bytesOf("a,b\n1,2\n"),
      ["needs_human", "invoices_too_few", "document_bytes_differ"],
    ],
  ])("data-authenticity: %s", async (_, file, expected) => {
    const inputs = { facts: { jurisdiction: "CN", files: [invoiceFile] }, evidence: [refTo(file)] };
    expect(await told("data-authenticity", inputs, { policy: "presale-campaign", files: [file] })).toEqual(
      expected,
    );
  });

  it("campaign-plausibility: asks a person about unknown capacity, fails a plan beside the goal", async () => {
    const facts = { ...promiseOf(sampleTerms()), unitsPerMonth: null, netSales: null, pastCampaigns: [] };
    const known = { ...facts, unitsPerMonth: 450 };
    expect(await told("campaign-plausibility", { facts: known })).toEqual([
      "needs_human",
      "own_costs_high",
      "sales_unknown",
    ]);
    expect(await told("campaign-plausibility", { facts })).toContain("capacity_unknown");
    const goal = { minor: 2_999_99, currency: "EUR" };
    expect(await told("campaign-plausibility", { facts: { ...known, goal } })).toContain("plan_sum_wrong");
  });
});

describe("the facts of a campaign", () => {
  it("name a delivery by the last day of its month and hold no text of the applicant", () => {
    const { tiers, spendingPlan } = promiseOf(sampleTerms());
    expect(tiers.map(({ deliverBy }) => deliverBy)).toEqual(["2027-03-31", "2027-03-31"]);
    expect(spendingPlan.map(({ purpose }) => purpose)).toEqual(["s1", "s2"]);
    expect(lastDayOf("2028-02")).toBe("2028-02-29");
  });

  it("count the sales of the twelve whole months before the current one", () => {
    expect(yearBefore(NOW)).toEqual({ from: "2025-11", to: "2026-11" });
  });
});

describe("the documents that count", () => {
  const row = (change: Record<string, unknown>) =>
    evidenceRowSchema.parse({
      id: `evd_${"A".repeat(20)}`,
      enterpriseId: `ent_${"A".repeat(20)}`,
      ...{ type: "licence", fileName: "a.pdf", contentType: "application/pdf", bytes: 1, sha256: "x" },
      ...{ createdAt: NOW, status: "clean", version: 1 },
      ...change,
    });
  const about = { types: ["licence", "invoices_sales"], subjectId: "cmp_1", today: "2026-11-24" };

  it("pass over an expired paper only when another one is in force", () => {
    const old = row({ expiresOn: "2026-11-23" });
    const current = row({ expiresOn: "2026-11-24" });
    expect(documentsFor([old], about)).toEqual([old]);
    expect(documentsFor([current, old], about)).toEqual([current]);
  });

  it("are neither unread tables, nor papers put aside, nor files of another campaign", () => {
    const rows = [
      row({ type: "invoices_sales", status: "clean" }),
      row({ status: "quarantined" }),
      row({ status: "refused" }),
      row({ subject: { kind: "campaign", id: "cmp_2" } }),
      row({ type: "articles" }),
    ];
    expect(documentsFor(rows, about)).toEqual([]);
  });

  it("are waited for while one is being scanned or read, and not longer", () => {
    for (const status of ["quarantined", "reading"])
      expect(() => awaitFiles([row({ status })], ["licence"])).toThrow(EvidenceNotReadyError);
    for (const status of ["clean", "read", "failed", "refused"])
      expect(() => awaitFiles([row({ status })], ["licence"])).not.toThrow();
    expect(() => awaitFiles([row({ status: "quarantined" })], ["articles"])).not.toThrow();
  });

  it("are asked for by country, else by the rest's list", () => {
    const policy = currentPolicy("enterprise-onboarding");
    expect(requiredTypes(policy, "CN")).not.toContain("articles");
    expect(requiredTypes(policy, "DE")).toContain("articles");
    expect(requiredTypes(currentPolicy("tranche-release"), "DE")).toEqual([]);
  });
});
