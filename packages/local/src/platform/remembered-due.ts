import type { Store, StoredItem } from "@firstlot/core/kernel/store";
import type { DynamoDBRecord } from "aws-lambda";

type Query = Parameters<Store["query"]>[0];
type Page = Awaited<ReturnType<Store["query"]>>;

const PAGE = 1_000;

const keyOf = (pk: unknown, sk: unknown): string => `${pk} ${sk}`;
const dueSkOf = ({ dueSk }: StoredItem): string => String(dueSk);

/**
 * The due index as the change stream tells it: each partition is read once, whole, and then followed, so that looking
 * for what is due costs no call. Where it is behind the table, what it names is found to be done with.
 */
export class RememberedDue {
  readonly #store: Pick<Store, "query">;
  readonly #partitions = new Map<string, Map<string, StoredItem>>();

  constructor(store: Pick<Store, "query">) {
    this.#store = store;
  }

  /** Follows what changed, in the order of the stream. */
  tell(records: readonly DynamoDBRecord[]): void {
    for (const { dynamodb } of records) {
      const pk = dynamodb?.Keys?.pk?.S;
      const sk = dynamodb?.Keys?.sk?.S;
      const [before, after] = [dynamodb?.OldImage, dynamodb?.NewImage];
      this.#partitions.get(before?.duePk?.S ?? "")?.delete(keyOf(pk, sk));
      this.#partitions.get(after?.duePk?.S ?? "")?.set(keyOf(pk, sk), { pk, sk, dueSk: after?.dueSk?.S });
    }
  }

  /** Answers as the store does, from the start of a partition up to `to`. */
  async query({ pk, to, limit }: Query): Promise<Page> {
    const items = [...(await this.#partition(pk)).values()]
      .filter((item) => to === undefined || dueSkOf(item) <= to)
      .sort((a, b) => (dueSkOf(a) < dueSkOf(b) ? -1 : 1));
    return { items: items.slice(0, limit), next: undefined };
  }

  async #partition(pk: string): Promise<Map<string, StoredItem>> {
    const known = this.#partitions.get(pk) ?? (await this.#read(pk));
    this.#partitions.set(pk, known);
    return known;
  }

  async #read(pk: string): Promise<Map<string, StoredItem>> {
    const items = new Map<string, StoredItem>();
    let after: StoredItem | undefined;
    do {
      const page = await this.#store.query({ index: "due", pk, limit: PAGE, after });
      for (const item of page.items) items.set(keyOf(item.pk, item.sk), item);
      after = page.next;
    } while (after !== undefined);
    return items;
  }
}
