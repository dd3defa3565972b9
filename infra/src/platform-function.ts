import { Duration, RemovalPolicy, Size } from "aws-cdk-lib";
import type { ISecurityGroup, IVpc } from "aws-cdk-lib/aws-ec2";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  Architecture,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { ISecret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { z } from "zod";
import { acknowledge } from "./acknowledge.ts";
import { type DataAccess, dataStatements } from "./data-access.ts";
import type { DataStack } from "./data-stack.ts";

/** The bundles that `npm run bundle` builds, one per function. */
export const FUNCTION_NAMES = [
  "public-api",
  "backoffice-api",
  "partner-api",
  "site",
  "on-change",
  "keep-audit",
  "work",
  "send-webhook",
  "sweep",
  "cut-off",
  "daily",
  "token-claims",
] as const;

/** The name of a function and of its bundle. */
export type FunctionName = (typeof FUNCTION_NAMES)[number];

/** Where the code of a function is found: a built bundle, or a stand-in when only the templates are of interest. */
export type CodeOf = (name: FunctionName) => Code;

export interface PlatformFunctionProps {
  readonly name: FunctionName;
  readonly stage: string;
  readonly codeOf: CodeOf;
  readonly data: DataStack;
  readonly access: DataAccess;
  readonly timeout: Duration;
  readonly memoryMiB: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** Executions at once, at most and guaranteed; without it, the function shares the account's. */
  readonly reservedConcurrency?: number;
  /** Where the function stands when it may reach the internet; without one it reaches only AWS. */
  readonly network?: { readonly vpc: IVpc; readonly securityGroup: ISecurityGroup };
}

/**
 * One function with a role, a log group and permissions of its own. It promises: no managed policy, no action that
 * was not asked for, no way to change history (`dataStatements`), JSON logs that end, a trace of each call.
 */
export class PlatformFunction extends Construct {
  readonly name: FunctionName;
  readonly lambda: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: PlatformFunctionProps) {
    super(scope, id);
    const { name, stage, data, access, network } = props;
    this.name = name;
    const functionName = `firstlot-${stage}-${name}`;
    const logGroup = new LogGroup(this, "Logs", {
      logGroupName: `/firstlot/${stage}/${name}`,
      encryptionKey: data.dataKey,
      retention: RetentionDays.THIRTEEN_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [logGroup.logGroupArn],
      }),
    );
    for (const statement of dataStatements(data, access)) this.role.addToPolicy(statement);
    this.lambda = new LambdaFunction(this, "Function", {
      functionName,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: "index.handler",
      code: props.codeOf(name),
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
      timeout: props.timeout,
      memorySize: props.memoryMiB,
      ephemeralStorageSize: Size.mebibytes(512),
      environment: { ...props.environment },
      ...(props.reservedConcurrency === undefined
        ? {}
        : { reservedConcurrentExecutions: props.reservedConcurrency }),
      ...(network === undefined
        ? {}
        : { vpc: network.vpc, securityGroups: [network.securityGroup], allowPublicSubnet: false }),
    });
    this.#acknowledgeWildcards(data, access, network !== undefined);
    acknowledge(this, {
      "NIST.800.53.R5-IAMNoInlinePolicy":
        "the policy belongs to this one role and lives and dies with it; a managed policy could be attached elsewhere",
      "NIST.800.53.R5-LambdaDLQ":
        "it is called by a queue, a stream, a schedule or a caller that waits; each has its own place for what failed",
      ...(props.reservedConcurrency === undefined
        ? {
            "NIST.800.53.R5-LambdaConcurrency":
              "bounded by its caller (the gateway's rate limit, the shards of the stream); a reserve would take the account's",
          }
        : {}),
      ...(network === undefined
        ? {
            "NIST.800.53.R5-LambdaInsideVPC":
              "it talks to AWS only, by identity; a network would add a way out that it has no use for",
          }
        : {}),
    });
  }

  /** Lets the function read one more secret when it starts; the data key opens it already. */
  letRead(secret: ISecret): void {
    this.role.addToPolicy(
      new PolicyStatement({ actions: ["secretsmanager:GetSecretValue"], resources: [secret.secretArn] }),
    );
  }

  /** Why the few wildcards of the role are as narrow as they can be. */
  #acknowledgeWildcards(data: DataStack, access: DataAccess, isInNetwork: boolean): void {
    acknowledge(this.role, {
      "AwsSolutions-IAM5[Resource::*]":
        "X-Ray, network interfaces and the listing of streams know no resource of their own",
      ...(isInNetwork
        ? {
            "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole]":
              "the policy that Lambda documents for network interfaces; interfaces have no name before they exist",
          }
        : {}),
    });
    const folders = new Set([...(access.readBlobs ?? []), ...(access.writeBlobs ?? [])]);
    for (const folder of folders)
      for (const bucket of [data.lockedBucket, data.plainBucket])
        for (const name of namesOf(bucket.bucketArn, data))
          acknowledge(this.role, {
            [`AwsSolutions-IAM5[Resource::${name}/${folder}/*]`]:
              "the objects of one folder of one bucket; their names are made at run time",
          });
  }
}

const attributeSchema = z.object({ "Fn::GetAtt": z.tuple([z.string(), z.string()]) });
const importSchema = z.object({ "Fn::ImportValue": z.string() });

/** An attribute of the data stack as the rule pack writes it: before synthesis by its resource, afterwards by its export. */
function namesOf(arn: string, data: DataStack): readonly string[] {
  const [resource, attribute] = attributeSchema.parse(data.resolve(arn))["Fn::GetAtt"];
  const exported = importSchema.parse(data.resolve(data.exportValue(arn)));
  return [`<${resource}.${attribute}>`, exported["Fn::ImportValue"]];
}

/** How long an API call may take; API Gateway gives up after 30 s. */
export const API_TIMEOUT = Duration.seconds(20);
