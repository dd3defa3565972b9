// Longer than others: the stacks are synthesised once, and every promise about them is asked of that.
import { SITE_WRITES } from "@firstlot/infra/api-stack";
import { APPEND_ONLY_PREFIXES } from "@firstlot/infra/data-access";
import { declareFirstlot } from "@firstlot/infra/firstlot-app";
import { App, type Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { Code } from "aws-cdk-lib/aws-lambda";
import { Source } from "aws-cdk-lib/aws-s3-deployment";
import { AwsSolutionsChecks, NIST80053R5Checks } from "cdk-nag";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { EDGE_HEADER } from "../../packages/functions/src/aws/edge.ts";

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
const stacks = declareFirstlot(app, settings, {
  codeOf: () => Code.fromInline("exports.handler = async () => {}"),
  files: Source.data("assets/site.css", ""),
});
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

/** Our functions; the only other one is the CDK's copier of files, which `web` asserts. */
const functions = () =>
  everyTemplate().flatMap((template) =>
    Object.entries(template.findResources("AWS::Lambda::Function")).flatMap(([id, resource]) => {
      if (id.startsWith("CustomCDKBucketDeployment")) return [];
      const { FunctionName: name, Role } = functionSchema.parse(resource).Properties;
      const role = Role["Fn::GetAtt"][0];
      return { name, role, statements: statementsByRole(template).get(role) ?? [] };
    }),
  );

describe("the AWS stacks", () => {
  it.each([
    ["declared", () => {}],
    ["synthesised, when what crosses stacks has its export's name", () => app.synth()],
  ])(
    "pass the AwsSolutions and NIST 800-53 rev. 5 packs when %s, every exception with its reason",
    (_when, before) => {
      before();
      const packs = [new AwsSolutionsChecks(app), new NIST80053R5Checks(app)];
      const violations = packs.flatMap((pack) => pack.validateScope(app).violations);
      const found = violations.map(({ ruleName, violatingResources }) => ({
        ruleName,
        at: violatingResources.map(({ constructPath }) => constructPath),
      }));
      expect(found).toEqual([]);
    },
  );

  it("back the table up each month where nobody deletes a copy, and encrypt every log with our key", () => {
    templateOf(stacks.data).hasResourceProperties("AWS::Backup::BackupPlan", {
      BackupPlan: {
        BackupPlanRule: [Match.objectLike({ Lifecycle: { DeleteAfterDays: 400 } })],
      },
    });
    for (const template of everyTemplate())
      for (const { Properties } of Object.values(template.findResources("AWS::Logs::LogGroup")))
        expect(Properties.KmsKeyId, Properties.LogGroupName).toBeDefined();
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
    expect(schedules.map(({ Properties }) => Properties.ScheduleExpression).sort()).toEqual([
      "cron(30 0 * * ? *)",
      ...["rate(1 minute)", "rate(1 minute)"],
    ]);
    for (const { Properties } of schedules) {
      const isDaily = Properties.ScheduleExpression.startsWith("cron");
      expect(Properties.Target.DeadLetterConfig.Arn).toBeDefined();
      expect(Properties.Target.RetryPolicy).toEqual({
        MaximumEventAgeInSeconds: isDaily ? 3_600 : 60,
        MaximumRetryAttempts: 0,
      });
    }
    expect(new Set(schedules.map(({ Properties }) => JSON.stringify(Properties.Target.RoleArn))).size).toBe(
      schedules.length,
    );
  });

  it("lets the two that keep the audit log write nothing else, into the bucket that nobody empties", () => {
    const writesOf = (name: string) =>
      functions()
        .find((one) => one.name === `firstlot-production-${name}`)
        ?.statements.filter(
          ({ Effect, Action }) => Effect === "Allow" && [Action].flat().includes("dynamodb:PutItem"),
        )
        .map(({ Condition }) => Condition);
    expect(writesOf("keep-audit")).toEqual([
      { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["AUDIT#*"] } },
    ]);
    expect(writesOf("daily")).toEqual([
      { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["ROOTS*"] } },
    ]);
    templateOf(stacks.work).hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      BatchSize: 2_000,
      MaximumBatchingWindowInSeconds: 300,
      BisectBatchOnFunctionError: true,
    });
  });
});

