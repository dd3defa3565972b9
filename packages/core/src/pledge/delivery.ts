import { z } from "zod";
import { countrySchema } from "../campaign/presale-terms.ts";
import {
  type Command,
  commandKey,
  type Done,
  type IdempotencyRefusal,
  once,
  putCommand,
} from "../kernel/command.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Key, Store, Write } from "../kernel/store.ts";
import type { PledgeDeps } from "./end-pledge.ts";
import type { Pledge, PledgeId } from "./pledge.ts";
import type { PledgeRefusal } from "./pledge-refusal.ts";
import { loadPledge, pledgeChange } from "./pledge-store.ts";

const line = (charactersMax: number) => z.string().trim().min(1).max(charactersMax);

/** Where goods are sent. Personal data: it lies under its person, never in an event, and can be erased. */
export const deliverySchema = z.strictObject({
  name: line(100),
  lines: z.array(line(100)).min(1).max(3),
  city: line(80),
  postcode: line(20),
  country: countrySchema,
  phone: z
    .string()
    .regex(/^[+0-9 ()-]{5,25}$/)
    .optional(),
});
export type Delivery = Readonly<z.infer<typeof deliverySchema>>;

const deliveryKey = ({ backerId, id }: Pick<Pledge, "backerId" | "id">): Key => ({
  pk: `PERSON#${backerId}`,
  sk: `DELIVERY#${id}`,
});

/** The address of a pledge; `undefined` before it was given, or after it was erased. */
export async function loadDelivery(
  store: Store,
  pledge: Pick<Pledge, "backerId" | "id">,
): Promise<Delivery | undefined> {
  const item = await store.get(deliveryKey(pledge));
  return item === undefined ? undefined : deliverySchema.parse(item.delivery);
}

const putDelivery = (pledge: Pledge, delivery: Delivery): Write => ({
  Put: {
    Item: { ...deliveryKey(pledge), pledgeVersion: pledge.version, delivery },
    ConditionExpression: "attribute_not_exists(pk) OR pledgeVersion < :version",
    ExpressionAttributeValues: { ":version": pledge.version },
  },
});

/**
 * Sets or changes the address of one's own pledge until it is fulfilled. The country is the one that shipping was
 * priced for. A command of its own, so that a reservation stays at four items.
 * @see docs/rules/pledge.md#delivery
 */
export function setDelivery(
  { store }: PledgeDeps,
  command: Command,
  { pledgeId, delivery }: { pledgeId: PledgeId; delivery: Delivery },
): Promise<Result<Done<Pledge>, PledgeRefusal | IdempotencyRefusal>> {
  const load = async (): Promise<Result<Pledge, PledgeRefusal>> => {
    const pledge = await loadPledge(store, pledgeId);
    return pledge?.backerId === command.actor ? ok(pledge) : err({ kind: "not_found" });
  };
  return once<Pledge, PledgeRefusal>({
    store,
    command,
    identity: commandKey(command),
    current: load,
    attempt: async () => {
      const loaded = await load();
      if (!loaded.ok) return loaded;
      const previous = loaded.value;
      const { status } = previous;
      if (status !== "reserved" && status !== "paid" && status !== "confirmed")
        return err({ kind: "pledge_status", status });
      if (delivery.country !== previous.country)
        return err({ kind: "country_differs", country: previous.country });
      const { actor, now: at } = command;
      const { pledge, writes } = pledgeChange({
        previous,
        next: previous,
        kind: "pledge.delivery_set",
        actor,
        at,
        data: { country: delivery.country },
      });
      const committed = await store.commit({
        ...writes,
        delivery: putDelivery(pledge, delivery),
        command: putCommand(command),
      });
      if (!committed.ok) return err({ kind: "concurrent_update" });
      killPoint("pledge.delivery-set");
      return ok(pledge);
    },
  });
}
