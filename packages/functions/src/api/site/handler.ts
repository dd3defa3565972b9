import { apiEntryPoint } from "../../aws/api-entry-point.ts";
import type { Platform } from "../../platform.ts";
import type { Wired } from "../../wiring/deps.ts";
import { createPublicApp } from "../public/app.ts";
import { createSiteApp } from "./app.ts";

/** The site as it is deployed: what is only there to be tried is absent, and files come from the bucket. */
const createDeployedSite = (platform: Platform, wired: Wired) =>
  createSiteApp({
    platform,
    publicApi: createPublicApp(platform, wired),
    docsFile: async () => undefined,
  });

/** The Lambda function `site`. */
export const handler = apiEntryPoint(createDeployedSite);
