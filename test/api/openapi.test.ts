import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PERMISSIONS } from "@firstlot/core/identity/permission-table";
import { describe, expect, it } from "vitest";
import { apiDocuments } from "../../packages/functions/src/api/document-platform.ts";

const documents = apiDocuments();
const operations = Object.entries(documents).flatMap(([api, { paths }]) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ api, path, method, ...operation })),
  ),
);
type Operation = (typeof operations)[number];

const API = join(import.meta.dirname, "../../packages/functions/src/api");
const routeFiles = (): string[] =>
  readdirSync(API, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("-routes.ts"))
    .map((file) => readFileSync(join(API, file), "utf8"));

const nameOf = ({ api, operationId }: Operation) => `${api}.${operationId}`;
const takes = ({ parameters = [] }: Operation, header: string): boolean =>
  parameters.some((one) => one.in === "header" && one.name === header);

/** POSTs without an Idempotency-Key, each with the reason why a repetition does no harm. */
const KEYLESS: Readonly<Record<string, string>> = {
  "public.quoteBasket": "computes a price, holds nothing",
  "public.previewEvidence": "reads a file and guesses its columns, stores nothing",
  "public.readInvitation": "reads an offer by a token that may not stand in an address",
  "public.uploadMedium": "the name of what is stored is the hash of its bytes",
  "public.endOwnSessions": "ending twice is ending once",
  "backoffice.endSessionsOfUser": "ending twice is ending once",
  "backoffice.findUsers": "a search whose text may not stand in an address",
  "partner.sendConfirmation": "the signed webhook-id is the identity of the message",
};

describe("the route table", () => {
  it("names a permission of the table for every route", () => {
    const missing = operations.filter((one) => !(one["x-permission"] in PERMISSIONS)).map(nameOf);
    expect(operations.length).toBeGreaterThan(100);
    expect(missing).toEqual([]);
  });

  it("has an operationId of its own and a summary for every route of an API", () => {
    const names = operations.map(nameOf);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    expect(operations.filter(({ summary = "" }) => summary === "").map(nameOf)).toEqual([]);
  });

  it("asks every POST for an Idempotency-Key, or says why not", () => {
    const keyless = operations.filter((one) => one.method === "post" && !takes(one, "idempotency-key"));
    expect(keyless.map(nameOf).sort()).toEqual(Object.keys(KEYLESS).sort());
  });

  it("asks every edit for the version that was read", () => {
    const blind = operations.filter(
      (one) => ["put", "patch"].includes(one.method) && !takes(one, "if-match"),
    );
    // one's own language and mails, named whole each time: the last word holds
    expect(blind.map(nameOf)).toEqual(["public.chooseLocale", "public.chooseNoticePreferences"]);
  });

  it("lets a GET take no body and no key, and call itself a reading", () => {
    const reads = operations.filter(({ method }) => method === "get");
    const suspicious = reads.filter(
      (one) =>
        takes(one, "idempotency-key") ||
        "requestBody" in one ||
        !/^(read|list|explore|download|poll|replayDecision)/.test(one.operationId),
    );
    expect(suspicious.map(nameOf)).toEqual([]);
  });

  it("gives no handler of a GET a command, without which nothing can be changed", () => {
    const blocks = routeFiles().flatMap((text) => {
      const reading = [...text.matchAll(/const (\w+) = declare\(\{\s+method: "get"/g)].map(
        ([, name]) => name,
      );
      return text
        .split(".openapi(")
        .slice(1)
        .filter((block) => reading.includes(/^\w+/.exec(block)?.[0]))
        .map((block) => block.split(/\n {2,4}\}\)/)[0] ?? "");
    });
    expect(blocks.length).toBeGreaterThan(50);
    expect(blocks.filter((block) => /commandFrom\(|systemCommand\(|\.commit\(/.test(block))).toEqual([]);
  });

  it("has no other methods than GET, POST, PUT and PATCH", () => {
    expect([...new Set(operations.map(({ method }) => method))].sort()).toEqual([
      "get",
      "patch",
      "post",
      "put",
    ]);
  });

  it("asks for no token exactly where anybody is let in", () => {
    const open = operations.filter(({ security }) => security?.length === 0).map(nameOf);
    expect(open.sort()).toEqual([
      "partner.sendConfirmation",
      "public.exploreCampaigns",
      "public.quoteBasket",
      "public.readCampaign",
      "public.readInvitation", // needs the 256-bit token of the mailed link
      "public.readMedium",
      "public.readStatistics",
    ]);
  });

  it("lets staff read evidence and never hand any in or say how it is read", () => {
    const staff = operations.filter(
      ({ api, tags = [] }) => api === "backoffice" && tags.includes("evidence"),
    );
    expect(staff.map(({ operationId }) => operationId).sort()).toEqual([
      "downloadEvidence",
      "listEvidence",
      "readEvidenceFile",
    ]);
  });

  it("uses exactly the tags that a document explains", () => {
    for (const [api, { tags }] of Object.entries(documents)) {
      const used = new Set(operations.filter((one) => one.api === api).flatMap((one) => one.tags ?? []));
      expect([...used].sort()).toEqual(tags.map(({ name }) => name).sort());
    }
  });

  it("is written alike each time", () => {
    expect(JSON.stringify(apiDocuments())).toBe(JSON.stringify(documents));
  });
});
