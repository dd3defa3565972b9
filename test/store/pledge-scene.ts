import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { accountNumberSchema } from "@firstlot/core/bank/account-number";
import { bankCalendarSchema } from "@firstlot/core/bank/calendar";
import { type Offer, offerSchema } from "@firstlot/core/campaign/offer";
import { putOffer } from "@firstlot/core/campaign/offer-store";
import { type Command, commandOf } from "@firstlot/core/kernel/command";
import { keyedIdPart } from "@firstlot/core/kernel/id";
import { addMs, type Instant, instantSchema } from "@firstlot/core/kernel/instant";
import { Store, type Writes } from "@firstlot/core/kernel/store";
import { openAccount } from "@firstlot/core/ledger/account";
import { campaignAccountIds, partnerAccountIds } from "@firstlot/core/ledger/chart";
import type { PaymentDesk } from "@firstlot/core/pledge/payment-desk";
import { openShards } from "@firstlot/core/pledge/shard-store";
import { z } from "zod";
import { dynamoClient } from "../../packages/local/src/engine/dynamo-client.ts";
import { type Engine, startEngine } from "../../packages/local/src/engine/engine.ts";
import { freePort } from "../../packages/local/src/engine/free-port.ts";
import { createTable } from "../../packages/local/src/engine/table.ts";

const TABLE = "firstlot";
const OPENS_AT = instantSchema.parse("2026-11-01T00:00:00.000Z");
export const CLOSES_AT = instantSchema.parse("2026-12-01T00:00:00.000Z");
export const NOON = instantSchema.parse("2026-11-24T12:00:00.000Z");

/** An engine with the empty table, and clients for it. */
export interface Scene {
  readonly engine: Engine;
  readonly store: Store;
  /** A client and a store of their own, for faults that must not meet the others. */
  separate(): { dynamo: DynamoDBClient; store: Store };
  end(): Promise<void>;
}

export async function openScene(): Promise<Scene> {
  const dataDir = mkdtempSync(join(tmpdir(), "firstlot-pledge-"));
  const engine = await startEngine({ port: await freePort(), dataDir });
  const separate = () => {
    const dynamo = dynamoClient({ endpoint: engine.endpoint });
    return { dynamo, store: new Store({ dynamo, tableName: TABLE }) };
  };
  const { dynamo, store } = separate();
  await createTable({ dynamo, tableName: TABLE });
  return {
    engine,
    store,
    separate,
    end: async () => {
      await engine.stop();
      rmSync(dataDir, { recursive: true });
    },
  };
}

let scenes = 0;

/** An id of the given prefix that no other test uses. */
const someId = (prefix: string, name: string | number): string =>
  `${prefix}_${keyedIdPart("scene", [prefix, String(name)])}`;

/** A one-tier offer in EUR at 10.00, shipping 5.00 and 2.00 to Germany; `over` changes it. */
export function offerWith(over: {
  units?: number;
  hardCapMinor?: number;
  shards?: number;
  perBacker?: number;
}) {
  const eur = (minor: number) => ({ minor, currency: "EUR" });
  const partnerId = someId("ptr", "bank");
  return offerSchema.parse({
    campaignId: someId("cmp", scenes++),
    version: 1,
    kind: "presale",
    enterpriseId: someId("ent", 1),
    currency: "EUR",
    tiers: [
      {
        id: "t1",
        name: { en: "One lot" },
        price: eur(10_00),
        units: over.units ?? 100,
        perBacker: over.perBacker ?? 5,
        deliverBy: "2027-03",
        shipsTo: ["z1"],
      },
    ],
    addOns: [
      { id: "a1", name: { en: "A bag" }, price: eur(3_00), units: 1_000, perBacker: 5, shipped: false },
    ],
    shippingZones: [
      { id: "z1", name: { en: "Germany" }, countries: ["DE"], firstUnit: eur(5_00), furtherUnit: eur(2_00) },
    ],
    opensAt: OPENS_AT,
    closesAt: CLOSES_AT,
    shards: over.shards ?? 1,
    minGoal: eur(100_00),
    hardCap: eur(over.hardCapMinor ?? 100_000_00),
    partnerId,
    custodyAccount: `${partnerId}/DE12500105170648489890`,
    feeBps: 500,
    feeVatBps: 1_900,
    vatBps: 1_900,
    feeScheduleVersion: "2026-1",
    reflectionMs: 0,
    payWindows: { pageMs: 30 * 60_000, transferBankDays: 5 },
  });
}

/** Puts an offer up for sale: the offer, its shards and the accounts of its book. */
export async function publishOffer(store: Store, offer: Offer): Promise<Offer> {
  await store.commit({ offer: putOffer(offer), ...openShards(offer) });
  const ids = [
    ...campaignAccountIds({ book: offer.campaignId, currency: offer.currency, shards: offer.shards }),
    ...partnerAccountIds({ book: offer.partnerId, currency: offer.currency }),
  ];
  for (const id of ids) {
    const writes: Writes = { [id]: openAccount(id) };
    await store.commit(writes);
  }
  return offer;
}

export const CALENDAR = bankCalendarSchema.parse({
  zone: "Europe/Berlin",
  weekend: [0, 6],
  holidays: [],
  cutOff: "15:00",
});

export const desk: PaymentDesk = {
  calendarOf: async () => CALENDAR,
  payeeOf: async () => ({
    name: "Firstlot custody",
    account: accountNumberSchema.parse("DE02120300000000202051"),
  }),
  pageLink: async ({ reference }) => `https://bank.example/pay#${reference}`,
};

const consumedSchema = z.object({
  ConsumedCapacity: z.array(z.object({ WriteCapacityUnits: z.number() })),
});

/** Notes items and write units, index rows included, of every transaction that the client commits from now on. */
export function measureWrites(dynamo: DynamoDBClient): readonly { items: number; units: number }[] {
  const measured: { items: number; units: number }[] = [];
  dynamo.middlewareStack.add(
    (next, context) => async (args) => {
      if (!context.commandName?.startsWith("TransactWrite")) return next(args);
      const { TransactItems } = z.object({ TransactItems: z.array(z.unknown()) }).parse(args.input);
      const input = { ...args.input, ReturnConsumedCapacity: "INDEXES" as const };
      const result = await next({ ...args, input });
      const { ConsumedCapacity } = consumedSchema.parse(result.output);
      const units = ConsumedCapacity.reduce((sum, { WriteCapacityUnits }) => sum + WriteCapacityUnits, 0);
      measured.push({ items: TransactItems.length, units });
      return result;
    },
    { step: "initialize", name: "measureWrites", priority: "low" },
  );
  return measured;
}

/** A backer's request with its key; a key counts anew for each published offer. */
export const backerCommand = (backer: string | number, key: string, payload: unknown): Command =>
  commandOf({
    secret: "test",
    actor: someId("usr", backer),
    route: "pledges",
    idempotencyKey: `${scenes}/${key}`,
    payload,
    now: NOON,
    wall: NOON,
  });

export const at = (minutes: number): Instant => addMs(NOON, minutes * 60_000);
