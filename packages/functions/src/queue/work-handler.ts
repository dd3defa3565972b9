import { objectTagScanner } from "@firstlot/core/evidence/object-tag-scanner";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { entryPoint } from "../aws/entry-point.ts";
import { workerEnvironment } from "../aws/environment.ts";
import { kmsBox } from "../aws/kms-secret-box.ts";
import { lambdaSender } from "../aws/lambda-sender.ts";
import { s3Blobs } from "../aws/s3-blob-store.ts";
import { sesMailer } from "../aws/ses-mailer.ts";
import { awsPlatform } from "../aws-platform.ts";
import { wireDeps } from "../wiring/deps.ts";
import { dueRunner } from "../wiring/due-runner.ts";
import { createWorkHandler } from "./work.ts";

/** The Lambda function `work`, called by the queue. */
export const handler = entryPoint<SQSEvent, SQSBatchResponse>(async () => {
  const { FIRSTLOT_SENDER: functionName, FIRSTLOT_MAIL_FROM: from } = workerEnvironment();
  const blobs = s3Blobs();
  const platform = await awsPlatform({
    ...{ blobs, secretBox: kmsBox(), mailer: sesMailer({ from }), send: lambdaSender({ functionName }) },
    scanners: [objectTagScanner((key, tag) => blobs.tagOf(key, tag))],
  });
  return createWorkHandler(platform, dueRunner(wireDeps(platform)));
});
