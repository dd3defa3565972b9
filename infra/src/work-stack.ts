import { Duration, Stack, type StackProps, TimeZone } from "aws-cdk-lib";
import {
  FlowLogDestination,
  IpAddresses,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from "aws-cdk-lib/aws-ec2";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Schedule, ScheduleExpression } from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { acknowledge, logicalIdOf } from "./acknowledge.ts";
import type { DataStack } from "./data-stack.ts";
import { platformEnvironment } from "./platform-environment.ts";
import { type CodeOf, PlatformFunction } from "./platform-function.ts";
import type { Settings } from "./settings.ts";

const WORKERS_MAX = 20;
const WORK_TIMEOUT_SECONDS = 90;
const VISIBILITY_FACTOR = 6; // SQS asks for six times the function's time-out
const SENDER_TIMEOUT_SECONDS = 20;
const RECEIVES_MAX = 5;
const DEAD_LETTERS_KEPT_DAYS = 14;
const STREAM_TRIES_MAX = 20;
/** Many events to a file: a file and a row cost as much for one event as for thousands. */
const AUDIT_BATCH = 2_000;
const AUDIT_WINDOW = Duration.minutes(5);
/** The ports that an endpoint may name (`core/src/webhook/target.ts`). */
const PARTNER_PORTS = [443, 8443];

export interface WorkStackProps extends StackProps {
  readonly settings: Settings;
  readonly data: DataStack;
  readonly codeOf: CodeOf;
}

/**
 * What happens after a command: the change stream announces work to the queue, the worker runs it, the sweeper finds
 * what was lost, the settlement runs leave at the banks' cut-offs. Partners are reached by one function alone.
 */
export class WorkStack extends Stack {
  readonly queue: Queue;
  readonly deadLetters: readonly Queue[];
  readonly functions: readonly PlatformFunction[];
  readonly worker: PlatformFunction;
  readonly onChange: PlatformFunction;
  readonly sender: PlatformFunction;
  readonly #props: WorkStackProps;

  constructor(scope: Construct, id: string, props: WorkStackProps) {
    super(scope, id, props);
    this.#props = props;
    const lostWork = this.#deadLetterQueue("LostWork");
    const lostChanges = this.#deadLetterQueue("LostChanges");
    const lostSchedules = this.#deadLetterQueue("LostSchedules");
    this.deadLetters = [lostWork, lostChanges, lostSchedules];
    this.queue = new Queue(this, "Work", {
      visibilityTimeout: Duration.seconds(WORK_TIMEOUT_SECONDS * VISIBILITY_FACTOR),
      deadLetterQueue: { queue: lostWork, maxReceiveCount: RECEIVES_MAX },
      ...this.#queueProtection(),
    });
    this.sender = this.#createSender();
    this.worker = this.#createWorker();
    this.onChange = this.#createChangeFunction(lostChanges);
    const sweep = this.#createSweeper(lostSchedules);
    const cutOff = this.#createCutOff(lostSchedules);
    const keepAudit = this.#createAuditFunction(lostChanges);
    const daily = this.#createDaily(lostSchedules);
    this.functions = [this.sender, this.worker, this.onChange, keepAudit, sweep, cutOff, daily];
  }

