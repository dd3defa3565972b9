import { APPEND_ONLY_PREFIXES } from "@firstlot/infra/data-access";
import { declareFirstlot } from "@firstlot/infra/firstlot-app";
import { App, type Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { Code } from "aws-cdk-lib/aws-lambda";
import { AwsSolutionsChecks } from "cdk-nag";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const settings = {
  stage: "production",
  account: "111122223333",
  region: "eu-central-1",
  host: "firstlot.example",
  certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d",
  mailFrom: "notices@firstlot.example",
  alarmMail: "operators@firstlot.example",
} as const;

const app = new App();
const stacks = declareFirstlot(app, settings, () => Code.fromInline("exports.handler = async () => {}"));
const templates = new Map<Stack, Template>();
const templateOf = (stack: Stack): Template => {
  const known = templates.get(stack) ?? Template.fromStack(stack);
  templates.set(stack, known);
  return known;
};
const everyTemplate = () => Object.values(stacks).map(templateOf);

const statementSchema = z.looseObject({
  Effect: z.enum(["Allow", "Deny"]),
  Action: z.union([z.string(), z.array(z.string())]),
  Condition: z.unknown().optional(),
});
const policySchema = z.looseObject({
  Properties: z.looseObject({
    Roles: z.array(z.looseObject({ Ref: z.string() })),
    PolicyDocument: z.looseObject({ Statement: z.array(statementSchema) }),
  }),
});

/** The statements of each role, by the logical id of the role. */
const statementsByRole = (template: Template) =>
  new Map(
    Object.values(template.findResources("AWS::IAM::Policy")).map((resource) => {
      const { Roles, PolicyDocument } = policySchema.parse(resource).Properties;
      return [Roles[0]?.Ref ?? "", PolicyDocument.Statement];
    }),
  );

const functionSchema = z.looseObject({
  Properties: z.looseObject({
    FunctionName: z.string(),
    Role: z.looseObject({ "Fn::GetAtt": z.tuple([z.string(), z.literal("Arn")]) }),
  }),
});

const functions = () =>
  everyTemplate().flatMap((template) =>
    Object.values(template.findResources("AWS::Lambda::Function")).map((resource) => {
      const { FunctionName: name, Role } = functionSchema.parse(resource).Properties;
      const role = Role["Fn::GetAtt"][0];
      return { name, role, statements: statementsByRole(template).get(role) ?? [] };
    }),
  );

describe("the AWS stacks", () => {
  it.each([
    ["declared", () => {}],
    ["synthesised, when what crosses stacks has its export's name", () => app.synth()],
  ])("pass the AwsSolutions rule pack when %s, every exception with its reason", (_when, before) => {
    before();
    const { violations } = new AwsSolutionsChecks(app).validateScope(app);
    const found = violations.map(({ ruleName, violatingResources }) => ({
      ruleName,
      at: violatingResources.map(({ constructPath }) => constructPath),
    }));
    expect(found).toEqual([]);
  });

  it("declare the one table with its two sparse indexes, stream, restore and deletion protection", () => {
    templateOf(stacks.data).hasResourceProperties("AWS::DynamoDB::Table", {
      BillingMode: "PAY_PER_REQUEST",
      DeletionProtectionEnabled: true,
      GlobalSecondaryIndexes: [
        Match.objectLike({ IndexName: "due", Projection: { ProjectionType: "KEYS_ONLY" } }),
        Match.objectLike({ IndexName: "list", Projection: { ProjectionType: "ALL" } }),
      ],
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
      SSESpecification: Match.objectLike({ SSEEnabled: true, SSEType: "KMS" }),
      StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
    });
  });

  it("lock statements for ten years and leave evidence erasable", () => {
    const buckets = templateOf(stacks.data).findResources("AWS::S3::Bucket");
    const locked = Object.entries(buckets).filter(([, { Properties }]) => Properties.ObjectLockEnabled);
    expect(locked.map(([id]) => id.replace(/[0-9A-F]{8}$/, ""))).toEqual(["Locked"]);
    expect(locked[0]?.[1].Properties.ObjectLockConfiguration.Rule.DefaultRetention).toEqual({
      Mode: "COMPLIANCE",
      Days: 3_660,
    });
  });

  it("give every function a role of its own", () => {
    const all = functions();
    expect(all.length).toBeGreaterThan(8);
    expect(new Set(all.map(({ role }) => role)).size).toBe(all.length);
  });

  it("deny every function to change or delete what is append-only, and every unconditioned way to write", () => {
    for (const { name, statements } of functions()) {
      const denied = statements.filter(({ Effect }) => Effect === "Deny");
      expect(denied, name).toContainEqual(
        expect.objectContaining({
          Action: ["dynamodb:UpdateItem", "dynamodb:DeleteItem"],
          Condition: {
            "ForAnyValue:StringLike": {
              "dynamodb:LeadingKeys": APPEND_ONLY_PREFIXES.map((prefix) => `${prefix}*`),
            },
          },
        }),
      );
      expect(denied.flatMap(({ Action }) => Action)).toEqual(
        expect.arrayContaining(["dynamodb:BatchWriteItem", "dynamodb:PartiQLUpdate", "dynamodb:Scan"]),
      );
    }
  });

  it("give no function an action with a wildcard", () => {
    const wild = functions().flatMap(({ name, statements }) =>
      statements
        .filter(({ Effect }) => Effect === "Allow")
        .flatMap(({ Action }) => Action)
        .filter((action) => action.includes("*"))
        .map((action) => `${name}: ${action}`),
    );
    expect(wild).toEqual([]);
  });

  it("keep the function that reaches partners away from all data, and every other one off the internet", () => {
    const sender = functions().find(({ name }) => name.endsWith("send-webhook"));
    const allowed = sender?.statements
      .filter(({ Effect }) => Effect === "Allow")
      .flatMap(({ Action }) => Action)
      .sort();
    expect(allowed).toEqual([
      "logs:CreateLogStream",
      "logs:PutLogEvents",
      "xray:PutTelemetryRecords",
      "xray:PutTraceSegments",
    ]);
    const inNetwork = everyTemplate().flatMap((template) =>
      Object.values(
        template.findResources("AWS::Lambda::Function", { Properties: { VpcConfig: Match.anyValue() } }),
      ).map((resource) => functionSchema.parse(resource).Properties.FunctionName),
    );
    expect(inNetwork).toEqual(["firstlot-production-send-webhook"]);
  });
});

describe("deferred work in AWS", () => {
  it("leaves a message hidden for six times the worker's time-out and sets it aside after five tries", () => {
    const work = templateOf(stacks.work);
    work.hasResourceProperties("AWS::SQS::Queue", {
      VisibilityTimeout: 540,
      RedrivePolicy: Match.objectLike({ maxReceiveCount: 5 }),
    });
    work.hasResourceProperties("AWS::Lambda::Function", {
      FunctionName: "firstlot-production-work",
      Timeout: 90,
      ReservedConcurrentExecutions: 20,
    });
    work.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      ScalingConfig: { MaximumConcurrency: 20 },
    });
  });

  it("never lets one bad record stop the change stream", () => {
    templateOf(stacks.work).hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      MaximumRetryAttempts: 20,
      DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
    });
  });

  it("gives every schedule a role of its own, a dead-letter queue and no retries beyond its minute", () => {
    const schedules = Object.values(templateOf(stacks.work).findResources("AWS::Scheduler::Schedule"));
    expect(schedules).toHaveLength(2);
    for (const { Properties } of schedules) {
      expect(Properties.Target.DeadLetterConfig.Arn).toBeDefined();
      expect(Properties.Target.RetryPolicy).toEqual({
        MaximumEventAgeInSeconds: 60,
        MaximumRetryAttempts: 0,
      });
    }
    expect(new Set(schedules.map(({ Properties }) => JSON.stringify(Properties.Target.RoleArn))).size).toBe(
      2,
    );
  });
});

