import { entryPoint } from "../aws/entry-point.ts";
import { s3Blobs } from "../aws/s3-blob-store.ts";
import { awsPlatform } from "../aws-platform.ts";
import { createDailyHandler, type DailyOutcome } from "./daily.ts";

/** The Lambda function `daily`, called half an hour after midnight UTC. It fails when it found something: an alarm rings. */
export const handler = entryPoint(async () => {
  const daily = createDailyHandler(await awsPlatform({ blobs: s3Blobs() }));
  return async (): Promise<DailyOutcome> => {
    const outcome = await daily();
    const { findings, unbalanced } = outcome;
    if (findings.length + unbalanced.length > 0)
      throw new Error(
        `audit findings: ${findings.length}, unbalanced books: ${unbalanced.length}; see the log`,
      );
    return outcome;
  };
});
