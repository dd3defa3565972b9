import { CodeWord } from "../../../../ui/code-word.tsx";
import { useSay } from "../../../../ui/language.tsx";
import { Money } from "../../../../ui/money.tsx";
import { TableBox, Tag } from "../../../../ui/parts.tsx";
import type { Preview } from "../evidence-data.ts";
import { EVIDENCE } from "../evidence-messages.ts";
import { useRowErrorText } from "../row-errors.tsx";
import type { Field } from "./mapping-draft.ts";

type Row = Preview["rows"][number];

const AMOUNTS = ["net", "tax", "total", "amount", "balance"] as const;
const TEXTS = ["number", "counterparty", "status", "text"] as const;

const Cell = ({ row, field }: { readonly row: Row; readonly field: Field }) => {
  const amount = AMOUNTS.find((one) => one === field);
  if (amount !== undefined) {
    const value = row[amount];
    return <td className="right">{value === undefined ? "–" : <Money value={value} />}</td>;
  }
  if (field === "date") return <td className="nowrap">{row.date}</td>;
  if (field === "direction" || field === "status") {
    const code = row[field];
    return <td>{code === undefined ? "–" : <CodeWord voice={EVIDENCE} group="row" code={code} />}</td>;
  }
  const text = TEXTS.find((one) => one === field);
  return <td>{text === undefined ? "" : row[text]}</td>;
};

const isAmount = (field: Field): boolean => AMOUNTS.some((one) => one === field);

/** The first rows as they are understood: fields under their names, or what is wrong. */
export const UnderstoodRows = ({
  rows,
  fields,
}: {
  readonly rows: readonly Row[];
  readonly fields: readonly Field[];
}) => {
  const say = useSay(EVIDENCE);
  const textOf = useRowErrorText();
  return (
    <TableBox label={say("asUnderstood")}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="right">
              {say("row")}
            </th>
            {fields.map((field) => (
              <th key={field} scope="col" className={isAmount(field) ? "right" : undefined}>
                {say(`field_${field}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.row}>
              <th scope="row" className="right">
                {row.row}
              </th>
              {row.error !== undefined ? (
                <td colSpan={fields.length}>
                  <Tag tone="danger">{say("leftOut")}</Tag> {textOf(row.error)}
                </td>
              ) : row.date === undefined ? (
                <td colSpan={fields.length} className="muted">
                  {say("rowOfSums")}
                </td>
              ) : (
                fields.map((field) => <Cell key={field} row={row} field={field} />)
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
};

/** The first rows as they are written, each column with the field that is read from it. */
export const WrittenRows = (props: {
  readonly header: readonly string[];
  readonly rows: readonly Row[];
  readonly fieldOf: (column: string) => Field | undefined;
}) => {
  const { header, rows, fieldOf } = props;
  const say = useSay(EVIDENCE);
  return (
    <TableBox label={say("asWritten")}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="right">
              {say("row")}
            </th>
            {header.map((column) => {
              const field = fieldOf(column);
              return (
                <th key={column} scope="col">
                  {column}
                  <br />
                  {field === undefined ? (
                    <span className="muted small">{say("notRead")}</span>
                  ) : (
                    <Tag tone="brand">{say(`field_${field}`)}</Tag>
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, cells }) => (
            <tr key={row}>
              <th scope="row" className="right">
                {row}
              </th>
              {header.map((column, at) => (
                <td key={column} className="nowrap">
                  {cells[at]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
};