describe("the APIs in AWS", () => {
  it("have a rate limit each", () => {
    templateOf(stacks.api).hasResourceProperties("AWS::ApiGatewayV2::Stage", {
      RouteSettings: {
        "ANY /api/public/{proxy+}": Match.objectLike({ ThrottlingRateLimit: 2_000 }),
        "ANY /api/backoffice/{proxy+}": Match.objectLike({ ThrottlingRateLimit: 100 }),
        "ANY /api/partner/{proxy+}": Match.objectLike({ ThrottlingRateLimit: 200 }),
      },
    });
  });

  it("ask people and staff for a second factor, and let nobody sign up as staff", () => {
    const identity = templateOf(stacks.identity);
    const pools = Object.values(identity.findResources("AWS::Cognito::UserPool"));
    expect(pools.map(({ Properties }) => Properties.MfaConfiguration)).toEqual(["ON", "ON", "OFF"]);
    expect(pools.map(({ Properties }) => Properties.AdminCreateUserConfig.AllowAdminCreateUserOnly)).toEqual([
      false,
      true,
      true,
    ]);
  });
});

describe("alarms", () => {
  it("ring at the first lost message, and each says whom it hurts", () => {
    const alarms = Object.values(templateOf(stacks.observability).findResources("AWS::CloudWatch::Alarm"));
    expect(alarms.length).toBeGreaterThan(10);
    for (const { Properties } of alarms) {
      expect(Properties.AlarmDescription.length).toBeGreaterThan(30);
      expect(Properties.AlarmActions).toHaveLength(1);
    }
    const lost = alarms.filter(
      ({ Properties }) => Properties.MetricName === "ApproximateNumberOfMessagesVisible",
    );
    expect(lost.map(({ Properties }) => Properties.Threshold)).toEqual([1, 1, 1]);
  });
});
