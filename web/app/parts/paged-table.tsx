import type { QueryKey } from "@tanstack/react-query";
import { Empty } from "../../ui/parts.tsx";
import { MorePages, usePages } from "./pages.tsx";
import { Loaded } from "./problem.tsx";
import { type Column, Table } from "./table.tsx";

interface PagedTableProps<T> {
  readonly label: string;
  readonly queryKey: QueryKey;
  readonly read: (cursor: string) => Promise<{ items: T[]; next?: string | undefined }>;
  readonly keyOf: (row: T) => string;
  readonly columns: readonly Column<T>[];
  readonly empty: string;
}

/** A list in a table, page after page, with its empty state. */
export function PagedTable<T>({ label, queryKey, read, keyOf, columns, empty }: PagedTableProps<T>) {
  const pages = usePages(queryKey, read);
  return (
    <Loaded query={pages} lines={8}>
      {(data) => {
        const rows = data.pages.flatMap(({ items }) => items);
        if (rows.length === 0) return <Empty title={empty} />;
        return (
          <>
            <Table label={label} rows={rows} keyOf={keyOf} columns={columns} />
            <MorePages of={pages} />
          </>
        );
      }}
    </Loaded>
  );
}
