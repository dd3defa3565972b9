import type { ReactNode } from "react";
import { TableBox } from "../../ui/parts.tsx";

/** One column of a table of `T`s. */
export interface Column<T> {
  readonly head: ReactNode;
  readonly cell: (row: T) => ReactNode;
  readonly right?: boolean;
  /** The total of the column; a table has a last line where one of its columns has one. */
  readonly foot?: ReactNode;
}

/** Rows under their headers. The first column heads its row. */
export function Table<T>(props: {
  readonly label: string;
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  readonly columns: readonly Column<T>[];
}) {
  const { label, rows, keyOf, columns } = props;
  return (
    <TableBox label={label}>
      <table>
        <thead>
          <tr>
            {columns.map(({ head, right }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns never change their order
              <th key={at} scope="col" className={right === true ? "right" : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ cell, right }, at) => {
                const className = right === true ? "right" : undefined;
                return at === 0 ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns never change their order
                  <th key={at} scope="row" className={className}>
                    {cell(row)}
                  </th>
                ) : (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns never change their order
                  <td key={at} className={className}>
                    {cell(row)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        {columns.some(({ foot }) => foot !== undefined) ? (
          <tfoot>
            <tr>
              {columns.map(({ foot, right }, at) => {
                const className = right === true ? "right" : undefined;
                return at === 0 ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns never change their order
                  <th key={at} scope="row" className={className}>
                    {foot}
                  </th>
                ) : (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns never change their order
                  <td key={at} className={className}>
                    {foot}
                  </td>
                );
              })}
            </tr>
          </tfoot>
        ) : null}
      </table>
    </TableBox>
  );
}
