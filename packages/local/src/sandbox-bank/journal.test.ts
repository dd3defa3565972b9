import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Journal } from "./journal.ts";

const fact = (account: string) => ({ type: "name_registered", account, name: "首批" }) as const;
const newPath = () => join(mkdtempSync(join(tmpdir(), "firstlot-journal-")), "books.jsonl");

describe("Journal", () => {
  it("brings back every commit after a restart, in order", () => {
    const path = newPath();
    const journal = new Journal(path);
    journal.append([fact("AAAAA"), fact("BBBBB")]);
    journal.append([fact("CCCCC")]);
    journal.close();
    expect(new Journal(path).known).toEqual([[fact("AAAAA"), fact("BBBBB")], [fact("CCCCC")]]);
  });

  it("cuts off a torn last line wherever it was torn, and goes on behind it", () => {
    const path = newPath();
    const journal = new Journal(path);
    journal.append([fact("AAAAA")]);
    journal.append([fact("BBBBB")]);
    journal.close();
    const whole = readFileSync(path);
    const firstLine = whole.indexOf("\n") + 1;
    for (let length = firstLine; length < whole.length; length++) {
      writeFileSync(path, whole.subarray(0, length));
      const torn = new Journal(path);
      expect(torn.known).toEqual([[fact("AAAAA")]]);
      torn.append([fact("CCCCC")]);
      torn.close();
      const again = new Journal(path);
      expect(again.known).toEqual([[fact("AAAAA")], [fact("CCCCC")]]);
      again.close();
    }
  });

  it("refuses to start on a journal that is damaged before its last line", () => {
    const path = newPath();
    new Journal(path).append([fact("AAAAA")]);
    appendFileSync(path, "{broken}\n");
    expect(() => new Journal(path)).toThrow("damaged at line 2");
  });

  it("does not write what it could not read back", () => {
    const journal = new Journal(newPath());
    expect(() => journal.append([])).toThrow();
    expect(() => journal.append([fact("a b")])).toThrow();
  });
});
