import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Catalogue, type Language, sayIn } from "../../messages/say.ts";
import { useReader, useSay } from "../../ui/language.tsx";
import { Empty, TableBox, Tag, type Tone } from "../../ui/parts.tsx";
import { APP } from "../app-messages.ts";
import { Loaded } from "../parts/problem.tsx";
import { OPERATIONS } from "./operations-messages.ts";

/** A code of the platform in words; one that is newer than this page stays as it is. */
export function wordOf(prefix: string, code: string, language: Language): string {
  const words: Catalogue = OPERATIONS[language];
  const key = `${prefix}_${code}`;
  const text = words[key];
  return text === undefined ? code : sayIn<Catalogue>(OPERATIONS, language)(key);
}

export const Word = ({ of, code }: { readonly of: string; readonly code: string }) => (
  <>{wordOf(of, code, useReader().language)}</>
);

const TONES: Readonly<Record<string, Tone>> = {
  ...{
    settled: "ok",
    confirmed: "ok",
    delivered: "ok",
    active: "ok",
    live: "ok",
    matched: "ok",
    corrected: "ok",
  },
  ...{
    held: "warn",
    unknown: "warn",
    partly_confirmed: "warn",
    paused: "warn",
    explained: "warn",
    pending: "info",
  },
  ...{
    rejected: "danger",
    returned: "danger",
    blocked: "danger",
    failing: "danger",
    disabled: "danger",
    exhausted: "danger",
    open: "danger",
  },
  ...{ sent: "info", accepted: "info", instructed: "info", planned: "info", created: "info" },
};

/** The state of a thing, in a word and a colour. */
export const StateTag = ({ of, state }: { readonly of: string; readonly state: string }) => (
  <Tag tone={TONES[state] ?? "neutral"}>
    <Word of={of} code={state} />
  </Tag>
);

/** An id to compare with another one: enough of its end, the whole in its title. */
export const ShortId = ({ id }: { readonly id: string }) => (
  <code title={id}>{id.length > 14 ? `…${id.slice(-8)}` : id}</code>
);

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

/** One member of the address' query, and how to change it: filters can be shared and survive a reload. */
export function useQueryMember(name: string): [string | undefined, (value: string) => void] {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const value = search[name];
  return [
    typeof value === "string" ? value : undefined,
    (next) => void navigate({ to: ".", search: { ...search, [name]: next }, replace: true }),
  ];
}

/** A choice that filters a list. */
export const Filter = (props: {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly choose: (value: string) => void;
}) => (
  <div className="field">
    <label htmlFor={props.name}>{props.label}</label>
    <select id={props.name} value={props.value} onChange={({ target }) => props.choose(target.value)}>
      {props.options.map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  </div>
);
