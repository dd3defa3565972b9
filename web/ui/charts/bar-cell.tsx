/** A piece of a bar, from one amount to another: only its length is drawn, so floats are exact enough. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly fill: "bar-1" | "bar-2" | "bar-3" | "bar-4";
}

const WIDTH = 200;
const HEIGHT = 16;

/** A bar in a cell of a table whose numbers stand in the same row: a picture for those who see it, nothing to read. */
export const BarCell = ({ pieces, max }: { readonly pieces: readonly Piece[]; readonly max: number }) => {
  const x = (amount: number) => (max <= 0 ? 0 : Math.max(0, Math.min(1, amount / max)) * WIDTH);
  return (
    <svg className="bar-cell" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {pieces
        .filter(({ from, to }) => to > from)
        .map(({ from, to, fill }) => (
          <rect
            key={`${fill}-${from}`}
            className={fill}
            x={x(from)}
            y={1}
            width={Math.max(1, x(to) - x(from))}
            height={HEIGHT - 2}
          />
        ))}
    </svg>
  );
};

/** What the colours and patterns of the bars of a table mean. */
export const BarLegend = (props: {
  readonly items: readonly { readonly fill: Piece["fill"]; readonly name: string }[];
}) => (
  <ul className="legend plain row small">
    {props.items.map(({ fill, name }) => (
      <li key={fill}>
        <svg width="14" height="14" aria-hidden="true">
          <rect width="14" height="14" rx="2" className={fill} />
        </svg>
        {name}
      </li>
    ))}
  </ul>
);
