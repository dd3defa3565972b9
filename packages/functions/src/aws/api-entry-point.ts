import type { Hono } from "hono";
import { handle, type LambdaContext, type LambdaEvent } from "hono/aws-lambda";
import type { ApiEnv } from "../api/route.ts";
import { awsPlatform } from "../aws-platform.ts";
import type { Platform } from "../platform.ts";
import { type Wired, wireDeps } from "../wiring/deps.ts";
import { cognitoTokens } from "./cognito-tokens.ts";
import { entryPoint } from "./entry-point.ts";
import { signInEnvironment } from "./environment.ts";

// Node loads its fetch when this name is first touched: here it falls into the start, not into the first request
void globalThis.Request;

/** The Lambda handler of one API. */
export const apiEntryPoint = (createApp: (platform: Platform, wired: Wired) => Hono<ApiEnv>) =>
  entryPoint(async () => {
    const { FIRSTLOT_ISSUER: issuer, FIRSTLOT_CLIENTS: clients } = signInEnvironment();
    const platform = await awsPlatform({ tokens: cognitoTokens({ issuer, clients: clients?.split(",") }) });
    const served = handle(createApp(platform, wireDeps(platform)));
    return (event: LambdaEvent, context: LambdaContext) => served(event, context);
  });
