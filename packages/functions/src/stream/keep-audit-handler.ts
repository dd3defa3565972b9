import type { DynamoDBStreamEvent } from "aws-lambda";
import { entryPoint } from "../aws/entry-point.ts";
import { s3Blobs } from "../aws/s3-blob-store.ts";
import { awsPlatform } from "../aws-platform.ts";
import { createAuditHandler } from "./keep-audit.ts";

/** The Lambda function `keep-audit`, called by the table's stream with what came within five minutes. */
export const handler = entryPoint<DynamoDBStreamEvent, { kept: number }>(async () =>
  createAuditHandler(await awsPlatform({ blobs: s3Blobs() })),
);