describe("the APIs in AWS", () => {
  it("have a rate limit each", () => {
    templateOf(stacks.api).hasResourceProperties("AWS::ApiGatewayV2::Stage", {
      RouteSettings: {
        "ANY /api/public/{proxy+}": Match.objectLike({ ThrottlingRateLimit: 2_000 }),
        "ANY /api/backoffice/{proxy+}": Match.objectLike({ ThrottlingRateLimit: 100 }),
        "ANY /api/partner/{proxy+}": Match.objectLike({ ThrottlingRateLimit: 200 }),
        "ANY /api/portal/{proxy+}": Match.objectLike({ ThrottlingRateLimit: 200 }),
        "ANY /": Match.objectLike({ ThrottlingRateLimit: 2_000 }),
        "ANY /{proxy+}": Match.objectLike({ ThrottlingRateLimit: 2_000 }),
      },
    });
  });

  it("let the site write sessions and who signed in, and nothing of campaigns and money", () => {
    const site = functions().find(({ name }) => name.endsWith("-site"));
    const writes = site?.statements.filter(
      ({ Effect, Action }) => Effect === "Allow" && [Action].flat().includes("dynamodb:PutItem"),
    );
    expect(writes?.map(({ Condition }) => Condition)).toEqual([
      { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": SITE_WRITES.map((prefix) => `${prefix}*`) } },
    ]);
    const allowed = site?.statements
      .filter(({ Effect }) => Effect === "Allow")
      .flatMap(({ Action }) => Action);
    expect(allowed).not.toContain("s3:PutObject");
    expect(allowed).not.toContain("s3:GetObject");
    expect(allowed).not.toContain("kms:Encrypt");
  });

  it("have uploaded files scanned for malware, and let the worker alone read what was found", () => {
    const data = templateOf(stacks.data);
    data.hasResourceProperties("AWS::GuardDuty::MalwareProtectionPlan", {
      ProtectedResource: { S3Bucket: Match.objectLike({ ObjectPrefixes: ["evidence/"] }) },
      Actions: { Tagging: { Status: "ENABLED" } },
    });
    const reading = functions().filter(({ statements }) =>
      statements.some(({ Action }) => [Action].flat().includes("s3:GetObjectTagging")),
    );
    expect(reading.map(({ name }) => name.replace(/^.*-(?=work$)/, ""))).toEqual(["work"]);
    const tagging = functions().filter(({ statements }) =>
      statements.some(({ Action }) => [Action].flat().includes("s3:PutObjectTagging")),
    );
    expect(tagging).toEqual([]);
  });

  it("know by a secret what came through CloudFront", () => {
    const served = functions().filter(({ name }) =>
      /-(site|public-api|backoffice-api|partner-api)$/.test(name),
    );
    expect(served).toHaveLength(4);
    const api = templateOf(stacks.api);
    for (const { name } of served)
      api.hasResourceProperties("AWS::Lambda::Function", {
        FunctionName: name,
        Environment: { Variables: Match.objectLike({ FIRSTLOT_EDGE_SECRET: Match.anyValue() }) },
      });
    expect(JSON.stringify(api.toJSON())).not.toMatch(/resolve:secretsmanager/); // never in an environment
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

const behaviorSchema = z.looseObject({
  PathPattern: z.string().optional(),
  ViewerProtocolPolicy: z.enum(["https-only", "redirect-to-https"]),
  AllowedMethods: z.array(z.string()),
  TargetOriginId: z.string(),
  CachePolicyId: z.unknown(),
  ResponseHeadersPolicyId: z.looseObject({ Ref: z.string() }),
});
const distributionSchema = z.looseObject({
  CacheBehaviors: z.array(behaviorSchema),
  DefaultCacheBehavior: behaviorSchema,
  Origins: z.array(z.looseObject({ Id: z.string(), S3OriginConfig: z.unknown().optional() })),
});
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

describe("the web in AWS", () => {
  const web = templateOf(stacks.web);
  const [distribution] = Object.values(web.findResources("AWS::CloudFront::Distribution"));
  const config = distributionSchema.parse(distribution?.Properties.DistributionConfig);
  const at = (path: string) => config.CacheBehaviors.find(({ PathPattern }) => PathPattern === path);

  it("is one origin: the site, three APIs, and files from a private bucket", () => {
    const [gateway, bucket] = config.Origins;
    const behind = (path: string) => at(path)?.TargetOriginId;
    expect(config.CacheBehaviors.map(({ PathPattern }) => PathPattern)).toEqual([
      ...["/api/public/*", "/api/backoffice/*", "/api/partner/*", "/api/portal/*"],
      ...["/assets/*", "/docs/files/*"],
    ]);
    expect(config.DefaultCacheBehavior.TargetOriginId).toBe(gateway?.Id);
    for (const path of ["/api/public/*", "/api/backoffice/*", "/api/partner/*", "/api/portal/*"])
      expect(behind(path)).toBe(gateway?.Id);
    for (const path of ["/assets/*", "/docs/files/*"]) {
      expect(behind(path)).toBe(bucket?.Id);
      expect(at(path)?.AllowedMethods).toEqual(["GET", "HEAD"]);
    }
    expect(bucket).toMatchObject({ OriginAccessControlId: expect.anything() });
    web.hasResourceProperties("AWS::CloudFront::OriginAccessControl", {
      OriginAccessControlConfig: Match.objectLike({ SigningBehavior: "always", SigningProtocol: "sigv4" }),
    });
    web.hasResourceProperties("AWS::S3::Bucket", {
      PublicAccessBlockConfiguration: {
        ...{ BlockPublicAcls: true, BlockPublicPolicy: true },
        ...{ IgnorePublicAcls: true, RestrictPublicBuckets: true },
      },
    });
  });

  it("speaks TLS 1.2 or newer on both sides, keeps access logs, and stands behind the firewall", () => {
    web.hasResourceProperties("AWS::CloudFront::Distribution", {
      DistributionConfig: Match.objectLike({
        Aliases: [settings.host],
        ViewerCertificate: Match.objectLike({ MinimumProtocolVersion: "TLSv1.2_2021" }),
        Logging: Match.objectLike({ IncludeCookies: false, Prefix: "cloudfront/" }),
        WebACLId: {
          "Fn::GetStackOutput": {
            ...{ StackName: "firstlot-production-edge", Region: "us-east-1", OutputName: "FirewallArn" },
          },
        },
        Origins: Match.arrayWith([
          Match.objectLike({
            CustomOriginConfig: Match.objectLike({
              OriginProtocolPolicy: "https-only",
              OriginSSLProtocols: ["TLSv1.2"],
            }),
            OriginCustomHeaders: [Match.objectLike({ HeaderName: EDGE_HEADER })],
          }),
        ]),
      }),
    });
    for (const { ViewerProtocolPolicy, PathPattern } of config.CacheBehaviors)
      expect(ViewerProtocolPolicy, PathPattern).toBe("https-only");
    expect(config.DefaultCacheBehavior.ViewerProtocolPolicy).toBe("redirect-to-https");
    expect(stacks.edge.region).toBe("us-east-1");
  });

  it("keeps nothing of staff and banks, and of everybody else only what an answer calls public", () => {
    for (const path of ["/api/backoffice/*", "/api/partner/*", "/api/portal/*"])
      expect(at(path)?.CachePolicyId).toBe(CACHING_DISABLED);
    web.hasResourceProperties("AWS::CloudFront::CachePolicy", {
      CachePolicyConfig: Match.objectLike({
        ...{ MinTTL: 0, DefaultTTL: 0 },
        ParametersInCacheKeyAndForwardedToOrigin: Match.objectLike({
          CookiesConfig: { CookieBehavior: "all" },
          HeadersConfig: { HeaderBehavior: "whitelist", Headers: ["Authorization", "Accept-Language"] },
          QueryStringsConfig: { QueryStringBehavior: "all" },
        }),
      }),
    });
  });

  it("sets HSTS everywhere, a policy of its own on files, and leaves the pages theirs", () => {
    const policies = web.findResources("AWS::CloudFront::ResponseHeadersPolicy");
    const headersOf = (behavior: z.infer<typeof behaviorSchema> | undefined) =>
      policies[behavior?.ResponseHeadersPolicyId.Ref ?? ""]?.Properties.ResponseHeadersPolicyConfig
        .SecurityHeadersConfig;
    for (const behavior of [config.DefaultCacheBehavior, ...config.CacheBehaviors]) {
      expect(headersOf(behavior)).toMatchObject({
        StrictTransportSecurity: {
          ...{ AccessControlMaxAgeSec: 63_072_000, IncludeSubdomains: true, Override: true },
        },
        ContentTypeOptions: { Override: true },
        FrameOptions: { FrameOption: "DENY", Override: true },
      });
    }
    expect(headersOf(config.DefaultCacheBehavior).ContentSecurityPolicy).toBeUndefined();
    expect(headersOf(at("/assets/*")).ContentSecurityPolicy.ContentSecurityPolicy).toContain(
      "default-src 'none'",
    );
  });

  it("has no function besides the one that copies the files of a deployment", () => {
    expect(Object.keys(web.findResources("AWS::Lambda::Function"))).toEqual([
      expect.stringMatching(/^CustomCDKBucketDeployment/),
    ]);
  });

  it("blocks known bad requests, and answers 429 to an address that asks or commands too often", () => {
    const [firewall] = Object.values(templateOf(stacks.edge).findResources("AWS::WAFv2::WebACL"));
    const rules = ruleSchema.parse(firewall?.Properties.Rules);
    expect(firewall?.Properties.Scope).toBe("CLOUDFRONT");
    expect(rules.map(({ Priority }) => Priority)).toEqual([0, 1, 2, 3, 4]);
    expect(rules.flatMap(({ Statement }) => Statement.RateBasedStatement ?? [])).toMatchObject([
      { AggregateKeyType: "IP", Limit: 6_000 },
      { AggregateKeyType: "IP", Limit: 600, ScopeDownStatement: { NotStatement: expect.anything() } },
    ]);
    for (const { Action } of rules.slice(0, 2)) expect(Action?.Block.CustomResponse.ResponseCode).toBe(429);
    expect(rules.flatMap(({ Statement }) => Statement.ManagedRuleGroupStatement?.Name ?? [])).toEqual([
      "AWSManagedRulesAmazonIpReputationList",
      "AWSManagedRulesKnownBadInputsRuleSet",
      "AWSManagedRulesCommonRuleSet",
    ]);
    templateOf(stacks.edge).hasResourceProperties("AWS::WAFv2::LoggingConfiguration", {
      RedactedFields: [
        { SingleHeader: { Name: "authorization" } },
        { SingleHeader: { Name: "cookie" } },
        { QueryString: {} },
      ],
    });
  });
});

const ruleSchema = z.array(
  z.looseObject({
    Priority: z.int(),
    Action: z
      .looseObject({
        Block: z.looseObject({ CustomResponse: z.looseObject({ ResponseCode: z.int() }) }),
      })
      .optional(),
    Statement: z.looseObject({
      RateBasedStatement: z.looseObject({}).optional(),
      ManagedRuleGroupStatement: z.looseObject({ Name: z.string() }).optional(),
    }),
  }),
);

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
