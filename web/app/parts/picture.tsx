import type { ReactNode } from "react";
import { INTL_LOCALE } from "../../messages/say.ts";
import { useReader, useSay } from "../../ui/language.tsx";
import { APP } from "../app-messages.ts";

/** A chart under the finding that it shows, with its numbers as a table. */
export const Picture = (props: {
  readonly finding: string;
  readonly chart: ReactNode;
  readonly table: ReactNode;
  /** What must be known to read it. */
  readonly note?: ReactNode;
}) => {
  const say = useSay(APP);
  const { finding, chart, table, note } = props;
  return (
    <section className="stack tight">
      <h2>{finding}</h2>
      {chart}
      {note === undefined ? null : <p className="muted small">{note}</p>}
      <details>
        <summary>{say("asTable")}</summary>
        {table}
      </details>
    </section>
  );
};

/** Amounts short enough for an axis: `1.2k`. The legend names their currency, exact ones stand in the table. */
export function useAxisAmount(): (value: number) => string {
  const { language } = useReader();
  const compact = new Intl.NumberFormat(INTL_LOCALE[language], { notation: "compact" });
  return (value) => compact.format(value);
}

/** A day (UTC) short enough for an axis: `18 Dec`. */
export function useAxisDay(): (at: number) => string {
  const { language } = useReader();
  const format = new Intl.DateTimeFormat(INTL_LOCALE[language], {
    ...({ day: "numeric", month: "short" } as const),
    timeZone: "UTC",
  });
  return (at) => format.format(new Date(at));
}
