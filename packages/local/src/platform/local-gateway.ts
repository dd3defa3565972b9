import type { Server } from "node:http";
import { BACKOFFICE_BASE, createBackofficeApp } from "@firstlot/functions/api/backoffice/app";
import { createPartnerApp, PARTNER_BASE } from "@firstlot/functions/api/partner/app";
import { createPortalApp, PORTAL_BASE } from "@firstlot/functions/api/portal/app";
import { createPublicApp, PUBLIC_BASE } from "@firstlot/functions/api/public/app";
import { sitePages } from "@firstlot/functions/api/site/pages";
import { createWebSite } from "@firstlot/functions/api/site/web-site";
import type { Platform } from "@firstlot/functions/platform";
import type { Wired } from "@firstlot/functions/wiring/deps";
import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import type { SeedingProgress } from "../demo/seed.ts";
import { SITE_CLIENT_ID } from "../identity-provider/clients.ts";
import type { DemoUser } from "../identity-provider/identity-provider.ts";
import { Advances } from "../local-bar/advances.ts";
import { type BarDeps, barHtml } from "../local-bar/bar.ts";
import type { PageFrame } from "../local-page/local-page.ts";
import type { Mailbox } from "../mailbox/mailbox.ts";
import { mailboxRoutes } from "../mailbox/mailbox-routes.ts";
import { devRoutes } from "./dev-routes.ts";
import type { Driver } from "./driver.ts";
import { createGateway } from "./gateway.ts";
import { codeRoutes, docsFile, localTools, tokenRoutes } from "./try-it.ts";
import { webBuild } from "./web-build.ts";

/** Everything that answers on the platform's port: the APIs, the site, and what only this machine has. */
export function localGateway(parts: {
  readonly platform: Platform;
  readonly wired: Wired;
  readonly mailbox: Mailbox;
  readonly driver: Driver;
  readonly issuer: string;
  /** Who can sign in here without signing up. */
  readonly users: readonly DemoUser[];
  readonly bankUrl: string;
  readonly siteClientSecret: string;
  /** Folder of the built web application. */
  readonly webDir: string;
  /** How far the demo's past is, while it is being made. */
  readonly progress: () => SeedingProgress | undefined;
}): Server {
  const { platform, wired, driver, issuer, progress } = parts;
  const now = platform.clock.business;
  const tools = localTools({ bankUrl: parts.bankUrl });
  const bar: BarDeps = {
    ...{ driver, store: platform.store, now, progress, bank: tools.bank },
    advances: new Advances({ now }),
  };
  const publicApp = createPublicApp(platform, wired);
  const built = webBuild(parts.webDir);
  const frame: PageFrame = {
    styles: async () => (await built.assets()).styles,
    bar: (page) => barHtml(bar, page),
  };
  const local = new Hono()
    .route("/", mailboxRoutes(parts.mailbox, frame))
    .route("/", tokenRoutes(issuer))
    .route("/", codeRoutes(parts.users, frame))
    .route("/", devRoutes({ ...bar, origin: platform.origin, frame }));
  const pages = sitePages({
    platform,
    client: {
      issuer,
      clientId: SITE_CLIENT_ID,
      clientSecret: parts.siteClientSecret,
      scope: "email profile api",
      signUpAddress: () => new URL("/sign-up", issuer),
      allowInsecure: true,
    },
    publicApi: publicApp,
    assets: built.assets,
    furnish: async (page) => ({
      styles: ["/dev/bar.css"],
      scripts: ["/dev/bar.js"],
      top: await frame.bar(page),
    }),
    local: { ...tools, seeding: progress },
  });
  return createGateway([
    { prefix: PUBLIC_BASE, handler: handle(publicApp) },
    { prefix: BACKOFFICE_BASE, handler: handle(createBackofficeApp(platform, wired)) },
    { prefix: PARTNER_BASE, handler: handle(createPartnerApp(platform, wired)) },
    { prefix: PORTAL_BASE, handler: handle(createPortalApp(platform, wired)) },
    { prefix: "/mailbox", handler: handle(local) },
    { prefix: "/dev", handler: handle(local) },
    { prefix: "/", handler: handle(createWebSite({ docsFile, pages, builtFile: built.file })) },
  ]);
}
