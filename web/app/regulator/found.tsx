import type { QueryKey } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useReader, useSay } from "../../ui/language.tsx";
import { Empty, Note } from "../../ui/parts.tsx";
import { APP } from "../app-messages.ts";
import { MorePages, usePages } from "../parts/pages.tsx";
import { Loaded } from "../parts/problem.tsx";
import { REGULATOR } from "./regulator-messages.ts";

interface FoundProps<T> {
  readonly queryKey: QueryKey;
  readonly read: (cursor: string) => Promise<{
    readonly items: readonly T[];
    readonly next?: string | undefined;
    readonly complete: boolean;
  }>;
  readonly children: (rows: readonly T[]) => ReactNode;
}

/** What a look-up found, page after page. */
export function Found<T>({ queryKey, read, children }: FoundProps<T>) {
  const say = useSay(REGULATOR);
  const sayApp = useSay(APP);
  const { zone } = useReader();
  const pages = usePages(queryKey, read);
  return (
    <Loaded query={pages} lines={8}>
      {(data) => {
        const rows = data.pages.flatMap(({ items }) => items);
        return (
          <div className="stack tight">
            {data.pages.every(({ complete }) => complete) ? null : (
              <Note tone="warn">
                <p>{say("notAll")}</p>
              </Note>
            )}
            <p className="away" role="status">
              {say("foundCount", { count: rows.length })}
            </p>
            {rows.length === 0 ? (
              <Empty title={say("nothingFound")}>
                <p>{say("nothingFoundWhy")}</p>
              </Empty>
            ) : (
              <>
                {children(rows)}
                <p className="muted small">{sayApp("zoneNote", { zone })}</p>
              </>
            )}
            <MorePages of={pages} />
          </div>
        );
      }}
    </Loaded>
  );
}
