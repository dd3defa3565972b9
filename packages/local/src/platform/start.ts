import { createServer, type RequestListener, type Server } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { nextCutOff } from "@firstlot/core/bank/calendar";
import { listPartners } from "@firstlot/core/bank/partner-store";
import { openDueRuns } from "@firstlot/core/settlement/open-due-runs";
import { releaseLeases } from "@firstlot/core/work/release-leases";
import { BACKOFFICE_BASE, createBackofficeApp } from "@firstlot/functions/api/backoffice/app";
import { createPartnerApp, PARTNER_BASE } from "@firstlot/functions/api/partner/app";
import { createPublicApp, PUBLIC_BASE } from "@firstlot/functions/api/public/app";
import { createSiteApp } from "@firstlot/functions/api/site/app";
import { sitePages } from "@firstlot/functions/api/site/pages";
import type { LogLine } from "@firstlot/functions/platform";
import { createWorkHandler } from "@firstlot/functions/queue/work";
import { createSweepHandler } from "@firstlot/functions/schedule/sweep";
import { createChangeHandler } from "@firstlot/functions/stream/on-change";
import { wireDeps } from "@firstlot/functions/wiring/deps";
import { dueRunner } from "@firstlot/functions/wiring/due-runner";
import { projections } from "@firstlot/functions/wiring/projections";
import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import { makeFolder } from "../blobs/atomic-file.ts";
import { openBusinessClock } from "../clock/business-clock.ts";
import { dynamoClient, streamsClient } from "../engine/dynamo-client.ts";
import { startEngine } from "../engine/engine.ts";
import { assertPortFree } from "../engine/free-port.ts";
import { StreamReader } from "../engine/stream.ts";
import { createTable } from "../engine/table.ts";
import { SITE_CLIENT_ID } from "../identity-provider/clients.ts";
import { createIdentityProvider } from "../identity-provider/identity-provider.ts";
import { Mailbox } from "../mailbox/mailbox.ts";
import { mailboxRoutes } from "../mailbox/mailbox-routes.ts";
import { startBank } from "./bank-process.ts";
import { DEMO_PASSWORD, DEMO_STAFF, demoBackers, demoUsers } from "./demo-people.ts";
import { devRoutes } from "./dev-routes.ts";
import { Driver } from "./driver.ts";
import { createGateway } from "./gateway.ts";
import { loadSecrets } from "./local-secrets.ts";
import { localPlatform, TABLE_NAME } from "./platform.ts";
import { LocalQueue } from "./queue.ts";
import { createBankClock } from "./sandbox-bank-client.ts";
import { BANK_CLIENT_ID, openCampaignAccountAtBank, setUpBank, setUpStaff } from "./set-up.ts";
import { docsFile, tokenRoutes, tryItOn } from "./try-it.ts";
import { webBuild } from "./web-build.ts";

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
  readonly listen: (handler: RequestListener) => Server;
  readonly log?: (line: LogLine) => void;
}

/** A running local platform. */
export interface LocalPlatform {
  readonly table: string;
  readonly driver: Driver;
  stop(): Promise<void>;
}

const listening = (server: Server, port: number): Promise<void> =>
  new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", () => done());
  });

async function checkPorts(options: StartOptions): Promise<void> {
  const wanted = [
    { port: options.port, what: "the site and the APIs", variable: "FIRSTLOT_PORT" },
    { port: options.bankPort, what: "the sandbox bank", variable: "FIRSTLOT_BANK_PORT" },
    { port: options.enginePort, what: "the database", variable: "FIRSTLOT_ENGINE_PORT" },
    { port: options.identityPort, what: "the identity provider", variable: "FIRSTLOT_IDENTITY_PORT" },
  ];
  for (const one of wanted) {
    const free = await assertPortFree(one);
    if (!free.ok) throw new Error(free.error.sentence);
  }
}

