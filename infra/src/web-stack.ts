import { CfnOutput, Duration, Fn, RemovalPolicy, Stack, type StackProps, Token } from "aws-cdk-lib";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  AccessLevel,
  AllowedMethods,
  type BehaviorOptions,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  type IOrigin,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import { BucketDeployment, CacheControl, type ISource } from "aws-cdk-lib/aws-s3-deployment";
import type { Construct } from "constructs";
import { acknowledge, logicalIdOf } from "./acknowledge.ts";
import type { ApiStack } from "./api-stack.ts";
import type { DataStack } from "./data-stack.ts";
import { EDGE_REGION, FIREWALL_OUTPUT } from "./edge-stack.ts";
import { isProduction, type Settings } from "./settings.ts";

const ORIGIN_TIMEOUT = Duration.seconds(30); // API Gateway's own
const HSTS_AGE = Duration.days(730);
const CACHED_MAX = Duration.days(1);

/** Paths of the files that no function makes; each is a folder of the bucket. */
export const STATIC_PATHS = ["/assets/*", "/docs/files/*"] as const;
const API_PATHS = ["/api/public/*", "/api/backoffice/*", "/api/partner/*", "/api/portal/*"] as const;

/** What the CDK's own copier is granted; its code and its rights come with the construct. */
const COPIER_ACTIONS = ["s3:GetObject*", "s3:GetBucket*", "s3:List*", "s3:DeleteObject*", "s3:Abort*"];
const COPIER_REASON =
  "the CDK's own function, called by CloudFormation during a deployment and by nobody else; it reaches published files only";

interface WebStackProps extends StackProps {
  readonly settings: Settings;
  readonly data: DataStack;
  readonly api: ApiStack;
  /** Name of the stack that holds the firewall, in `EDGE_REGION`. */
  readonly edgeStackName: string;
  /** What is copied into the bucket, in the folders of `STATIC_PATHS`. */
  readonly files: ISource;
}

/**
 * The one origin that browsers and banks see: CloudFront before the site, the three APIs and the static files, with
 * the firewall, TLS 1.2 or newer and the security headers. Pages set their own content security policy.
 */
