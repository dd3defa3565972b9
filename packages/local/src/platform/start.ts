// Over 300 lines: its steps are one act and are read together.
import { createServer, type RequestListener, type Server } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { nextCutOff } from "@firstlot/core/bank/calendar";
import { listInstructions } from "@firstlot/core/bank/instruction-store";
import { listPartners } from "@firstlot/core/bank/partner-store";
import { type Instant, instantOf } from "@firstlot/core/kernel/instant";
import type { Store } from "@firstlot/core/kernel/store";
import { openDueRuns } from "@firstlot/core/settlement/open-due-runs";
import { releaseLeases } from "@firstlot/core/work/release-leases";
import { BACKOFFICE_BASE, createBackofficeApp } from "@firstlot/functions/api/backoffice/app";
import { createPartnerApp, PARTNER_BASE } from "@firstlot/functions/api/partner/app";
import { createPortalApp, PORTAL_BASE } from "@firstlot/functions/api/portal/app";
import { createPublicApp, PUBLIC_BASE } from "@firstlot/functions/api/public/app";
import { sitePages } from "@firstlot/functions/api/site/pages";
import { createWebSite } from "@firstlot/functions/api/site/web-site";
import type { LogLine } from "@firstlot/functions/platform";
import { createWorkHandler } from "@firstlot/functions/queue/work";
import { createSweepHandler } from "@firstlot/functions/schedule/sweep";
import { createChangeHandler } from "@firstlot/functions/stream/on-change";
import { wireDeps } from "@firstlot/functions/wiring/deps";
import { dueRunner } from "@firstlot/functions/wiring/due-runner";
import { projections } from "@firstlot/functions/wiring/projections";
import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import { makeFolder, readTextIfPresent } from "../blobs/atomic-file.ts";
import { openBusinessClock } from "../clock/business-clock.ts";
import { DEMO_TABLE, demoCast } from "../demo/cast.ts";
import { demoApps } from "../demo/demo-apps.ts";
import { DemoJournal } from "../demo/journal.ts";
import { demoPlan } from "../demo/plan.ts";
import { Scene } from "../demo/scene.ts";
import { Seeding, type SeedingProgress } from "../demo/seed.ts";
import { dynamoClient, streamsClient } from "../engine/dynamo-client.ts";
import { startEngine } from "../engine/engine.ts";
import { assertPortFree } from "../engine/free-port.ts";
import { StreamReader } from "../engine/stream.ts";
import { createTable } from "../engine/table.ts";
import { SITE_CLIENT_ID } from "../identity-provider/clients.ts";
import { createIdentityProvider } from "../identity-provider/identity-provider.ts";
import { Mailbox } from "../mailbox/mailbox.ts";
import { mailboxRoutes } from "../mailbox/mailbox-routes.ts";
import { banksOf, startBanks } from "./bank-parts.ts";
import { DEMO_PASSWORD, DEMO_STAFF, demoBackers, demoUsers } from "./demo-people.ts";
import { devRoutes } from "./dev-routes.ts";
import { Driver } from "./driver.ts";
import { createGateway } from "./gateway.ts";
import { loadSecrets } from "./local-secrets.ts";
import { localPlatform, TABLE_NAME } from "./platform.ts";
import { LocalQueue } from "./queue.ts";
import { bankClocks, createBankClock } from "./sandbox-bank-client.ts";
import { openCampaignAccountAtBank, setUpBank, setUpStaff } from "./set-up.ts";
import { docsFile, localTools, tokenRoutes } from "./try-it.ts";
import { webBuild } from "./web-build.ts";

