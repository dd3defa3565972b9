import type { ScaleLinear } from "d3-scale";

/** The axis of values: a line across the picture at each tick, its text at the left. */
export const ValueAxis = (props: {
  readonly scale: ScaleLinear<number, number>;
  /** About how many. */
  readonly ticks: number;
  readonly text: (value: number) => string;
  readonly left: number;
  readonly right: number;
}) => {
  const { scale, ticks, text, left, right } = props;
  return scale.ticks(ticks).map((value) => (
    <g key={value}>
      <line className="grid-line" x1={left} x2={right} y1={scale(value)} y2={scale(value)} />
      <text className="axis" x={left - 8} y={scale(value)} dy="0.35em" textAnchor="end">
        {text(value)}
      </text>
    </g>
  ));
};