export class WebStack extends Stack {
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, props: WebStackProps) {
    super(scope, id, props);
    const { settings, data, edgeStackName } = props;
    const bucket = this.#createBucket(props);
    const gateway = gatewayOrigin(props.api);
    const served = this.#servedByFunctions(gateway);
    this.distribution = new Distribution(this, "Distribution", {
      comment: `Firstlot ${settings.stage}`,
      domainNames: [settings.host],
      certificate: Certificate.fromCertificateArn(this, "Certificate", settings.certificateArn),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      webAclId: Fn.getStackOutput(edgeStackName, FIREWALL_OUTPUT, EDGE_REGION),
      logBucket: data.accessLogBucket,
      logFilePrefix: "cloudfront/",
      logIncludesCookies: false,
      defaultBehavior: served.site,
      additionalBehaviors: {
        ...Object.fromEntries(API_PATHS.map((path) => [path, served[path]])),
        ...this.#servedFromBucket(bucket),
      },
    });
    acknowledge(this.distribution, {
      "Annotation::@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk":
        "the bucket is behind two folders and never behind the root, where a listing would be",
      "AwsSolutions-CFR1":
        "open to visitors everywhere; who may back or borrow is decided on the person (docs/rules), not on an address",
    });
    this.#copyFiles(bucket, props);
    new CfnOutput(this, "Origin", { value: `https://${settings.host}` });
    new CfnOutput(this, "DistributionDomain", { value: this.distribution.distributionDomainName });
  }

  /** Files that everybody may read, and only by CloudFront. */
  #createBucket({ data, settings }: WebStackProps): Bucket {
    const bucket = new Bucket(this, "Files", {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: true,
      serverAccessLogsBucket: data.accessLogBucket,
      serverAccessLogsPrefix: "files/",
      lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(30) }],
      removalPolicy: isProduction(settings) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    acknowledge(bucket, {
      "NIST.800.53.R5-S3DefaultEncryptionKMS": "published files only: nothing in it is secret",
      "NIST.800.53.R5-S3BucketReplicationEnabled": "every deployment writes its files anew",
    });
    return bucket;
  }

  /**
   * Only what an answer itself calls public is kept, by everything that may change it: who asks, in which language.
   * A page for one person is `private` and never kept.
   */
  #servedByFunctions(origin: IOrigin) {
    const common: Omit<BehaviorOptions, "cachePolicy"> = {
      origin,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: new ResponseHeadersPolicy(this, "AnswerHeaders", {
        comment: "what a function sets itself stays; these it cannot weaken",
        securityHeadersBehavior: {
          strictTransportSecurity: { accessControlMaxAge: HSTS_AGE, includeSubdomains: true, override: true },
          contentTypeOptions: { override: true },
          frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
          referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.SAME_ORIGIN, override: false },
        },
      }),
      compress: true,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    };
    const whatIsPublic = new CachePolicy(this, "WhatIsPublic", {
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: CACHED_MAX,
      headerBehavior: CacheHeaderBehavior.allowList("Authorization", "Accept-Language"),
      cookieBehavior: CacheCookieBehavior.all(),
      queryStringBehavior: CacheQueryStringBehavior.all(),
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    });
    return {
      site: {
        ...common,
        cachePolicy: whatIsPublic,
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      },
      "/api/public/*": { ...common, cachePolicy: whatIsPublic },
      "/api/backoffice/*": { ...common, cachePolicy: CachePolicy.CACHING_DISABLED },
      "/api/partner/*": { ...common, cachePolicy: CachePolicy.CACHING_DISABLED },
      "/api/portal/*": { ...common, cachePolicy: CachePolicy.CACHING_DISABLED },
    };
  }

  #servedFromBucket(bucket: Bucket): Record<string, BehaviorOptions> {
    const origin = S3BucketOrigin.withOriginAccessControl(bucket, {
      originAccessLevels: [AccessLevel.READ, AccessLevel.LIST], // with LIST, a missing file is 404 and not 403
    });
    const responseHeadersPolicy = new ResponseHeadersPolicy(this, "FileHeaders", {
      comment: "files run nothing by themselves and are embedded nowhere else",
      customHeadersBehavior: {
        customHeaders: [{ header: "Cross-Origin-Resource-Policy", value: "same-origin", override: true }],
      },
      securityHeadersBehavior: {
        contentSecurityPolicy: {
          contentSecurityPolicy: "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox",
          override: true,
        },
        strictTransportSecurity: { accessControlMaxAge: HSTS_AGE, includeSubdomains: true, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.SAME_ORIGIN, override: true },
      },
    });
    const behavior: BehaviorOptions = {
      origin,
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy,
      compress: true,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    };
    return Object.fromEntries(STATIC_PATHS.map((path) => [path, behavior]));
  }

  /** Files of earlier deployments stay for pages that were loaded before this one. */
  #copyFiles(bucket: Bucket, { files, data, settings }: WebStackProps): void {
    const copy = new BucketDeployment(this, "CopyFiles", {
      sources: [files],
      destinationBucket: bucket,
      prune: false,
      cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(Duration.hours(1))],
      distribution: this.distribution,
      distributionPaths: [...STATIC_PATHS],
      logGroup: new LogGroup(this, "CopyLogs", {
        logGroupName: `/firstlot/${settings.stage}/copy-files`,
        encryptionKey: data.dataKey,
        retention: RetentionDays.THREE_MONTHS,
      }),
    });
    const account = Token.isUnresolved(this.account) ? "<AWS::AccountId>" : this.account;
    const copier = copy.handlerRole.node.scope;
    if (copier === undefined) throw new Error("the copier's role belongs to its function");
    acknowledge(copier, {
      ...Object.fromEntries(
        COPIER_ACTIONS.map((action) => [`AwsSolutions-IAM5[Action::${action}]`, COPIER_REASON]),
      ),
      [`AwsSolutions-IAM5[Resource::<${logicalIdOf(bucket)}.Arn>/*]`]:
        "the objects of the one bucket it fills",
      [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-${account}-${this.region}/*]`]:
        "where the deployment tool put the files of this deployment",
      "AwsSolutions-IAM5[Resource::*]":
        "CloudFront invalidations; the construct grants them without a distribution",
      "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]":
        COPIER_REASON,
      "AwsSolutions-L1": COPIER_REASON,
      "NIST.800.53.R5-IAMNoInlinePolicy": COPIER_REASON,
      "NIST.800.53.R5-LambdaConcurrency": COPIER_REASON,
      "NIST.800.53.R5-LambdaDLQ": "the deployment waits for its answer and fails with it",
      "NIST.800.53.R5-LambdaInsideVPC": "it copies from one bucket to another and reaches nothing else",
    });
  }
}

/** The gateway behind CloudFront, told by a header that a request came this way (packages/functions/src/aws/edge.ts). */
const gatewayOrigin = ({ api, edgeSecret, region }: ApiStack): HttpOrigin =>
  new HttpOrigin(`${api.apiId}.execute-api.${region}.amazonaws.com`, {
    protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
    originSslProtocols: [OriginSslPolicy.TLS_V1_2],
    readTimeout: ORIGIN_TIMEOUT,
    customHeaders: { "x-firstlot-edge": edgeSecret.secretValue.unsafeUnwrap() },
  });
