import type { Env, Hono } from "hono";
import { handle, type LambdaContext, type LambdaEvent } from "hono/aws-lambda";
import { type AwsParts, awsPlatform } from "../aws-platform.ts";
import type { Platform } from "../platform.ts";
import { type Wired, wireDeps } from "../wiring/deps.ts";
import { cognitoTokens } from "./cognito-tokens.ts";
import { onlyFromEdge } from "./edge.ts";
import { entryPoint } from "./entry-point.ts";
import { servedEnvironment } from "./environment.ts";
import { secretText } from "./secret-text.ts";

// Node loads its fetch when this name is first touched: here it falls into the start, not into the first request
void globalThis.Request;

/**
 * The Lambda handler of one API.
 * @param partsOf what the API needs besides the table: its files, its secrets
 */
export const apiEntryPoint = <E extends Env>(
  createApp: (platform: Platform, wired: Wired) => Hono<E> | Promise<Hono<E>>,
  partsOf: () => AwsParts,
) =>
  entryPoint(async () => {
    const environment = servedEnvironment();
    const { FIRSTLOT_ISSUER: issuer, FIRSTLOT_CLIENTS: clients } = environment;
    const [platform, edgeSecret] = await Promise.all([
      awsPlatform({ ...partsOf(), tokens: cognitoTokens({ issuer, clients: clients?.split(",") }) }),
      secretText(environment.FIRSTLOT_EDGE_SECRET),
    ]);
    const served = onlyFromEdge(edgeSecret, handle(await createApp(platform, wireDeps(platform))));
    return (event: LambdaEvent, context: LambdaContext) => served(event, context);
  });
