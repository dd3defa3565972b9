import { scaleLinear, scaleTime } from "d3-scale";
import { area, curveStepAfter, line } from "d3-shape";
import { ValueAxis } from "./value-axis.tsx";

/** A moment (ms since 1970) and how much there was: only its height is drawn, so a float is exact enough. */
export interface Point {
  readonly at: number;
  readonly value: number;
}

const WIDTH = 640;
const HEIGHT = 280;
/** At the left there is room for `JPY 8,000` in the large letters that a phone gets. */
const MARGIN = { top: 24, right: 16, bottom: 32, left: 116 } as const;
const TICKS = 4;
const PATHS_MAX = 2;
const PATH_CLASSES = ["path-2", "path-3"] as const;

const LegendLine = ({ name, className }: { readonly name: string; readonly className: string }) => (
  <li>
    <svg width="24" height="14" aria-hidden="true">
      <line x1="0" x2="24" y1="7" y2="7" className={className} />
    </svg>
    {name}
  </li>
);

/**
 * What grew in steps over a time, with levels it is measured by and straight paths beside it. An SVG that needs no
 * script; the title says the finding, and the caller gives the numbers in a table beside it.
 */
export const StepChart = (props: {
  /** Unique on the page. */
  readonly id: string;
  /** What the picture shows, in one sentence for those who do not see it. */
  readonly summary: string;
  readonly name: string;
  /** In the order of time; each holds until the next one, the last one until `now`. */
  readonly points: readonly Point[];
  readonly from: number;
  readonly to: number;
  readonly now: number;
  readonly levels: readonly { readonly name: string; readonly value: number }[];
  readonly paths: readonly { readonly name: string; readonly points: readonly Point[] }[];
  /** An amount on the axis. */
  readonly tick: (value: number) => string;
  /** A day on the axis. */
  readonly day: (at: number) => string;
}) => {
  const { id, summary, name, points, from, to, now, levels, tick, day } = props;
  const paths = props.paths.slice(0, PATHS_MAX);
  const tops = [...points, ...levels, ...paths.flatMap((path) => path.points)].map(({ value }) => value);
  const y = scaleLinear()
    .domain([0, Math.max(1, ...tops)])
    .nice(TICKS)
    .range([HEIGHT - MARGIN.bottom, MARGIN.top]);
  const x = scaleTime()
    .domain([from, to])
    .range([MARGIN.left, WIDTH - MARGIN.right]);
  const end = Math.min(Math.max(now, from), to);
  const last = points.at(-1)?.value ?? 0;
  const drawn = [{ at: from, value: 0 }, ...points, { at: end, value: last }];
  const step = line<Point>(
    (point) => x(point.at),
    (point) => y(point.value),
  ).curve(curveStepAfter);
  const below = area<Point>(
    (point) => x(point.at),
    y(0),
    (point) => y(point.value),
  ).curve(curveStepAfter);
  const straight = line<Point>(
    (point) => x(point.at),
    (point) => y(point.value),
  );
  return (
    <figure className="chart">
      <ul className="legend plain row small">
        <LegendLine name={name} className="path-1" />
        {paths.map((path, at) => (
          <LegendLine key={path.name} name={path.name} className={PATH_CLASSES[at] ?? ""} />
        ))}
      </ul>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-labelledby={`${id}-summary`}>
        <title id={`${id}-summary`}>{summary}</title>
        <ValueAxis scale={y} ticks={TICKS} text={tick} left={MARGIN.left} right={WIDTH - MARGIN.right} />
        {[from, (from + to) / 2, to].map((at, i) => (
          <text
            key={at}
            className="axis"
            x={x(at)}
            y={HEIGHT - MARGIN.bottom + 22}
            textAnchor={(["start", "middle", "end"] as const)[i]}
          >
            {day(at)}
          </text>
        ))}
        <path className="path-area" d={below(drawn) ?? undefined} />
        {paths.map((path, at) => (
          <path key={path.name} className={PATH_CLASSES[at]} d={straight(path.points) ?? undefined} />
        ))}
        <path className="path-1" d={step(drawn) ?? undefined} />
        {levels.map((level) => (
          <g key={level.name}>
            <line
              className="level-line"
              x1={MARGIN.left}
              x2={WIDTH - MARGIN.right}
              y1={y(level.value)}
              y2={y(level.value)}
            />
            <text className="level" x={MARGIN.left + 6} y={y(level.value) - 6}>
              {level.name}
            </text>
          </g>
        ))}
        {end < to ? <circle className="point-now" cx={x(end)} cy={y(last)} r="4" /> : null}
        <line className="base-line" x1={MARGIN.left} x2={WIDTH - MARGIN.right} y1={y(0)} y2={y(0)} />
      </svg>
    </figure>
  );
};
