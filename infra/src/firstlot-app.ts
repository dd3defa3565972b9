import type { App } from "aws-cdk-lib";
import { ApiStack } from "./api-stack.ts";
import { DataStack } from "./data-stack.ts";
import { IdentityStack } from "./identity-stack.ts";
import { ObservabilityStack } from "./observability-stack.ts";
import type { CodeOf } from "./platform-function.ts";
import type { Settings } from "./settings.ts";
import { WorkStack } from "./work-stack.ts";

/** Declares every stack of one deployment in `app`. */
export function declareFirstlot(app: App, settings: Settings, codeOf: CodeOf) {
  const { stage, region, account } = settings;
  const env = { region, ...(account === undefined ? {} : { account }) };
  const props = (name: string) => ({ env, settings, codeOf, stackName: `firstlot-${stage}-${name}` });
  const data = new DataStack(app, "Data", props("data"));
  const identity = new IdentityStack(app, "Identity", { ...props("identity"), data });
  const work = new WorkStack(app, "WorkStack", { ...props("work"), data });
  const api = new ApiStack(app, "Api", { ...props("api"), data, identity });
  const observability = new ObservabilityStack(app, "Observability", {
    ...props("observability"),
    work,
    api,
  });
  return { data, identity, work, api, observability };
}
