import { scaleBand, scaleLinear } from "d3-scale";
import { BarLegend } from "./bar-cell.tsx";
import { ValueAxis } from "./value-axis.tsx";

/** One kind of bars: told apart by colour, pattern and the legend's word. */
export interface BarSeries {
  readonly name: string;
  /** One value for each category, at least 0: only its length is drawn, so a float is exact enough. */
  readonly values: readonly number[];
}

const WIDTH = 640;
const HEIGHT = 240;
/** At the left there is room for `JPY 8,000` in the large letters that a phone gets. */
const MARGIN = { top: 16, right: 8, bottom: 32, left: 116 } as const;
const TICKS = 4;
const GAP = 0.25;
const SERIES_MAX = 4;
/** As many labels as stand side by side. */
const LABELS_MAX = 12;

const FILLS = ["bar-1", "bar-2", "bar-3", "bar-4"] as const;

/**
 * Bars from zero, side by side for each category, as an SVG that needs no script. The title says the finding; the
 * numbers stand in a table beside it, which the caller gives.
 */
export const BarChart = (props: {
  /** Unique on the page. */
  readonly id: string;
  /** What the picture shows, in one sentence for those who do not see it. */
  readonly summary: string;
  readonly labels: readonly string[];
  readonly series: readonly BarSeries[];
  /** An amount on the axis. */
  readonly tick: (value: number) => string;
}) => {
  const { id, summary, labels, series, tick } = props;
  const shown = series.slice(0, SERIES_MAX);
  const max = Math.max(1, ...shown.flatMap(({ values }) => values));
  const y = scaleLinear()
    .domain([0, max])
    .nice(TICKS)
    .range([HEIGHT - MARGIN.bottom, MARGIN.top]);
  const x = scaleBand<number>()
    .domain(labels.map((_, at) => at))
    .range([MARGIN.left, WIDTH - MARGIN.right])
    .padding(GAP);
  const inner = scaleBand<number>()
    .domain(shown.map((_, at) => at))
    .range([0, Math.min(x.bandwidth(), 96)])
    .padding(0.08);
  const shift = (x.bandwidth() - Math.min(x.bandwidth(), 96)) / 2;
  const every = Math.ceil(labels.length / LABELS_MAX);
  const base = y(0);
  return (
    <figure className="chart">
      <BarLegend items={shown.map(({ name }, at) => ({ name, fill: FILLS[at] ?? "bar-1" }))} />
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-labelledby={`${id}-summary`}>
        <title id={`${id}-summary`}>{summary}</title>
        <ValueAxis scale={y} ticks={TICKS} text={tick} left={MARGIN.left} right={WIDTH - MARGIN.right} />
        {labels.map((label, at) => (
          <g key={label} transform={`translate(${(x(at) ?? 0) + shift} 0)`}>
            {shown.map(({ name, values }, k) => {
              const top = y(values[at] ?? 0);
              return (
                <rect
                  key={name}
                  className={FILLS[k]}
                  x={inner(k)}
                  y={top}
                  width={inner.bandwidth()}
                  height={Math.max(0, base - top)}
                />
              );
            })}
            {at % every === 0 ? (
              <text
                className={(at / every) % 2 === 0 ? "axis" : "axis more"}
                x={(inner.range()[1] ?? 0) / 2}
                y={HEIGHT - MARGIN.bottom + 20}
                textAnchor="middle"
              >
                {label}
              </text>
            ) : null}
          </g>
        ))}
        <line className="base-line" x1={MARGIN.left} x2={WIDTH - MARGIN.right} y1={base} y2={base} />
      </svg>
    </figure>
  );
};
