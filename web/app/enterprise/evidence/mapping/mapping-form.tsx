import { granted } from "@firstlot/sdk/client";
import { type FormEvent, Fragment, useState } from "react";
import { useWord } from "../../../../ui/code-word.tsx";
import { useSay } from "../../../../ui/language.tsx";
import { Note } from "../../../../ui/parts.tsx";
import { useAct } from "../../../act.tsx";
import { openApi, problemOf } from "../../../api.ts";
import { ActNotes } from "../../../parts/act-notes.tsx";
import { ProblemText, Skeleton } from "../../../parts/problem.tsx";
import {
  type EvidenceFile,
  type EvidencePath,
  evidenceKey,
  type Mapping,
  usePreview,
} from "../evidence-data.ts";
import { EVIDENCE } from "../evidence-messages.ts";
import {
  type Draft,
  draftOf,
  draftOfMapping,
  fieldsOf,
  type Layout,
  mappingOf,
  missingOf,
  readFieldsOf,
} from "./mapping-draft.ts";
import { ColumnFields, draftFrom, LayoutFields, StyleFields } from "./mapping-fields.tsx";
import { UnderstoodRows, WrittenRows } from "./preview-rows.tsx";

const FALLBACK: Layout = { encoding: "utf-8", delimiter: ",", headerRow: 1 };

const isSameLayout = (a: Layout, b: Layout): boolean =>
  a.encoding === b.encoding && a.delimiter === b.delimiter && a.headerRow === b.headerRow;

/** What the detection is not sure of, to be looked at before the rows count. */
const Doubts = ({ doubts }: { readonly doubts: readonly string[] }) => {
  const say = useSay(EVIDENCE);
  const word = useWord(EVIDENCE);
  return doubts.length === 0 ? null : (
    <Note tone="warn" title={say("doubtsTitle")}>
      <ul>
        {doubts.map((doubt) => (
          <li key={doubt}>{word("doubt", doubt)}</li>
        ))}
      </ul>
    </Note>
  );
};

/**
 * How a table is read: what was found in it, the first rows as they are understood, every part to be corrected, and
 * the confirmation after which all rows are read.
 */
export const MappingForm = (props: {
  readonly path: EvidencePath;
  readonly file: EvidenceFile;
  readonly currency: Mapping["currency"];
}) => {
  const { path, file } = props;
  const say = useSay(EVIDENCE);
  const { type } = file;
  const [layout, setLayout] = useState<Layout>();
  const [own, setOwn] = useState<Draft | undefined>(
    file.mapping === undefined ? undefined : draftOfMapping(file.mapping),
  );
  const currency = own?.currency ?? props.currency;
  const found = usePreview(path, { currency: props.currency, ...(layout === undefined ? {} : { layout }) });
  const draft =
    own ??
    (found.data === undefined
      ? {
          currency,
          layout: layout ?? FALLBACK,
          decimalStyle: "point" as const,
          dateStyle: "ymd" as const,
          columns: {},
        }
      : draftOf(found.data, currency));
  const mapping = mappingOf(type, draft);
  const corrected = usePreview(
    path,
    { currency, ...(mapping === undefined ? {} : { mapping }) },
    own !== undefined && mapping !== undefined,
  );
  const shown = own === undefined || mapping === undefined ? found : corrected;
  const confirm = useAct({
    perform: async (body: Mapping, key) =>
      granted(
        await openApi.POST("/enterprises/{enterpriseId}/evidence/{evidenceId}/mapping", {
          params: { path, header: key },
          body,
        }),
      ),
    stale: [evidenceKey(path.enterpriseId)],
    voice: EVIDENCE,
    done: say("readsRows"),
  });
  const change = ({ currentTarget }: FormEvent<HTMLFormElement>) => {
    confirm.reset();
    const next = draftFrom(new FormData(currentTarget), type, draft);
    if (isSameLayout(next.layout, draft.layout)) return setOwn(next);
    setLayout(next.layout);
    setOwn(undefined);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (mapping !== undefined) void confirm.run(mapping);
  };
  if (found.data === undefined && found.error === null) return <Skeleton lines={8} />;
  const header = shown.data?.header ?? [];
  const missing = missingOf(type, draft);
  const of = JSON.stringify([layout, header]); // another layout has other answers; its own fields keep the focus
  const fieldOf = (column: string) => fieldsOf(type).find((field) => draft.columns[field] === column);
  return (
    <form className="stack" onSubmit={submit} onChange={change}>
      <Doubts doubts={found.data?.doubts ?? []} />
      <div className="grid">
        <fieldset className="stack">
          <legend>{say("layoutTitle")}</legend>
          <Fragment key={of}>
            <StyleFields draft={draft} />
          </Fragment>
          <LayoutFields layout={draft.layout} />
        </fieldset>
        <fieldset className="stack" key={of}>
          <legend>{say("columnsTitle")}</legend>
          <ColumnFields type={type} draft={draft} header={header} missing={missing} />
        </fieldset>
      </div>
      {shown.error === null ? null : (
        <Note tone="danger" alert>
          <ProblemText problem={problemOf(shown.error)} voice={EVIDENCE} />
        </Note>
      )}
      {missing.length === 0 ? null : (
        <Note tone="warn" title={say("missingTitle")}>
          <p>{say("missingText")}</p>
        </Note>
      )}
      {shown.data === undefined || shown.error !== null ? null : (
        <div className="stack loaded" aria-busy={shown.isFetching}>
          {mapping === undefined ? null : (
            <>
              <h3>{say("asUnderstood")}</h3>
              <UnderstoodRows rows={shown.data.rows} fields={readFieldsOf(type, draft)} />
            </>
          )}
          <h3>{say("asWritten")}</h3>
          <WrittenRows header={header} rows={shown.data.rows} fieldOf={fieldOf} />
        </div>
      )}
      <div className="row">
        <button
          type="submit"
          className="button"
          disabled={mapping === undefined || shown.error !== null}
          aria-disabled={confirm.state.kind === "running"}
        >
          {say("confirmMapping", { name: file.fileName })}
        </button>
        <span className="muted small">{say("confirmMeans")}</span>
      </div>
      <ActNotes of={confirm} />
    </form>
  );
};
