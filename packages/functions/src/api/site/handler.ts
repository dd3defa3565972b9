import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { handle, type LambdaContext, type LambdaEvent } from "hono/aws-lambda";
import { cognitoTokens } from "../../aws/cognito-tokens.ts";
import { onlyFromEdge } from "../../aws/edge.ts";
import { entryPoint } from "../../aws/entry-point.ts";
import { siteEnvironment } from "../../aws/environment.ts";
import { secretText } from "../../aws/secret-text.ts";
import { awsPlatform } from "../../aws-platform.ts";
import { assetsOf } from "./built-files.ts";
import { sitePages } from "./pages.ts";
import { remoteApi } from "./remote-api.ts";
import type { SiteClient } from "./sign-in-routes.ts";
import { createWebSite } from "./web-site.ts";

// Node loads its fetch when this name is first touched: here it falls into the start, not into the first request
void globalThis.Request;

/** A pool of Cognito as a provider of sign-ins: an account is opened at the address beside that of its sign-in. */
const clientOf = (issuer: string, clientId: string, clientSecret: string): SiteClient => ({
  ...{ issuer, clientId, clientSecret, scope: "email profile" },
  signUpAddress: (signIn) => new URL(`/signup${signIn.search}`, signIn),
  tokens: cognitoTokens({ issuer, clients: [clientId] }),
});

/** The Lambda function `site`: the pages, whose files lie in the bucket, and signing in. */
export const handler = entryPoint(async () => {
  const environment = siteEnvironment();
  const [edgeSecret, peopleSecret, staffSecret, manifest] = await Promise.all([
    secretText(environment.FIRSTLOT_EDGE_SECRET),
    secretText(environment.FIRSTLOT_CLIENT_SECRET),
    secretText(environment.FIRSTLOT_STAFF_CLIENT_SECRET),
    readFile(join(__dirname, "web-manifest.json"), "utf8"), // the bundle lays it beside its code
  ]);
  const client = clientOf(environment.FIRSTLOT_ISSUER, environment.FIRSTLOT_CLIENTS, peopleSecret);
  const { tokens } = client;
  const assets = assetsOf(JSON.parse(manifest));
  const pages = sitePages({
    platform: await awsPlatform(tokens === undefined ? {} : { tokens }),
    client,
    staff: clientOf(environment.FIRSTLOT_STAFF_ISSUER, environment.FIRSTLOT_STAFF_CLIENT, staffSecret),
    publicApi: remoteApi({ gateway: environment.FIRSTLOT_GATEWAY, edgeSecret }),
    assets: async () => assets,
  });
  const served = onlyFromEdge(edgeSecret, handle(createWebSite({ pages, docsFile: async () => undefined })));
  return (event: LambdaEvent, context: LambdaContext) => served(event, context);
});
