import { useSay } from "../../../ui/language.tsx";
import { Note } from "../../../ui/parts.tsx";
import type { Reading } from "./evidence-data.ts";
import { EVIDENCE } from "./evidence-messages.ts";

type RowError = Reading["rowErrors"][number];

const KINDS = [
  "not_a_number",
  "not_a_date",
  "missing",
  "unknown_status",
  "unknown_direction",
  "two_amounts",
] as const;

/** What is wrong in one row, in words: `Row 41: amount “1.234,5x” is not a number.` */
export function useRowErrorText(): (error: RowError) => string {
  const say = useSay(EVIDENCE);
  return ({ row, column, kind, message }) => {
    const known = KINDS.find((one) => one === kind);
    const text = /"(.*)"/s.exec(message)?.[1] ?? "";
    return known === undefined ? message : say(`row_${known}`, { row, column, text });
  };
}

/** Rows that were left out, each with what is wrong in it. */
export const RowErrors = (props: { readonly errors: readonly RowError[]; readonly count: number }) => {
  const { errors, count } = props;
  const say = useSay(EVIDENCE);
  const textOf = useRowErrorText();
  if (count === 0) return <p className="muted">{say("noRowErrors")}</p>;
  return (
    <Note tone="warn" title={say("rowErrorsTitle", { count })}>
      <p>{say("rowErrorsText")}</p>
      <ul>
        {errors.map((error) => (
          <li key={`${error.row} ${error.column}`}>{textOf(error)}</li>
        ))}
      </ul>
      {count > errors.length ? <p>{say("moreRowErrors", { count: count - errors.length })}</p> : null}
    </Note>
  );
};
