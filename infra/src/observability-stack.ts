import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import type { ApiStack } from "./api-stack.ts";
import type { PlatformFunction } from "./platform-function.ts";
import type { Settings } from "./settings.ts";
import type { WorkStack } from "./work-stack.ts";

const FIVE_MINUTES = Duration.minutes(5);
const WORK_LATE_SECONDS = 300;
const STREAM_LATE_MS = 300_000;

interface Watch {
  readonly id: string;
  readonly metric: IMetric;
  /** The alarm rings when the metric is at or above it. */
  readonly threshold: number;
  /** Whom it hurts and how, in a sentence for whoever is woken by it. */
  readonly errorImpact: string;
}

interface ObservabilityStackProps extends StackProps {
  readonly settings: Settings;
  readonly work: WorkStack;
  readonly api: ApiStack;
}

/** Alarms that say whom they hurt, and one dashboard with what they watch. */
export class ObservabilityStack extends Stack {
  readonly #topic: Topic;

  constructor(scope: Construct, id: string, props: ObservabilityStackProps) {
    super(scope, id, props);
    const { settings, work, api } = props;
    const key = new Key(this, "AlarmKey", { enableKeyRotation: true });
    key.grantEncryptDecrypt(new ServicePrincipal("cloudwatch.amazonaws.com"));
    this.#topic = new Topic(this, "Alarms", { masterKey: key, enforceSSL: true });
    this.#topic.addSubscription(new EmailSubscription(settings.alarmMail));
    const watches = [...watchWork(work), ...watchApis(api)];
    for (const watch of watches) this.#ring(watch);
    new Dashboard(this, "Dashboard", {
      dashboardName: `firstlot-${settings.stage}`,
      widgets: [
        watches.map(({ id: title, metric }) => new GraphWidget({ title, left: [metric], width: 8 })),
        [work.functions, api.functions].map(
          (functions) =>
            new GraphWidget({
              title: "Duration, 99 of 100",
              left: functions.map(({ lambda }) => lambda.metricDuration({ statistic: "p99" })),
              width: 12,
            }),
        ),
      ],
    });
  }

  #ring({ id, metric, threshold, errorImpact }: Watch): void {
    const alarm = new Alarm(this, id, {
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: errorImpact,
    });
    alarm.addAlarmAction(new SnsAction(this.#topic));
  }
}

const LOST_IMPACT = [
  "An effect failed five times: a payment, a mail or a webhook is not done. It stays in the table; see the parked work.",
  "A change was not announced: work waits for the sweeper, a public page or a notice may lag until it is replayed.",
  "The sweeper or the cut-off missed a minute; several in a row hold back settlements and expiries.",
] as const;

const watchWork = (work: WorkStack): Watch[] => [
  ...work.deadLetters.map((queue, i) => ({
    id: queue.node.id,
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: "max" }),
    threshold: 1,
    errorImpact: LOST_IMPACT[i] ?? "Something deferred was not done.",
  })),
  {
    id: "WorkLate",
    metric: work.queue.metricApproximateAgeOfOldestMessage({ period: FIVE_MINUTES }),
    threshold: WORK_LATE_SECONDS,
    errorImpact: "Deferred work is five minutes late: backers wait for receipts, banks for instructions.",
  },
  {
    id: "StreamLate",
    metric: work.onChange.lambda.metric("IteratorAge", { period: FIVE_MINUTES, statistic: "max" }),
    threshold: STREAM_LATE_MS,
    errorImpact: "The change stream is five minutes behind: totals and notices are old, all work is late.",
  },
  ...work.functions.map((one) =>
    failing(
      one,
      one.name === "daily"
        ? "An event does not fit its published root, or a book does not balance: stop payouts and read its log first."
        : "Deferred work fails; it is tried again and nothing is lost yet.",
    ),
  ),
];

const watchApis = (api: ApiStack): Watch[] => [
  {
    id: "ServerErrors",
    metric: api.api.metricServerError({ period: FIVE_MINUTES, statistic: "sum" }),
    threshold: 5,
    errorImpact:
      "Backers, enterprises, staff or banks see errors; commands can be repeated with the same key.",
  },
  ...api.functions.map((one) => failing(one, "An API crashes: whoever calls it sees an error.")),
];

const failing = ({ name, lambda }: PlatformFunction, errorImpact: string): Watch => ({
  id: `${name}-failing`,
  metric: lambda.metricErrors({ period: FIVE_MINUTES }),
  threshold: 1,
  errorImpact: `${name}: ${errorImpact}`,
});
