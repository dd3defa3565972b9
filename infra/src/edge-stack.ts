import { ArnFormat, CfnOutput, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { CfnLoggingConfiguration, CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import type { Construct } from "constructs";
import { isProduction, type Settings } from "./settings.ts";

/** CloudFront takes its firewall from this region only, wherever the rest stands. */
export const EDGE_REGION = "us-east-1";
/** Name of the output that the web stack reads across regions. */
export const FIREWALL_OUTPUT = "FirewallArn";

const RATE_WINDOW_SECONDS = 300;
/** Requests of one address in five minutes: a busy office behind one address stays below, a crawler does not. */
const REQUESTS_MAX = 6_000;
/** Requests that change something, of one address in five minutes. */
const COMMANDS_MAX = 600;

type Rule = CfnWebACL.RuleProperty;

/** What is blocked before a function is called; the rules run in this order. */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & { readonly settings: Settings }) {
    super(scope, id, props);
    const { stage } = props.settings;
    const firewall = new CfnWebACL(this, "Firewall", {
      name: `firstlot-${stage}`,
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      visibilityConfig: visibility("firewall"),
      rules: [
        rateRule("requests-of-an-address", REQUESTS_MAX),
        rateRule("commands-of-an-address", COMMANDS_MAX, notReading),
        managedRule("AWSManagedRulesAmazonIpReputationList"),
        managedRule("AWSManagedRulesKnownBadInputsRuleSet"),
        managedRule("AWSManagedRulesCommonRuleSet", COUNTED),
      ].map((rule, priority) => ({ ...rule, priority })),
    });
    this.#logWhatIsBlocked(firewall, props.settings);
    new CfnOutput(this, FIREWALL_OUTPUT, { value: firewall.attrArn }).overrideLogicalId(FIREWALL_OUTPUT);
  }

  #logWhatIsBlocked(firewall: CfnWebACL, settings: Settings): void {
    const logGroupName = `aws-waf-logs-firstlot-${settings.stage}`; // WAF asks for this beginning
    const key = new Key(this, "LogKey", {
      enableKeyRotation: true,
      description: "Firstlot firewall logs",
      removalPolicy: isProduction(settings) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(`logs.${this.region}.amazonaws.com`)],
        actions: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
        resources: ["*"], // in a key's own policy: this key
        conditions: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": this.#logGroupArn(logGroupName) } },
      }),
    );
    const logGroup = new LogGroup(this, "Logs", {
      logGroupName,
      encryptionKey: key,
      retention: RetentionDays.THREE_MONTHS,
    });
    const logging = new CfnLoggingConfiguration(this, "Logging", {
      resourceArn: firewall.attrArn,
      logDestinationConfigs: [this.#logGroupArn(logGroupName)],
      redactedFields: [
        { singleHeader: { Name: "authorization" } },
        { singleHeader: { Name: "cookie" } },
        { queryString: {} },
      ],
      // only what was stopped or would have been: the rest is in the logs of CloudFront
      loggingFilter: {
        DefaultBehavior: "DROP",
        Filters: [
          {
            Behavior: "KEEP",
            Requirement: "MEETS_ANY",
            Conditions: ["BLOCK", "COUNT"].map((Action) => ({ ActionCondition: { Action } })),
          },
        ],
      },
    });
    logging.node.addDependency(logGroup);
  }

  #logGroupArn(resourceName: string): string {
    const arnFormat = ArnFormat.COLON_RESOURCE_NAME;
    return this.formatArn({ service: "logs", resource: "log-group", arnFormat, resourceName });
  }
}

/**
 * Rules that look into bodies and are counted only: evidence may have 6 MB, bank statements are XML, and a campaign's
 * story may hold a link. Bodies are parsed by strict schemas and every page escapes what it shows.
 */
const COUNTED = ["SizeRestrictions_BODY", "CrossSiteScripting_BODY", "GenericRFI_BODY"];

const visibility = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false, // samples would show headers as they came
});

const methodIs = (searchString: string): CfnWebACL.StatementProperty => ({
  byteMatchStatement: {
    fieldToMatch: { method: {} },
    positionalConstraint: "EXACTLY",
    searchString,
    textTransformations: [{ priority: 0, type: "NONE" }],
  },
});

const notReading: CfnWebACL.StatementProperty = {
  notStatement: { statement: { orStatement: { statements: ["GET", "HEAD", "OPTIONS"].map(methodIs) } } },
};

/** Answers 429 to an address that asks too often; `counted` says which of its requests count. */
const rateRule = (
  name: string,
  limit: number,
  counted?: CfnWebACL.StatementProperty,
): Omit<Rule, "priority"> => ({
  name,
  action: {
    block: {
      customResponse: {
        responseCode: 429,
        responseHeaders: [{ name: "retry-after", value: String(RATE_WINDOW_SECONDS) }],
      },
    },
  },
  statement: {
    rateBasedStatement: {
      aggregateKeyType: "IP",
      evaluationWindowSec: RATE_WINDOW_SECONDS,
      limit,
      ...(counted === undefined ? {} : { scopeDownStatement: counted }),
    },
  },
  visibilityConfig: visibility(name),
});

/** A rule group that Amazon keeps current; rules named in `counted` only count. */
const managedRule = (name: string, counted: readonly string[] = []): Omit<Rule, "priority"> => ({
  name,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: "AWS",
      name,
      ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
  visibilityConfig: visibility(name),
});