const CLOCK_FILE = "clock.json";
/** How often the wheel turns by itself while nobody advances the clock. */
const TURN_EVERY_MS = 500;

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
  /** Where the demo's second bank listens. */
  readonly secondBankPort?: number;
  readonly listen: (handler: RequestListener) => Server;
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
  await checkPorts(options, isDemo ? 2 : 1);
  makeFolder(dataDir);
  const origin = `http://localhost:${port}`;
  const issuer = `http://localhost:${identityPort}`;
  const secrets = loadSecrets(dataDir);
  const clock = openBusinessClock({
    file: join(dataDir, CLOCK_FILE),
    ...(journal === undefined ? {} : { startAt: journal.startAt, standing: true }),
  });
  const mailbox = new Mailbox({ dataDir });
  const engine = await startEngine({ port: options.enginePort, dataDir, endpoint: options.endpoint });
  const { endpoint } = engine;
  const { streamArn } = await createTable({ dynamo: dynamoClient({ endpoint }), tableName: TABLE_NAME });
  const provider = await createIdentityProvider({
    issuer,
    dataDir,
    mailer: mailbox,
    demoUsers: [...demoUsers, ...demoBackers(options.demoBackers ?? 0), ...(isDemo ? demoCast : [])],
    siteUrl: origin,
  });
  const known = banksOf({ secrets, dataDir }, { isDemo });
  for (const { bank, keys } of known)
    await provider.registerMachineClient({
      clientId: bank.clientId,
      name: bank.name,
      jwks: { keys: [publicHalf(keys.bankClient)] },
    });
  const identityServer = createServer(provider.handler);
  await listening(identityServer, identityPort);
  const bankPorts = [bankPort, options.secondBankPort ?? 0];
  const banks = await startBanks(known, {
    ...{ dataDir, origin, issuer, entry: options.bankEntry, ports: bankPorts },
    linkKey: publicHalf(secrets.paymentLink),
  });
  const bankUrl = banks[0]?.process.url ?? "";
  const queue = new LocalQueue({ now: clock.business });
  const log = options.log ?? errorsOnly;
  const platform = localPlatform({
    endpoint,
    dataDir,
    clock,
    mailbox,
    queue,
    secrets,
    issuer,
    origin,
    bankHosts: banks.map(({ process }) => new URL(process.url).host),
    log,
  });
  await releaseLeases(platform.store, clock.business()); // of a process before this one that was killed
  const wired = wireDeps(platform);
  const streamFile = join(dataDir, "stream.json");
  const stream = new StreamReader({ streams: streamsClient({ endpoint }), streamArn, file: streamFile });
  const driver: Driver = new Driver({
    store: platform.store,
    clock,
    bank: bankClocks(banks.map(({ process }) => createBankClock(process.url))),
    stream,
    queue,
    handlers: {
      onChange: createChangeHandler(platform, [
        ...projections(wired),
        async (event) => {
          if (event.kind === "campaign.published")
            await openCampaignAccountAtBank({ wired, banks: banks.map(({ bank }) => bank) }, event.aggregate);
        },
      ]),
      work: createWorkHandler(platform, dueRunner(wired), (run) => driver.record(run)),
      sweep: createSweepHandler(platform, 0),
      cutOff: async () => ({ opened: (await openDueRuns(wired.settlement)).length }),
      nextCutOff: async () => {
        const partners = await listPartners(platform.store);
        return partners.map(({ calendar }) => nextCutOff(calendar, clock.business())).sort()[0];
      },
      nextRun: () => nextRun(platform.store, clock.business()),
    },
  });
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
  const local = new Hono()
    .route("/", mailboxRoutes(mailbox))
    .route("/", tokenRoutes(issuer))
    .route(
      "/",
      devRoutes({ driver, now: clock.business, status: () => ({ now: clock.business() }), progress }),
    );
  const publicApp = createPublicApp(platform, wired);
  const built = webBuild(options.webDir);
  const pages = sitePages({
    platform,
    client: {
      issuer,
      clientId: SITE_CLIENT_ID,
      clientSecret: provider.siteClientSecret,
      scope: "email profile api",
      signUpAddress: () => new URL("/sign-up", issuer),
      allowInsecure: true,
    },
    publicApi: publicApp,
    assets: built.assets,
    local: { ...localTools({ bankUrl }), seeding: progress },
  });
  const gateway = createGateway([
    { prefix: PUBLIC_BASE, handler: handle(publicApp) },
    { prefix: BACKOFFICE_BASE, handler: handle(createBackofficeApp(platform, wired)) },
    { prefix: PARTNER_BASE, handler: handle(createPartnerApp(platform, wired)) },
    { prefix: PORTAL_BASE, handler: handle(createPortalApp(platform, wired)) },
    { prefix: "/mailbox", handler: handle(local) },
    { prefix: "/dev", handler: handle(local) },
    { prefix: "/", handler: handle(createWebSite({ docsFile, pages, builtFile: built.file })) },
  ]);
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

/** The next cut-off of a bank that has something to send. */
async function nextRun(store: Store, now: Instant): Promise<Instant | undefined> {
  const partners = await listPartners(store);
  const cutOffs = partners.map(async ({ id: partnerId, calendar }) => {
    const { instructions } = await listInstructions(store, { partnerId, status: "created", limit: 1 });
    return instructions.length === 0 ? [] : [nextCutOff(calendar, now)];
  });
  return (await Promise.all(cutOffs)).flat().sort()[0];
}

function errorsOnly(line: LogLine): void {
  if (line.level !== "info") process.stderr.write(`${JSON.stringify(line)}\n`);
}

const publicHalf = <K extends { d: string }>({ d: _private, ...key }: K) => key;

/** Lets due work run while business time goes by itself: at once, or after the demo's past was made. */
function turn(
  driver: Driver,
  { log, after }: { log: (line: LogLine) => void; after: Promise<void> | undefined },
): { end(): void } {
  let isOver = false;
  const run = async () => {
    await after;
    while (!isOver) {
      await driver.settle().catch((error: unknown) => {
        if (!isOver)
          log({ level: "error", event: "turn.failed", error: error instanceof Error ? error.message : "" });
      });
      await sleep(TURN_EVERY_MS, undefined, { ref: false });
    }
  };
  void run();
  return {
    end: () => {
      isOver = true;
    },
  };
}

function tableOf(urls: {
  origin: string;
  issuer: string;
  bankUrls: readonly string[];
  isDemo: boolean;
}): string {
  const rows = [
    ["Site", urls.origin],
    ["API docs", `${urls.origin}/docs`],
    ["Public API", `${urls.origin}${PUBLIC_BASE}`],
    ["Staff API", `${urls.origin}${BACKOFFICE_BASE}`],
    ["Bank API", `${urls.origin}${PARTNER_BASE}`],
    ["Mailbox", `${urls.origin}/mailbox`],
    ["Clock", `${urls.origin}/dev/clock`],
    ...urls.bankUrls.map((bankUrl, i) => [
      i === 0 ? "Sandbox bank" : "Second bank",
      `${bankUrl}/admin/accounts`,
    ]),
    ["Sign-in", urls.issuer],
    ...(urls.isDemo ? [["Demo data", `are being made: ${urls.origin}/dev/seeding says how far`]] : []),
    ...(urls.isDemo
      ? DEMO_TABLE.map(({ role, user }) => [
          role,
          `${user.email}  ${DEMO_PASSWORD}${user.totpSecret === undefined ? "" : `  key ${user.totpSecret}`}`,
        ])
      : []),
    ...Object.values(DEMO_STAFF).map(({ user, role }) => [
      role,
      `${user.email}  ${DEMO_PASSWORD}  key ${user.totpSecret ?? ""}`,
    ]),
  ];
  return `${rows.map(([what = "", where = ""]) => `${what.padEnd(14)}${where}`).join("\n")}\n`;
}
