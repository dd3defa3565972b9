import type { Store, StoredItem } from "@firstlot/core/kernel/store";
import type { DynamoDBRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { RememberedDue } from "./remembered-due.ts";

const PARTITION = "DUE#1";

/** A due index of one partition, a page of two items at a time, and how often it was asked. */
function indexOf(dueSks: readonly string[]) {
  const asked: object[] = [];
  const store: Pick<Store, "query"> = {
    query: async (query) => {
      asked.push(query);
      const from = Number(query.after?.at ?? 0);
      const items = dueSks
        .slice(from, from + 2)
        .map((dueSk): StoredItem => ({ pk: dueSk, sk: "STATE", dueSk }));
      return { items, next: from + 2 < dueSks.length ? { at: from + 2 } : undefined };
    },
  };
  return { asked, due: new RememberedDue(store) };
}

/** A change of the item whose key is `pk`: when it was due before, and when it is due now. */
const change = (pk: string, { before, after }: { before?: string; after?: string }): DynamoDBRecord => {
  const image = (dueSk: string | undefined) =>
    dueSk === undefined ? {} : { duePk: { S: PARTITION }, dueSk: { S: dueSk } };
  return {
    dynamodb: {
      Keys: { pk: { S: pk }, sk: { S: "STATE" } },
      OldImage: image(before),
      NewImage: image(after),
    },
  };
};
const sksOf = async (due: RememberedDue, to?: string, limit = 62) =>
  (await due.query({ index: "due", pk: PARTITION, limit, ...(to === undefined ? {} : { to }) })).items.map(
    ({ dueSk }) => dueSk,
  );

describe("the remembered due index", () => {
  it("reads a partition once, whole, and answers up to an instant, in order, at most so many", async () => {
    const { asked, due } = indexOf(["b", "c", "d"]);
    expect(await sksOf(due)).toEqual(["b", "c", "d"]);
    expect(asked).toHaveLength(2);
    expect(await sksOf(due, "a")).toEqual([]);
    expect(await sksOf(due, "c")).toEqual(["b", "c"]);
    expect(await sksOf(due, undefined, 1)).toEqual(["b"]);
    expect(asked).toHaveLength(2);
  });

  it("follows what becomes due, moves and is done", async () => {
    const { asked, due } = indexOf(["b"]);
    expect(await sksOf(due)).toEqual(["b"]);
    due.tell([change("new", { after: "a" }), { dynamodb: {} }]);
    expect(await sksOf(due)).toEqual(["a", "b"]);
    due.tell([change("new", { before: "a", after: "z" })]);
    expect(await sksOf(due)).toEqual(["b", "z"]);
    due.tell([change("b", { before: "b" })]);
    expect(await sksOf(due)).toEqual(["z"]);
    expect(asked).toHaveLength(1);
  });

  it("needs not be told of a partition that was not read yet", async () => {
    const { due } = indexOf(["b"]);
    due.tell([change("b", { before: "a", after: "b" })]);
    expect(await sksOf(due)).toEqual(["b"]);
  });
});
