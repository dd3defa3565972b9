import type { Store } from "@firstlot/core/kernel/store";
import type { DynamoDBRecord } from "aws-lambda";

type Query = Parameters<Store["query"]>[0];
type Page = Awaited<ReturnType<Store["query"]>>;

const NOTHING: Page = { items: [], next: undefined };

/**
 * The due index as its first pages are asked for: the first item of each partition stays known until the stream tells
 * of a change in that partition, and the table is asked only where that does not answer.
 */
export class RememberedDue {
  readonly #store: Pick<Store, "query">;
  readonly #first = new Map<string, Page>();

  constructor(store: Pick<Store, "query">) {
    this.#store = store;
  }

  /** Forgets what the changes may have moved. */
  tell(records: readonly DynamoDBRecord[]): void {
    for (const { dynamodb } of records)
      for (const image of [dynamodb?.NewImage, dynamodb?.OldImage])
        if (image?.duePk?.S !== undefined) this.#first.delete(image.duePk.S);
  }

  /** Answers as the store does. */
  async query(query: Query): Promise<Page> {
    const { to } = query;
    const [earliest] = (await this.#firstOf(query.pk)).items;
    const isEmpty = earliest === undefined || (to !== undefined && String(earliest.dueSk) > to);
    if (isEmpty) return NOTHING;
    return query.limit === 1 ? { items: [earliest], next: undefined } : this.#store.query(query);
  }

  async #firstOf(pk: string): Promise<Page> {
    const known = this.#first.get(pk) ?? (await this.#store.query({ index: "due", pk, limit: 1 }));
    this.#first.set(pk, known);
    return known;
  }
}
