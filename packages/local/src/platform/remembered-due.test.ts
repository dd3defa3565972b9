import type { Store } from "@firstlot/core/kernel/store";
import type { DynamoDBRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { RememberedDue } from "./remembered-due.ts";

/** A due index with one partition, and how often it was asked. */
function indexOf(dueSks: string[]) {
  const asked: object[] = [];
  const store: Pick<Store, "query"> = {
    query: async (query) => {
      asked.push(query);
      const items = dueSks
        .filter((dueSk) => query.to === undefined || dueSk <= query.to)
        .slice(0, query.limit)
        .map((dueSk) => ({ pk: dueSk, sk: "STATE", dueSk }));
      return { items, next: undefined };
    },
  };
  return { asked, due: new RememberedDue(store) };
}

const first = { index: "due", pk: "DUE#1", limit: 1 } as const;
const until = (to: string) => ({ index: "due", pk: "DUE#1", to, limit: 62 }) as const;
const change = (image: "NewImage" | "OldImage", duePk: string): DynamoDBRecord => ({
  dynamodb: { [image]: { duePk: { S: duePk } } },
});
const sksOf = async (page: ReturnType<Store["query"]>) => (await page).items.map(({ dueSk }) => dueSk);

describe("the remembered due index", () => {
  it("asks for the first item once, and for nothing that is due later", async () => {
    const { asked, due } = indexOf(["b", "c"]);
    expect(await sksOf(due.query(first))).toEqual(["b"]);
    expect(await sksOf(due.query(first))).toEqual(["b"]);
    expect(await sksOf(due.query(until("a")))).toEqual([]);
    expect(asked).toHaveLength(1);
    expect(await sksOf(due.query(until("b")))).toEqual(["b"]);
    expect(await sksOf(due.query(until("z")))).toEqual(["b", "c"]);
  });

  it("remembers that nothing is due", async () => {
    const { asked, due } = indexOf([]);
    expect(await sksOf(due.query(until("z")))).toEqual([]);
    expect(await sksOf(due.query(first))).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it.each(["NewImage", "OldImage"] as const)(
    "asks again after a change of that partition (%s)",
    async (image) => {
      const dueSks = ["b"];
      const { asked, due } = indexOf(dueSks);
      await due.query(first);
      dueSks.unshift("a");
      due.tell([change(image, "DUE#2"), { dynamodb: {} }]);
      expect(await sksOf(due.query(first))).toEqual(["b"]);
      due.tell([change(image, "DUE#1")]);
      expect(await sksOf(due.query(first))).toEqual(["a"]);
      expect(asked).toHaveLength(2);
    },
  );
});
