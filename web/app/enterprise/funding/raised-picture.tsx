import { StepChart } from "../../../ui/charts/step-chart.tsx";
import { useReader, useSay } from "../../../ui/language.tsx";
import { Money, minorOf, moneyText, percentOf, type WireMoney } from "../../../ui/money.tsx";
import { dayText } from "../../../ui/time.tsx";
import { Picture, useAxisAmount, useAxisDay } from "../../parts/picture.tsx";
import { Table } from "../../parts/table.tsx";
import type { Funding } from "./funding-data.ts";
import { FUNDING } from "./funding-messages.ts";
import type { Pace } from "./pace.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const GOING_BACK = new Set(["failed", "cancelled", "refunding", "refunded"]);

/** A campaign that was published, as far as its curve goes. */
export interface Run {
  readonly status: string;
  readonly publishedAt: string;
  readonly closesAt: string;
  readonly goal: WireMoney;
  readonly cap: WireMoney;
}

const largest = (amounts: readonly WireMoney[], zero: WireMoney): WireMoney =>
  amounts.reduce((top, one) => (minorOf(one) > minorOf(top) ? one : top), zero);

/** What the curve says, in one sentence. */
function useFinding({ status, closesAt, goal }: Run, { totals, days, asOf }: Funding): string {
  const say = useSay(FUNDING);
  const { language } = useReader();
  const isBack = GOING_BACK.has(status);
  const raised = isBack
    ? largest(
        days.map((day) => day.raised),
        totals.amount,
      )
    : totals.amount;
  const percent = percentOf(raised, goal);
  const leftMs = Date.parse(closesAt) - Date.parse(asOf);
  const values = { raised: moneyText(raised, language), goal: moneyText(goal, language), percent };
  if (isBack) return say("findingBack", values);
  if (status === "live" || status === "paused") {
    const left =
      leftMs >= DAY_MS
        ? say("leftDays", { count: Math.floor(leftMs / DAY_MS) })
        : say("leftHours", { count: Math.max(0, Math.floor(leftMs / HOUR_MS)) });
    return say(percent >= 100 ? "findingReached" : "findingOpen", { ...values, left });
  }
  return say(percent >= 100 ? "findingFunded" : "findingClosing", values);
}

const heightOf = ({ amount }: WireMoney): number => Number(amount);

/** Raised against the goal by day, with the even path to it and where the present pace leads. */
export const RaisedPicture = (props: {
  readonly run: Run;
  readonly funding: Funding;
  readonly pace: Pace | undefined;
}) => {
  const say = useSay(FUNDING);
  const reader = useReader();
  const { run, funding, pace } = props;
  const { goal, cap } = run;
  const { days, asOf, totals } = funding;
  const finding = useFinding(run, funding);
  const day = useAxisDay();
  const tick = useAxisAmount();
  const [from, now] = [Date.parse(run.publishedAt), Date.parse(asOf)];
  const last = Date.parse(days.at(-1)?.day ?? run.closesAt);
  const to = Math.max(Date.parse(run.closesAt), last);
  const top = largest(
    days.map(({ raised }) => raised),
    goal,
  );
  const isNearCap = minorOf(top) * 2n >= minorOf(cap) && minorOf(cap) > minorOf(goal);
  const level = (key: "levelGoal" | "levelCap", amount: WireMoney) => ({
    name: say(key, { amount: moneyText(amount, reader.language) }),
    value: heightOf(amount),
  });
  return (
    <Picture
      finding={finding}
      note={say("daysInUtc")}
      chart={
        <StepChart
          id="raised-picture"
          name={say("inCurrency", { name: say("curveRaised"), currency: goal.currency })}
          summary={say("curveSummary", {
            finding,
            from: dayText(run.publishedAt, reader),
            to: dayText(new Date(to).toISOString(), reader),
          })}
          points={days.map((one) => ({
            at: Math.max(from, Date.parse(one.day)),
            value: heightOf(one.raised),
          }))}
          from={from}
          to={to}
          now={now}
          levels={[level("levelGoal", goal), ...(isNearCap ? [level("levelCap", cap)] : [])]}
          paths={[
            {
              name: say("curveEven"),
              points: [
                { at: from, value: 0 },
                { at: Date.parse(run.closesAt), value: heightOf(goal) },
              ],
            },
            ...(pace === undefined
              ? []
              : [
                  {
                    name: say("curvePace"),
                    points: [
                      { at: now, value: heightOf(totals.amount) },
                      pace.capAt === undefined
                        ? { at: Date.parse(run.closesAt), value: heightOf(pace.atDeadline) }
                        : { at: Date.parse(pace.capAt), value: heightOf(cap) },
                    ],
                  },
                ]),
          ]}
          tick={tick}
          day={day}
        />
      }
      table={
        <Table
          label={finding}
          rows={days}
          keyOf={(one) => one.day}
          columns={[
            { head: say("day"), cell: (one) => one.day },
            { head: say("cameAmount"), right: true, cell: (one) => <Money value={one.paid.amount} /> },
            { head: say("wentAmount"), right: true, cell: (one) => <Money value={one.gone.amount} /> },
            { head: say("raised"), right: true, cell: (one) => <Money value={one.raised} /> },
          ]}
        />
      }
    />
  );
};
