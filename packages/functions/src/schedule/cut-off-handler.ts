import { openDueRuns } from "@firstlot/core/settlement/open-due-runs";
import { entryPoint } from "../aws/entry-point.ts";
import { awsPlatform } from "../aws-platform.ts";
import { wireDeps } from "../wiring/deps.ts";

/** The Lambda function `cut-off`, called every minute: opens the settlement runs whose bank's cut-off has come. */
export const handler = entryPoint(async () => {
  const { settlement, platform } = wireDeps(await awsPlatform({}));
  return async (): Promise<{ opened: number }> => {
    const opened = (await openDueRuns(settlement)).length;
    if (opened > 0) platform.log({ level: "info", event: "runs.opened", code: String(opened) });
    return { opened };
  };
});
