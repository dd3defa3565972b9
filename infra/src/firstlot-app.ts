import type { App } from "aws-cdk-lib";
import type { ISource } from "aws-cdk-lib/aws-s3-deployment";
import { ApiStack } from "./api-stack.ts";
import { DataStack } from "./data-stack.ts";
import { EDGE_REGION, EdgeStack } from "./edge-stack.ts";
import { IdentityStack } from "./identity-stack.ts";
import { ObservabilityStack } from "./observability-stack.ts";
import type { CodeOf } from "./platform-function.ts";
import type { Settings } from "./settings.ts";
import { WebStack } from "./web-stack.ts";
import { WorkStack } from "./work-stack.ts";

/** What is built before the stacks are: the code of each function, and the files that no function makes. */
export interface Built {
  readonly codeOf: CodeOf;
  readonly files: ISource;
}

/** Declares every stack of one deployment in `app`. */
export function declareFirstlot(app: App, settings: Settings, { codeOf, files }: Built) {
  const { stage, region, account } = settings;
  const env = { region, ...(account === undefined ? {} : { account }) };
  const props = (name: string) => ({ env, settings, codeOf, stackName: `firstlot-${stage}-${name}` });
  const data = new DataStack(app, "Data", props("data"));
  const identity = new IdentityStack(app, "Identity", { ...props("identity"), data });
  const work = new WorkStack(app, "WorkStack", { ...props("work"), data });
  const api = new ApiStack(app, "Api", { ...props("api"), data, identity });
  const edge = new EdgeStack(app, "Edge", {
    ...props("edge"),
    env: { ...env, region: EDGE_REGION },
  });
  const web = new WebStack(app, "Web", {
    ...{ ...props("web"), data, api, files },
    edgeStackName: edge.stackName,
  });
  web.addStackDependency(edge);
  const observability = new ObservabilityStack(app, "Observability", {
    ...props("observability"),
    work,
    api,
  });
  return { data, identity, work, api, edge, web, observability };
}