  #queueProtection() {
    return {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: this.#props.data.dataKey,
      dataKeyReuse: Duration.hours(1),
      enforceSSL: true,
    };
  }

  #deadLetterQueue(id: string): Queue {
    const queue = new Queue(this, id, {
      retentionPeriod: Duration.days(DEAD_LETTERS_KEPT_DAYS),
      ...this.#queueProtection(),
    });
    acknowledge(queue, {
      "AwsSolutions-SQS3": "it is the dead-letter queue; an alarm rings at its first message",
    });
    return queue;
  }

  #function(
    id: string,
    props: Omit<ConstructorParameters<typeof PlatformFunction>[2], "stage" | "codeOf" | "data">,
  ) {
    const { settings, codeOf, data } = this.#props;
    return new PlatformFunction(this, id, { stage: settings.stage, codeOf, data, ...props });
  }

  #environment(): Record<string, string> {
    return { ...platformEnvironment(this.#props), FIRSTLOT_QUEUE_URL: this.queue.queueUrl };
  }

  /** The only function that reaches beyond AWS: no data, no secrets, fixed addresses that banks can allow. */
  #createSender(): PlatformFunction {
    const vpc = new Vpc(this, "Egress", {
      ipAddresses: IpAddresses.cidr("10.40.0.0/24"),
      availabilityZones: [`${this.#props.settings.region}a`, `${this.#props.settings.region}b`],
      natGateways: 2,
      restrictDefaultSecurityGroup: false, // its custom resource would need rights of its own; nothing uses the group
      subnetConfiguration: [
        // only the address translation stands here, with fixed addresses: nothing else gets one
        { name: "gateway", subnetType: SubnetType.PUBLIC, cidrMask: 28, mapPublicIpOnLaunch: false },
        { name: "sender", subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 27 },
      ],
    });
    const flows = new LogGroup(this, "Flows", {
      logGroupName: `/firstlot/${this.#props.settings.stage}/egress-flows`,
      encryptionKey: this.#props.data.dataKey,
      retention: RetentionDays.THIRTEEN_MONTHS,
    });
    vpc.addFlowLog("FlowLog", { destination: FlowLogDestination.toCloudWatchLogs(flows) });
    acknowledge(vpc, {
      "NIST.800.53.R5-VPCDefaultSecurityGroupClosed":
        "nothing uses the default group; closing it would need a custom resource with rights of its own",
      "NIST.800.53.R5-VPCNoUnrestrictedRouteToIGW":
        "partners' servers are anywhere on the internet: the address translation needs the way out; nothing comes in by it",
      "NIST.800.53.R5-IAMNoInlinePolicy": "the policy belongs to the one role that writes the flow log",
    });
    const securityGroup = new SecurityGroup(this, "SenderGroup", {
      vpc,
      description: "Outgoing HTTPS to partners",
      allowAllOutbound: false,
    });
    for (const port of PARTNER_PORTS)
      securityGroup.addEgressRule(Peer.anyIpv4(), Port.tcp(port), "partners' servers");
    return this.#function("Sender", {
      name: "send-webhook",
      access: {},
      timeout: Duration.seconds(SENDER_TIMEOUT_SECONDS),
      memoryMiB: 256,
      reservedConcurrency: WORKERS_MAX,
      network: { vpc, securityGroup },
    });
  }

  #createWorker(): PlatformFunction {
    const { settings } = this.#props;
    const worker = this.#function("Worker", {
      name: "work",
      access: {
        table: "write",
        readBlobs: ["statements", "reconciliation", "evidence", "catalogue"],
        writeBlobs: ["reconciliation", "evidence", "catalogue"],
        scanResults: true,
        secretBox: true,
        secrets: true,
      },
      timeout: Duration.seconds(WORK_TIMEOUT_SECONDS),
      memoryMiB: 1024,
      reservedConcurrency: WORKERS_MAX,
      environment: {
        ...this.#environment(),
        FIRSTLOT_SENDER: this.sender.lambda.functionName,
        FIRSTLOT_MAIL_FROM: settings.mailFrom,
      },
    });
    this.sender.lambda.grantInvoke(worker.role);
    acknowledgeVersions(worker.role, this.sender);
    worker.role.addToPolicy(
      new PolicyStatement({
        actions: ["ses:SendEmail"],
        resources: [
          this.formatArn({
            service: "ses",
            resource: "identity",
            resourceName: settings.mailFrom.split("@")[1] ?? "",
          }),
        ],
        conditions: { StringEquals: { "ses:FromAddress": settings.mailFrom } },
      }),
    );
    worker.lambda.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: 10,
        reportBatchItemFailures: true,
        maxConcurrency: WORKERS_MAX,
      }),
    );
    return worker;
  }

  #createChangeFunction(lost: Queue): PlatformFunction {
    const { data } = this.#props;
    const onChange = this.#function("OnChange", {
      name: "on-change",
      access: { table: "write", secrets: true },
      timeout: Duration.seconds(60),
      memoryMiB: 512,
      environment: this.#environment(),
    });
    this.#letSend(onChange.role, this.queue);
    this.#letSend(onChange.role, lost);
    const concerned = ["WORK#", "EVENT#"].map((prefix) =>
      FilterCriteria.filter({ dynamodb: { Keys: { pk: { S: FilterRule.beginsWith(prefix) } } } }),
    );
    onChange.lambda.addEventSource(
      new DynamoEventSource(data.table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        parallelizationFactor: 2,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        retryAttempts: STREAM_TRIES_MAX, // without a limit, one bad record would stop its shard for a day
        onFailure: { bind: () => ({ destination: lost.queueArn }) },
        filters: concerned,
      }),
    );
    return onChange;
  }

  /** The second and last reader that a stream may have: hashes of events, into files that nobody deletes. */
  #createAuditFunction(lost: Queue): PlatformFunction {
    const keepAudit = this.#function("KeepAudit", {
      name: "keep-audit",
      access: { table: "write", writeOnly: ["AUDIT#"], writeBlobs: ["audit"], secrets: true },
      timeout: Duration.seconds(60),
      memoryMiB: 512,
      environment: platformEnvironment(this.#props),
    });
    this.#letSend(keepAudit.role, lost);
    keepAudit.lambda.addEventSource(
      new DynamoEventSource(this.#props.data.table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: AUDIT_BATCH,
        maxBatchingWindow: AUDIT_WINDOW,
        bisectBatchOnError: true,
        retryAttempts: STREAM_TRIES_MAX,
        onFailure: { bind: () => ({ destination: lost.queueArn }) },
        filters: [
          FilterCriteria.filter({
            eventName: FilterRule.isEqual("INSERT"),
            dynamodb: { Keys: { pk: { S: FilterRule.beginsWith("EVENT#") } } },
          }),
        ],
      }),
    );
    return keepAudit;
  }

  #createSweeper(lost: Queue): PlatformFunction {
    const sweep = this.#function("Sweep", {
      name: "sweep",
      access: { table: "read", secrets: true },
      timeout: Duration.seconds(50),
      memoryMiB: 256,
      reservedConcurrency: 1,
      environment: this.#environment(),
    });
    this.#letSend(sweep.role, this.queue);
    sweep.role.addToPolicy(
      new PolicyStatement({ actions: ["sqs:GetQueueAttributes"], resources: [this.queue.queueArn] }),
    );
    this.#everyMinute("SweepEveryMinute", sweep, lost);
    return sweep;
  }

  #createCutOff(lost: Queue): PlatformFunction {
    const cutOff = this.#function("CutOff", {
      name: "cut-off",
      access: { table: "write", secrets: true },
      timeout: Duration.seconds(50),
      memoryMiB: 512,
      reservedConcurrency: 1,
      environment: this.#environment(),
    });
    this.#everyMinute("CutOffEveryMinute", cutOff, lost);
    return cutOff;
  }

  /** Roots of the audit log and the balance of the books; a missed day is closed with the next. */
  #createDaily(lost: Queue): PlatformFunction {
    const daily = this.#function("Daily", {
      name: "daily",
      access: {
        table: "write",
        writeOnly: ["ROOTS"],
        readBlobs: ["audit", "roots"],
        writeBlobs: ["roots"],
        secrets: true,
      },
      timeout: Duration.minutes(15),
      memoryMiB: 1024,
      reservedConcurrency: 1,
      environment: platformEnvironment(this.#props),
    });
    this.#schedule("DailyAfterMidnight", daily, lost, {
      schedule: ScheduleExpression.cron({ hour: "0", minute: "30", timeZone: TimeZone.ETC_UTC }),
      maxEventAge: Duration.hours(1),
    });
    return daily;
  }

  #letSend(role: Role, queue: Queue): void {
    role.addToPolicy(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [queue.queueArn] }));
    role.addToPolicy(
      new PolicyStatement({
        actions: ["kms:GenerateDataKey", "kms:Decrypt"],
        resources: [this.#props.data.dataKey.keyArn],
        conditions: { StringEquals: { "kms:ViaService": `sqs.${this.region}.amazonaws.com` } },
      }),
    );
  }

  /** A missed minute is made up by the next: the function reads the state and the clock anew. */
  #everyMinute(id: string, started: PlatformFunction, lost: Queue): void {
    const minute = Duration.minutes(1);
    this.#schedule(id, started, lost, { schedule: ScheduleExpression.rate(minute), maxEventAge: minute });
  }

  #schedule(
    id: string,
    started: PlatformFunction,
    lost: Queue,
    when: { schedule: ScheduleExpression; maxEventAge: Duration },
  ): void {
    const role = new Role(this, `${id}Role`, { assumedBy: new ServicePrincipal("scheduler.amazonaws.com") });
    acknowledge(role, {
      "NIST.800.53.R5-IAMNoInlinePolicy": "the policy belongs to the one role that starts this one function",
    });
    acknowledgeVersions(role, started);
    this.#letSend(role, lost);
    new Schedule(this, id, {
      schedule: when.schedule,
      description: `starts ${started.name}`,
      target: new LambdaInvoke(started.lambda, {
        role,
        deadLetterQueue: lost,
        retryAttempts: 0,
        maxEventAge: when.maxEventAge,
      }),
    });
  }
}

/** An invocation is granted for a function and its versions. */
const acknowledgeVersions = (caller: Role, { lambda, name }: PlatformFunction): void =>
  acknowledge(caller, {
    [`AwsSolutions-IAM5[Resource::<${logicalIdOf(lambda)}.Arn>:*]`]: `every version of the one function ${name}`,
  });
