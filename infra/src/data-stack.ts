import { TABLE_SCHEMA } from "@firstlot/core/kernel/table-schema";
import { ArnFormat, Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from "aws-cdk-lib/aws-backup";
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from "aws-cdk-lib/aws-dynamodb";
import { Schedule } from "aws-cdk-lib/aws-events";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  ObjectLockRetention,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { acknowledge } from "./acknowledge.ts";
import { MalwareScan } from "./malware-scan.ts";
import { isProduction, type Settings } from "./settings.ts";

const STATEMENTS_KEPT_YEARS = 10;
const DAYS_A_YEAR = 366;
const ACCESS_LOGS_KEPT_DAYS = 400;
const OLD_LOG_VERSIONS_KEPT_DAYS = 7;
const RESTORABLE_DAYS = 35;
const BACKUPS_KEPT_DAYS = 400;

const SECRETS_NOT_ROTATED =
  "ids of what commands create are derived from this secret: rotating it would make a retried command a second one";
const NOT_REPLICATED =
  "one region holds the data (global tables and replicas know nothing of transactions); versions, locks and backups keep it";

/**
 * Everything that must outlive a deployment: the one table, the two blob buckets, the keys and the secrets. Besides
 * it only sign-in holds state, so that every other stack can be replaced.
 */
export class DataStack extends Stack {
  /** Encrypts the table, the buckets, the queues and the secrets. */
  readonly dataKey: Key;
  /** Seals partners' webhook secrets; only the functions that sign or verify may open them. */
  readonly boxKey: Key;
  readonly table: Table;
  /** Statements and reconciliations: nobody, not even an administrator, deletes them before their time. */
  readonly lockedBucket: Bucket;
  /** Evidence, pictures and search snapshots: a person's documents can be erased. */
  readonly plainBucket: Bucket;
  readonly accessLogBucket: Bucket;
  readonly secrets: Secret;

  constructor(scope: Construct, id: string, props: StackProps & { readonly settings: Settings }) {
    super(scope, id, props);
    const { settings } = props;
    const removalPolicy = isProduction(settings) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    const key = { enableKeyRotation: true, removalPolicy };
    this.dataKey = new Key(this, "DataKey", { ...key, description: "Firstlot data at rest" });
    this.boxKey = new Key(this, "BoxKey", { ...key, description: "Firstlot partners' webhook secrets" });
    this.#letLogsEncrypt(settings.stage);
    this.table = this.#createTable(removalPolicy, isProduction(settings));
    this.#backUpTable(removalPolicy);
    this.accessLogBucket = this.#createAccessLogBucket(removalPolicy);
    this.lockedBucket = new Bucket(this, "Locked", {
      ...this.#privateBucket(removalPolicy, "locked/"),
      objectLockDefaultRetention: isProduction(settings)
        ? ObjectLockRetention.compliance(Duration.days(STATEMENTS_KEPT_YEARS * DAYS_A_YEAR))
        : ObjectLockRetention.governance(Duration.days(1)),
    });
    this.plainBucket = new Bucket(this, "Plain", this.#privateBucket(removalPolicy, "plain/"));
    for (const bucket of [this.lockedBucket, this.plainBucket])
      acknowledge(bucket, { "NIST.800.53.R5-S3BucketReplicationEnabled": NOT_REPLICATED });
    new MalwareScan(this, "MalwareScan", { bucket: this.plainBucket, key: this.dataKey });
    this.secrets = new Secret(this, "Secrets", {
      secretName: `firstlot/${settings.stage}/platform`,
      description: "Keys of ids, cursors and payment links; filled by infra/new-secrets.mjs",
      encryptionKey: this.dataKey,
      removalPolicy,
    });
    acknowledge(this.secrets, {
      "AwsSolutions-SMG4": SECRETS_NOT_ROTATED,
      "NIST.800.53.R5-SecretsManagerRotationEnabled": SECRETS_NOT_ROTATED,
    });
  }

  /** The logs of this stage, and no other group of the account, may be encrypted with the data key. */
  #letLogsEncrypt(stage: string): void {
    const groups = this.formatArn({
      service: "logs",
      resource: "log-group",
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      resourceName: `/firstlot/${stage}/*`,
    });
    this.dataKey.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(`logs.${this.region}.amazonaws.com`)],
        actions: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
        resources: ["*"], // in a key's own policy: this key
        conditions: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": groups } },
      }),
    );
  }

  /** Beyond the 35 days of point-in-time restore: a copy each month, which nobody deletes before its time. */
  #backUpTable(removalPolicy: RemovalPolicy): void {
    const vault = new BackupVault(this, "Vault", {
      encryptionKey: this.dataKey,
      blockRecoveryPointDeletion: true,
      removalPolicy,
    });
    const plan = new BackupPlan(this, "Backups", {
      backupVault: vault,
      backupPlanRules: [
        new BackupPlanRule({
          ruleName: "monthly",
          scheduleExpression: Schedule.cron({ day: "1", hour: "3", minute: "0" }),
          deleteAfter: Duration.days(BACKUPS_KEPT_DAYS),
        }),
      ],
    });
    const selection = plan.addSelection("Table", {
      resources: [BackupResource.fromDynamoDbTable(this.table)],
    });
    acknowledge(selection, {
      "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]":
        "the policy that AWS Backup documents for its own service role; no function takes that role",
    });
  }

  #createTable(removalPolicy: RemovalPolicy, isProtected: boolean): Table {
    const attribute = (name: string) => ({ name, type: AttributeType.STRING });
    const table = new Table(this, "Table", {
      partitionKey: attribute(TABLE_SCHEMA.partitionKey),
      sortKey: attribute(TABLE_SCHEMA.sortKey),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.dataKey,
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: RESTORABLE_DAYS,
      },
      stream: StreamViewType[TABLE_SCHEMA.streamView],
      deletionProtection: isProtected,
      removalPolicy,
    });
    for (const { name, partitionKey, sortKey, projection } of TABLE_SCHEMA.indexes)
      table.addGlobalSecondaryIndex({
        indexName: name,
        partitionKey: attribute(partitionKey),
        sortKey: attribute(sortKey),
        projectionType: ProjectionType[projection],
      });
    return table;
  }

  #createAccessLogBucket(removalPolicy: RemovalPolicy): Bucket {
    const bucket = new Bucket(this, "AccessLogs", {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED, // log delivery cannot use a customer's key
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED, // CloudFront delivers with an ACL
      versioned: true,
      lifecycleRules: [
        {
          expiration: Duration.days(ACCESS_LOGS_KEPT_DAYS),
          noncurrentVersionExpiration: Duration.days(OLD_LOG_VERSIONS_KEPT_DAYS),
        },
      ],
      removalPolicy,
    });
    acknowledge(bucket, {
      "AwsSolutions-S1": "it holds the access logs; logging itself would never end",
      "NIST.800.53.R5-S3DefaultEncryptionKMS":
        "log delivery cannot use a customer's key; S3 encrypts with its own",
      "NIST.800.53.R5-S3BucketReplicationEnabled": NOT_REPLICATED,
    });
    return bucket;
  }

  #privateBucket(removalPolicy: RemovalPolicy, serverAccessLogsPrefix: string): BucketProps {
    return {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.KMS,
      encryptionKey: this.dataKey,
      bucketKeyEnabled: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: true,
      serverAccessLogsBucket: this.accessLogBucket,
      serverAccessLogsPrefix,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy,
    };
  }
}
