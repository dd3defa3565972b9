import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCamt053 } from "@firstlot/partner-kit/camt053-read";
import { writeCamt053 } from "@firstlot/partner-kit/camt053-write";
import { type Statement, successionOf } from "@firstlot/partner-kit/statement";
import { describe, expect, it } from "vitest";

const FOLDER = `${process.env.FIRSTLOT_REFERENCE_DATA ?? "/work/shared/data"}/iso20022`;
const present = existsSync(FOLDER);
if (!present) console.log("ISO 20022 samples: folder absent, 4 conformance tests skipped");

const filesOf = (folder: string): string[] =>
  present ? readdirSync(join(FOLDER, folder)).filter((name) => name.endsWith(".xml")) : [];
const fileText = (folder: string, name: string): Buffer => readFileSync(join(FOLDER, folder, name));
const isStatement = (folder: string, name: string): boolean =>
  fileText(folder, name).subarray(0, 2_000).includes("camt.053.001");

function statementOf(name: string): Statement {
  const read = readCamt053(fileText("synthetic-set", name));
  if (!read.ok) throw new Error(`${name}: ${JSON.stringify(read.error)}`);
  const [statement] = read.value;
  if (!statement) throw new Error(`${name} holds no statement`);
  return statement;
}

describe.skipIf(!present)("ISO 20022 samples", () => {
  it("reads each valid camt.053 sample whole, or refuses it with a reason", () => {
    const outcomes = filesOf("samples/valid")
      .filter((name) => isStatement("samples/valid", name))
      .map((name) => {
        const read = readCamt053(fileText("samples/valid", name));
        if (!read.ok) return `refused  ${name}: ${JSON.stringify(read.error)}`;
        return `read     ${name}: ${read.value.map(({ entries }) => `${entries.length} entries`).join(", ")}`;
      });
    console.log(outcomes.join("\n"));
    expect(outcomes.length).toBeGreaterThan(10);
  });

  it("refuses every other message and every invalid sample without throwing", () => {
    for (const folder of ["samples/valid", "samples/invalid", "samples/no-xsd"]) {
      for (const name of filesOf(folder)) {
        const read = readCamt053(fileText(folder, name));
        if (!isStatement(folder, name))
          expect(read).toMatchObject({ error: { kind: "unsupported_message" } });
      }
    }
  });

  it("ingests the synthetic set as expected.json says", () => {
    const day1 = statementOf("03-camt.053.001.08-day1.xml");
    expect(day1).toMatchObject({ sequence: 61, openingMinor: 1_000_000, closingMinor: 449_849 });
    expect(day1.entries.map(({ reference, endToEndId, kind }) => [reference, endToEndId, kind])).toEqual([
      ["B-1001", "E2E-CAMP1-TR1-0001", "transfer"],
      ["B-1002", "E2E-CAMP1-RF-0003", "transfer"],
      ["B-1003", undefined, "transfer"],
      ["B-1004", undefined, "transfer"],
    ]);
    const day2 = statementOf("04-camt.053.001.08-day2-return.xml");
    expect(successionOf(day1, day2)).toEqual({ kind: "follows" });
    expect(day2.entries).toMatchObject([
      { reference: "B-2001", endToEndId: "E2E-CAMP1-RF-0003", kind: "return", reason: "AC01" },
    ]);
    const again = statementOf("05-camt.053.001.08-day2-sent-again.xml");
    expect(successionOf(day2, again)).toEqual({ kind: "already_received" });
    expect(again.entries).toEqual(day2.entries);
    const day3 = statementOf("06-camt.053.001.08-day3-wrong-opening.xml");
    expect(successionOf(day2, day3)).toEqual({ kind: "opening_differs", differenceMinor: -10 });
  });

  it("writes camt.053.001.08 that the schema accepts", ({ skip }) => {
    if (spawnSync("xmllint", ["--version"]).error) {
      console.log("xmllint is not installed: schema validation of our camt.053 skipped");
      skip();
    }
    const file = join(mkdtempSync(join(tmpdir(), "firstlot-camt-")), "statement.xml");
    const statements = [
      statementOf("03-camt.053.001.08-day1.xml"),
      statementOf("04-camt.053.001.08-day2-return.xml"),
    ];
    writeFileSync(
      file,
      writeCamt053(statements, { messageId: "MSG-1", createdAt: "2026-11-24T23:00:00.000Z" }),
    );
    execFileSync("xmllint", [
      "--noout",
      "--nonet",
      "--schema",
      join(FOLDER, "xsd/camt.053.001.08.xsd"),
      file,
    ]);
  });
});