/** Starts every part of the platform on this machine, in the order in which they need each other. */
export async function startLocalPlatform(options: StartOptions): Promise<LocalPlatform> {
  const { port, bankPort, identityPort, dataDir } = options;
  await checkPorts(options);
  makeFolder(dataDir);
  const origin = `http://localhost:${port}`;
  const issuer = `http://localhost:${identityPort}`;
  const secrets = loadSecrets(dataDir);
  const clock = openBusinessClock({ file: join(dataDir, "clock.json") });
  const mailbox = new Mailbox({ dataDir });
  const engine = await startEngine({ port: options.enginePort, dataDir, endpoint: options.endpoint });
  const { endpoint } = engine;
  const { streamArn } = await createTable({ dynamo: dynamoClient({ endpoint }), tableName: TABLE_NAME });
  const provider = await createIdentityProvider({
    issuer,
    dataDir,
    mailer: mailbox,
    demoUsers: [...demoUsers, ...demoBackers(options.demoBackers ?? 0)],
    siteUrl: origin,
  });
  await provider.registerMachineClient({
    clientId: BANK_CLIENT_ID,
    name: "Harbour Sandbox Bank",
    jwks: { keys: [publicHalf(secrets.bankClient)] },
  });
  const identityServer = createServer(provider.handler);
  await listening(identityServer, identityPort);
  const bank = await startBank({
    entry: options.bankEntry,
    port: bankPort,
    environment: {
      FIRSTLOT_DATA: dataDir,
      FIRSTLOT_BANK_PLATFORM_URL: origin,
      FIRSTLOT_BANK_AUTORUN: "off",
      FIRSTLOT_BANK_LINK_KEYS: JSON.stringify([publicHalf(secrets.paymentLink)]),
      FIRSTLOT_BANK_TOKEN_ENDPOINT: `${issuer}/token`,
      FIRSTLOT_BANK_TOKEN_AUDIENCE: issuer,
      FIRSTLOT_BANK_TOKEN_SCOPE: "partner",
    },
  });
  const queue = new LocalQueue({ now: clock.business });
  const log = options.log ?? errorsOnly;
  const bankHost = `127.0.0.1:${bankPort}`;
  const platform = localPlatform({
    endpoint,
    dataDir,
    clock,
    mailbox,
    queue,
    secrets,
    issuer,
    origin,
    bankHost,
    log,
  });
  await releaseLeases(platform.store, clock.business()); // of a process before this one that was killed
  const wired = wireDeps(platform);
  const streamFile = join(dataDir, "stream.json");
  const stream = new StreamReader({ streams: streamsClient({ endpoint }), streamArn, file: streamFile });
  const driver: Driver = new Driver({
    store: platform.store,
    clock,
    bank: createBankClock(bank.url),
    stream,
    queue,
    handlers: {
      onChange: createChangeHandler(platform, [
        ...projections(wired),
        async (event) => {
          if (event.kind === "campaign.published")
            await openCampaignAccountAtBank({ wired, bankUrl: bank.url }, event.aggregate);
        },
      ]),
      work: createWorkHandler(platform, dueRunner(wired), (run) => driver.record(run)),
      sweep: createSweepHandler(platform, 0),
      cutOff: async () => ({ opened: (await openDueRuns(wired.settlement)).length }),
      nextCutOff: async () => {
        const partners = await listPartners(platform.store);
        return partners.map(({ calendar }) => nextCutOff(calendar, clock.business())).sort()[0];
      },
    },
  });
  const local = new Hono()
    .route("/", mailboxRoutes(mailbox))
    .route("/", tokenRoutes(issuer))
    .route("/", devRoutes({ driver, now: clock.business, status: () => ({ now: clock.business() }) }));
  const publicApp = createPublicApp(platform, wired);
  const tryIt = tryItOn({ issuer, bankUrl: bank.url });
  const built = webBuild(options.webDir);
  const { bank: bankPage, mailbox: mailboxPage, clock: clockPage } = tryIt.links;
  const pages = sitePages({
    platform,
    client: {
      issuer,
      clientId: SITE_CLIENT_ID,
      clientSecret: provider.siteClientSecret,
      scope: "email profile api",
      allowInsecure: true,
    },
    publicApi: publicApp,
    assets: built.assets,
    local: {
      ...{ mailbox: mailboxPage, bank: bankPage, clock: clockPage },
      ...{ password: tryIt.password, people: tryIt.people },
    },
  });
  const gateway = createGateway([
    { prefix: PUBLIC_BASE, handler: handle(publicApp) },
    { prefix: BACKOFFICE_BASE, handler: handle(createBackofficeApp(platform, wired)) },
    { prefix: PARTNER_BASE, handler: handle(createPartnerApp(platform, wired)) },
    { prefix: "/mailbox", handler: handle(local) },
    { prefix: "/dev", handler: handle(local) },
    {
      prefix: "/",
      handler: handle(
        createSiteApp({ platform, publicApi: publicApp, docsFile, tryIt, pages, builtFile: built.file }),
      ),
    },
  ]);
  await listening(gateway, port);
  await setUpBank({ wired, secrets, issuer, bankUrl: bank.url });
  await setUpStaff({ wired, secrets, issuer, bankUrl: bank.url });
  await driver.settle();
  const turning = turn(driver, log);
  return {
    table: tableOf({ origin, issuer, bankUrl: bank.url }),
    driver,
    stop: async () => {
      turning.end();
      gateway.close();
      identityServer.close();
      await bank.stop();
      provider.close();
      await engine.stop();
    },
  };
}

function errorsOnly(line: LogLine): void {
  if (line.level !== "info") process.stderr.write(`${JSON.stringify(line)}\n`);
}

const publicHalf = <K extends { d: string }>({ d: _private, ...key }: K) => key;

/** Lets due work run while business time goes by itself. */
function turn(driver: Driver, log: (line: LogLine) => void): { end(): void } {
  let isOver = false;
  const run = async () => {
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

function tableOf(urls: { origin: string; issuer: string; bankUrl: string }): string {
  const rows = [
    ["Site", urls.origin],
    ["API docs", `${urls.origin}/docs`],
    ["Public API", `${urls.origin}${PUBLIC_BASE}`],
    ["Staff API", `${urls.origin}${BACKOFFICE_BASE}`],
    ["Bank API", `${urls.origin}${PARTNER_BASE}`],
    ["Mailbox", `${urls.origin}/mailbox`],
    ["Clock", `${urls.origin}/dev/clock`],
    ["Sandbox bank", `${urls.bankUrl}/admin/accounts`],
    ["Sign-in", urls.issuer],
    ...Object.values(DEMO_STAFF).map(({ user, role }) => [
      role,
      `${user.email}  ${DEMO_PASSWORD}  key ${user.totpSecret ?? ""}`,
    ]),
  ];
  return `${rows.map(([what = "", where = ""]) => `${what.padEnd(14)}${where}`).join("\n")}\n`;
}
