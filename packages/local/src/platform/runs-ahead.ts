import { type BankCalendar, nextCutOff } from "@firstlot/core/bank/calendar";
import { listInstructions } from "@firstlot/core/bank/instruction-store";
import { listPartners } from "@firstlot/core/bank/partner-store";
import { type PartnerId, partnerIdSchema } from "@firstlot/core/identity/actor";
import { addMs, type Instant, instantSchema } from "@firstlot/core/kernel/instant";
import type { Store } from "@firstlot/core/kernel/store";
import type { DynamoDBRecord } from "aws-lambda";

const PAGE = 100;

/** Instructions that wait to be sent by when they were created, of one bank. */
type Waiting = Map<string, Instant>;

/**
 * When a settlement run is to be opened next: the first cut-off of a bank that has something to send. Read once, then
 * followed on the change stream, so that the days on which nothing waits cost nothing.
 */
export class RunsAhead {
  readonly #store: Store;
  #banks: Map<PartnerId, { readonly calendar: BankCalendar; readonly waiting: Waiting }> | undefined;
  /** Runs were last opened at this instant; unknown after a start, when one may have been missed. */
  #openedAt: Instant | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Follows what changed. */
  tell(records: readonly DynamoDBRecord[]): void {
    for (const { dynamodb } of records) {
      const pk = dynamodb?.Keys?.pk?.S ?? "";
      if (pk.startsWith("PARTNER#")) this.#banks = undefined; // its calendar may have changed, or it is new
      const instruction = pk.startsWith("INSTRUCTION#") ? dynamodb?.NewImage : undefined;
      const partnerId = partnerIdSchema.safeParse(instruction?.partnerId?.S);
      const waiting = partnerId.success ? this.#banks?.get(partnerId.data)?.waiting : undefined;
      if (instruction?.status?.S === "created")
        waiting?.set(pk, instantSchema.parse(instruction.createdAt?.S));
      else waiting?.delete(pk);
    }
  }

  /** The next instant at which a run is to be opened; in the past where it was missed. */
  async next(now: Instant): Promise<Instant | undefined> {
    const openedAt = this.#openedAt;
    if (openedAt === undefined) return now;
    this.#banks ??= await this.#read();
    const cutOffs = [...this.#banks.values()].flatMap(({ calendar, waiting }) => {
      const [oldest] = [...waiting.values()].sort();
      if (oldest === undefined) return [];
      // what was created at the cut-off itself is still in time
      return nextCutOff(calendar, [addMs(oldest, -1), openedAt].sort()[1] ?? openedAt);
    });
    return cutOffs.sort()[0];
  }

  /** Runs were opened for everything that was due until `now`. */
  opened(now: Instant): void {
    this.#openedAt = now;
  }

  async #read() {
    const banks = new Map<PartnerId, { readonly calendar: BankCalendar; readonly waiting: Waiting }>();
    for (const { id, calendar } of await listPartners(this.#store))
      banks.set(id, { calendar, waiting: await this.#waitingAt(id) });
    return banks;
  }

  async #waitingAt(partnerId: PartnerId): Promise<Waiting> {
    const waiting: Waiting = new Map();
    let after: string | undefined;
    do {
      const page = await listInstructions(this.#store, { partnerId, status: "created", limit: PAGE, after });
      for (const { id, createdAt } of page.instructions) waiting.set(`INSTRUCTION#${id}`, createdAt);
      after = page.next;
    } while (after !== undefined);
    return waiting;
  }
}
