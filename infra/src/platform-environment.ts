import type { DataStack } from "./data-stack.ts";
import { originOf, type Settings } from "./settings.ts";

/** What every function that touches data is told; `packages/functions/src/aws-platform.ts` reads the same names. */
export const platformEnvironment = ({
  data,
  settings,
}: {
  readonly data: DataStack;
  readonly settings: Settings;
}): Record<string, string> => ({
  FIRSTLOT_TABLE: data.table.tableName,
  FIRSTLOT_LOCKED_BUCKET: data.lockedBucket.bucketName,
  FIRSTLOT_PLAIN_BUCKET: data.plainBucket.bucketName,
  FIRSTLOT_SECRETS: data.secrets.secretArn,
  FIRSTLOT_BOX_KEY: data.boxKey.keyArn,
  FIRSTLOT_ORIGIN: originOf(settings),
});
