import { useWord } from "../../../../ui/code-word.tsx";
import { SelectField, TextField } from "../../../../ui/field.tsx";
import { useSay } from "../../../../ui/language.tsx";
import { formText } from "../../../parts/form-text.ts";
import type { EvidenceFile } from "../evidence-data.ts";
import { EVIDENCE } from "../evidence-messages.ts";
import {
  CURRENCIES,
  DATE_STYLES,
  DECIMAL_STYLES,
  DELIMITERS,
  type Draft,
  ENCODINGS,
  type Field,
  fieldsOf,
} from "./mapping-draft.ts";

const HEADER_ROW_MAX = 30;
const DELIMITER_CODES = { ",": "comma", ";": "semicolon", "\t": "tab" } as const;

/** How amounts and days are written: what was found, to be corrected. */
export const StyleFields = ({ draft }: { readonly draft: Draft }) => {
  const say = useSay(EVIDENCE);
  const word = useWord(EVIDENCE);
  const { currency, decimalStyle, dateStyle } = draft;
  return (
    <>
      <SelectField
        name="currency"
        label={say("currency")}
        defaultValue={currency}
        options={CURRENCIES.map((one) => [one, one])}
      />
      <SelectField
        name="decimalStyle"
        label={say("decimalStyle")}
        defaultValue={decimalStyle}
        options={DECIMAL_STYLES.map((one) => [one, word("decimal", one)])}
      />
      <SelectField
        name="dateStyle"
        label={say("dateStyle")}
        defaultValue={dateStyle}
        options={DATE_STYLES.map((one) => [one, word("date", one)])}
      />
    </>
  );
};

/** How the file is laid out: another layout has other columns, which are then looked for anew. */
export const LayoutFields = ({ layout }: { readonly layout: Draft["layout"] }) => {
  const say = useSay(EVIDENCE);
  const word = useWord(EVIDENCE);
  return (
    <>
      <SelectField
        name="encoding"
        label={say("encoding")}
        defaultValue={layout.encoding}
        options={ENCODINGS.map((one) => [one, one.toUpperCase()])}
      />
      <SelectField
        name="delimiter"
        label={say("delimiter")}
        defaultValue={layout.delimiter}
        options={DELIMITERS.map((one) => [one, word("delimiter", DELIMITER_CODES[one])])}
      />
      <TextField
        type="number"
        name="headerRow"
        label={say("headerRow")}
        defaultValue={layout.headerRow}
        min={1}
        max={HEADER_ROW_MAX}
      />
    </>
  );
};

/** Which column each field is read from. */
export const ColumnFields = (props: {
  readonly type: EvidenceFile["type"];
  readonly draft: Draft;
  readonly header: readonly string[];
  readonly missing: readonly Field[];
}) => {
  const { type, draft, header, missing } = props;
  const say = useSay(EVIDENCE);
  return fieldsOf(type).map((field) => (
    <SelectField
      key={field}
      name={`column-${field}`}
      label={say(`field_${field}`)}
      defaultValue={draft.columns[field] ?? ""}
      error={missing.includes(field) ? say("chooseColumn") : undefined}
      options={[["", say("noColumn")], ...header.map((one) => [one, one] as const)]}
    />
  ));
};

/** What a form of these fields says. */
export function draftFrom(form: FormData, type: EvidenceFile["type"], before: Draft): Draft {
  const told = (name: string) => form.get(name);
  const headerRow = Number(formText(form, "headerRow"));
  const isRow = Number.isInteger(headerRow) && headerRow >= 1 && headerRow <= HEADER_ROW_MAX;
  return {
    currency: CURRENCIES.find((one) => one === told("currency")) ?? before.currency,
    decimalStyle: DECIMAL_STYLES.find((one) => one === told("decimalStyle")) ?? before.decimalStyle,
    dateStyle: DATE_STYLES.find((one) => one === told("dateStyle")) ?? before.dateStyle,
    layout: {
      encoding: ENCODINGS.find((one) => one === told("encoding")) ?? before.layout.encoding,
      delimiter: DELIMITERS.find((one) => one === told("delimiter")) ?? before.layout.delimiter,
      headerRow: isRow ? headerRow : before.layout.headerRow,
    },
    columns: Object.fromEntries(
      fieldsOf(type).flatMap((field) => {
        const column = told(`column-${field}`);
        return typeof column === "string" && column !== "" ? [[field, column]] : [];
      }),
    ),
  };
}
