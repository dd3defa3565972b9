import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { DAY_MS, instantOf } from "@firstlot/core/kernel/instant";
import { releaseLeases } from "@firstlot/core/work/release-leases";
import type { LogLine } from "@firstlot/functions/platform";
import { type Wired, wireDeps } from "@firstlot/functions/wiring/deps";
import { makeFolder, readTextIfPresent } from "../blobs/atomic-file.ts";
import { type BusinessClock, openBusinessClock } from "../clock/business-clock.ts";
import { demoCast } from "../demo/cast.ts";
import { demoApps } from "../demo/demo-apps.ts";
import { DemoJournal } from "../demo/journal.ts";
import { demoPlan } from "../demo/plan.ts";
import { Scene } from "../demo/scene.ts";
import { Seeding, type SeedingProgress } from "../demo/seed.ts";
import { countWrites } from "../engine/count-writes.ts";
import { dynamoClient, streamsClient } from "../engine/dynamo-client.ts";
import { startEngine } from "../engine/engine.ts";
import { assertPortFree } from "../engine/free-port.ts";
import { StreamReader } from "../engine/stream.ts";
import { createTable } from "../engine/table.ts";
import { createIdentityProvider } from "../identity-provider/identity-provider.ts";
import { Mailbox } from "../mailbox/mailbox.ts";
import { banksOf, startBanks } from "./bank-parts.ts";
import { demoBackers, demoUsers } from "./demo-people.ts";
import type { Driver } from "./driver.ts";
import { localDriver } from "./local-driver.ts";
import { localGateway } from "./local-gateway.ts";
import { loadSecrets } from "./local-secrets.ts";
import { keepPorts } from "./own-ports.ts";
import { localPlatform, TABLE_NAME } from "./platform.ts";
import { LocalQueue } from "./queue.ts";
import { askedWhenDue, bankClocks, createBankClock } from "./sandbox-bank-client.ts";
import { setUpBank, setUpStaff } from "./set-up.ts";
import { tableOf } from "./start-table.ts";
import { turn } from "./turn.ts";

const CLOCK_FILE = "clock.json";
const PAST_PACE_MS = 7 * DAY_MS;

export interface StartOptions {
  readonly port: number;
  readonly bankPort: number;
  readonly enginePort: number;
  readonly identityPort: number;
  readonly dataDir: string;
  readonly bankEntry: string;
  /** Folder of the built web application. */
  readonly webDir: string;
  readonly endpoint?: string | undefined;
  /** How many demo backers can sign in besides the demo users (default none). */
  readonly demoBackers?: number;
  /** A new data directory gets the demo's past (default: it stays empty); one that has begun goes on with it. */
  readonly demo?: boolean;
  /** Whether the bank states days without a booking too (default yes; the demo's banks never do). */
  readonly statesQuietDays?: boolean;
  /** Where the demo's second bank listens. */
  readonly secondBankPort?: number;
  readonly log?: (line: LogLine) => void;
}

/** A running local platform. */
export interface LocalPlatform {
  readonly table: string;
  readonly driver: Driver;
  /** How far the demo's past is; `undefined` when nothing is being made. */
  readonly seeding: () => SeedingProgress | undefined;
  /** Resolves when the demo's past is there; at once where there is none to make. */
  readonly seeded: Promise<void>;
  stop(): Promise<void>;
}

const listening = (server: Server, port: number): Promise<void> =>
  new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", () => done());
  });

async function checkPorts(options: StartOptions, banks: number): Promise<void> {
  const second = { port: options.secondBankPort ?? 0, what: "the second sandbox bank" };
  const wanted = [
    { port: options.port, what: "the site and the APIs", variable: "FIRSTLOT_PORT" },
    { port: options.bankPort, what: "the sandbox bank", variable: "FIRSTLOT_BANK_PORT" },
    { port: options.enginePort, what: "the database", variable: "FIRSTLOT_ENGINE_PORT" },
    { port: options.identityPort, what: "the identity provider", variable: "FIRSTLOT_IDENTITY_PORT" },
    ...(banks > 1 ? [{ ...second, variable: "FIRSTLOT_SECOND_BANK_PORT" }] : []),
  ];
  for (const one of wanted) {
    const free = await assertPortFree(one);
    if (!free.ok) throw new Error(free.error.sentence);
  }
}

/** The demo's journal: found, or begun in a data directory that nobody has used yet. */
function journalOf({ dataDir, demo }: StartOptions): DemoJournal | undefined {
  const known = DemoJournal.find(dataDir);
  const isFresh = readTextIfPresent(join(dataDir, CLOCK_FILE)) === undefined;
  return known ?? (demo === true && isFresh ? DemoJournal.begin(dataDir, instantOf(Date.now())) : undefined);
}

