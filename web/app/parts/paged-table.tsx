import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useSay } from "../../ui/language.tsx";
import { Empty, TableBox } from "../../ui/parts.tsx";
import { APP } from "../app-messages.ts";
import { Loaded } from "./problem.tsx";

export interface Column<T> {
  readonly head: ReactNode;
  readonly cell: (row: T) => ReactNode;
  readonly right?: boolean;
}

interface PagedTableProps<T> {
  readonly label: string;
  readonly queryKey: readonly unknown[];
  readonly read: (cursor: string | undefined) => Promise<{ items: T[]; next?: string | undefined }>;
  readonly keyOf: (row: T) => string;
  readonly columns: readonly Column<T>[];
  readonly empty: string;
}

/** A list of the board: page after page, with its empty state. The first column heads its row. */
export function PagedTable<T>({ label, queryKey, read, keyOf, columns, empty }: PagedTableProps<T>) {
  const say = useSay(APP);
  const pages = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam === "" ? undefined : pageParam),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
  return (
    <Loaded query={pages} lines={8}>
      {(data) => {
        const rows = data.pages.flatMap(({ items }) => items);
        if (rows.length === 0) return <Empty title={empty} />;
        return (
          <div className="stack">
            <Table label={label} rows={rows} keyOf={keyOf} columns={columns} />
            {pages.hasNextPage ? (
              <button type="button" className="button quiet" onClick={() => void pages.fetchNextPage()}>
                {say("more")}
              </button>
            ) : null}
          </div>
        );
      }}
    </Loaded>
  );
}

/** Rows under their headers. */
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
      </table>
    </TableBox>
  );
}