/** Starts every part of the platform on this machine, in the order in which they need each other. */
export async function startLocalPlatform(options: StartOptions): Promise<LocalPlatform> {
  const { port, bankPort, identityPort, dataDir } = options;
  const journal = journalOf(options);
  const isDemo = journal !== undefined;
  makeFolder(dataDir);
  keepPorts(dataDir, [port, bankPort, identityPort, ...(isDemo ? [options.secondBankPort ?? 0] : [])]);
  await checkPorts(options, isDemo ? 2 : 1);
  const origin = `http://localhost:${port}`;
  const issuer = `http://localhost:${identityPort}`;
  const secrets = loadSecrets(dataDir);
  const clock = openBusinessClock({
    file: join(dataDir, CLOCK_FILE),
    ...(journal === undefined ? {} : { startAt: journal.startAt, standing: true }),
  });
  const mailbox = new Mailbox({ dataDir, now: clock.business });
  const known = banksOf({ secrets, dataDir }, { isDemo, statesQuietDays: options.statesQuietDays });
  const bankPorts = [bankPort, options.secondBankPort ?? 0];
  const [engine, banks] = await Promise.all([
    startEngine({ port: options.enginePort, dataDir, endpoint: options.endpoint }),
    startBanks(known, {
      ...{ dataDir, origin, issuer, entry: options.bankEntry, ports: bankPorts },
      linkKey: publicHalf(secrets.paymentLink),
    }),
  ]);
  const { endpoint } = engine;
  const dynamo = dynamoClient({ endpoint });
  const writes = countWrites(dynamo);
  const { streamArn } = await createTable({ dynamo, tableName: TABLE_NAME });
  const users = [...demoUsers, ...demoBackers(options.demoBackers ?? 0), ...(isDemo ? demoCast : [])];
  const provider = await createIdentityProvider({
    issuer,
    dataDir,
    mailer: mailbox,
    demoUsers: users,
    siteUrl: origin,
  });
  for (const { bank, keys } of known)
    await provider.registerMachineClient({
      clientId: bank.clientId,
      name: bank.name,
      jwks: { keys: [publicHalf(keys.bankClient)] },
    });
  const identityServer = createServer(provider.handler);
  await listening(identityServer, identityPort);
  const bankUrl = banks[0]?.process.url ?? "";
  const bankClock = bankClocks(banks.map(({ process }) => askedWhenDue(createBankClock(process.url))));
  const queue = new LocalQueue({ now: clock.business });
  const log = options.log ?? errorsOnly;
  const platform = localPlatform({
    dynamo,
    dataDir,
    clock,
    mailbox,
    queue,
    secrets,
    issuer,
    origin,
    bankHosts: banks.map(({ process }) => new URL(process.url).host),
    onSend: bankClock.spokenTo,
    log,
  });
  await releaseLeases(platform.store, clock.business()); // of a process before this one that was killed
  const wired = demoPaced(wireDeps(platform), clock);
  const reader = (file: string) =>
    new StreamReader({
      ...{ streams: streamsClient({ endpoint }), streamArn, file: join(dataDir, file) },
      ...(engine.kind === "embedded" ? { writes } : {}), // another's engine may have other writers
    });
  const [stream, auditStream] = [reader("stream.jsonl"), reader("audit-stream.jsonl")];
  const driver = localDriver({ platform, wired, banks, bankClock, stream, auditStream, queue, clock });
  const seeding =
    journal === undefined
      ? undefined
      : new Seeding({
          scene: new Scene({
            apps: await demoApps(wired),
            ...{ wired, mailbox, journal },
            banks: banks.map(({ bank, process }) => ({ clientId: bank.clientId, url: process.url })),
          }),
          ...{ journal, driver, clock, plan: demoPlan() },
        });
  const progress = () => seeding?.progress();
  const gateway = localGateway({
    ...{ platform, wired, mailbox, driver, issuer, bankUrl, progress, users },
    ...{ siteClientSecret: provider.siteClientSecret, webDir: options.webDir },
  });
  await listening(gateway, port);
  for (const { bank, keys, process } of banks)
    await setUpBank({ wired, issuer }, { bank, keys, bankUrl: process.url });
  await setUpStaff({ wired, issuer });
  await driver.settle();
  const turning = turn(driver, { log, after: seeding?.run(log) });
  return {
    table: tableOf({ origin, issuer, bankUrls: banks.map(({ process }) => process.url), isDemo }),
    driver,
    seeding: progress,
    seeded: seeding?.run(log) ?? Promise.resolve(),
    stop: async () => {
      turning.end();
      await seeding?.stop();
      gateway.close();
      identityServer.close();
      for (const { process } of banks) await process.stop();
      provider.close();
      await engine.stop();
    },
  };
}

/** While the demo's past is played nobody looks at the catalogue: it follows once a week, and at the end. */
function demoPaced(wired: Wired, clock: BusinessClock): Wired {
  const { projection } = wired;
  const inPast = (pace: () => number) => () => (clock.isStanding() ? PAST_PACE_MS : pace());
  return {
    ...wired,
    projection: {
      ...projection,
      refreshEveryMs: inPast(projection.refreshEveryMs),
      indexWindowMs: inPast(projection.indexWindowMs),
    },
  };
}

function errorsOnly(line: LogLine): void {
  if (line.level !== "info") process.stderr.write(`${JSON.stringify(line)}\n`);
}

const publicHalf = <K extends { d: string }>({ d: _private, ...key }: K) => key;
