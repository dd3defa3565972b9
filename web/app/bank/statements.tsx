import { granted } from "@firstlot/sdk/client";
import { useState } from "react";
import { useWord } from "../../ui/code-word.tsx";
import { useSay } from "../../ui/language.tsx";
import { Time } from "../../ui/time.tsx";
import { type ActKey, useAct } from "../act.tsx";
import { bankApi } from "../api.ts";
import { ActNotes } from "../parts/act-notes.tsx";
import { PagedTable } from "../parts/paged-table.tsx";
import { pageAt } from "../parts/pages.tsx";
import { ScreenHead } from "../parts/problem.tsx";
import { StateTag, type Tones } from "../parts/state-tag.tsx";
import { Table } from "../parts/table.tsx";
import { BANK } from "./bank-messages.ts";

const TONES: Tones = {
  ...{ matched: "ok", received: "info", stopped: "danger", already_received: "neutral", conflict: "danger" },
};
const StatementTag = (props: { readonly group: "statement" | "ingested"; readonly state: string }) => (
  <StateTag voice={BANK} tones={TONES} {...props} />
);

interface Chosen {
  readonly file: File;
  /** What tells one file from another when an upload is repeated. */
  readonly about: string;
}

async function upload({ file }: Chosen, header: ActKey) {
  const type = /\.csv$/i.test(file.name) || file.type === "text/csv" ? "text/csv" : "application/xml";
  const answered = await bankApi.POST("/statements", {
    params: { header },
    headers: { "content-type": type },
    body: file.name, // the bytes of the file go as they are
    bodySerializer: () => file,
  });
  return granted(answered).items;
}

const Upload = () => {
  const say = useSay(BANK);
  const [results, setResults] = useState<Awaited<ReturnType<typeof upload>>>([]);
  const [isMissing, setMissing] = useState(false);
  const act = useAct({
    perform: upload,
    stale: [["bank-statements"]],
    onDone: setResults,
    done: say("uploaded"),
  });
  return (
    <section className="card stack" aria-labelledby="upload">
      <h2 id="upload">{say("upload")}</h2>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const file = new FormData(event.currentTarget).get("file");
          const isChosen = file instanceof File && file.size > 0;
          setMissing(!isChosen);
          setResults([]);
          if (isChosen) void act.run({ file, about: `${file.name} ${file.size} ${file.lastModified}` });
        }}
      >
        <div className="field">
          <label htmlFor="file">{say("file")}</label>
          <span className="hint" id="file-hint">
            {say("fileHint")}
          </span>
          {isMissing ? (
            <span className="error" id="file-error">
              {say("fileMissing")}
            </span>
          ) : null}
          <input
            id="file"
            name="file"
            type="file"
            accept=".xml,.csv,application/xml,text/xml,text/csv"
            aria-describedby={isMissing ? "file-hint file-error" : "file-hint"}
            aria-invalid={isMissing ? true : undefined}
          />
        </div>
        <div>
          <button type="submit" className="button" aria-disabled={act.state.kind === "running"}>
            {say("uploadAct")}
          </button>
        </div>
      </form>
      <ActNotes of={act} />
      {results.length === 0 ? null : (
        <Table
          label={say("uploadResult")}
          rows={results}
          keyOf={({ account, statementId, sequence }) => `${account} ${statementId} ${sequence}`}
          columns={[
            {
              head: say("statement"),
              cell: ({ statementId }) => <span className="nowrap">{statementId}</span>,
            },
            { head: say("account"), cell: ({ account }) => <code className="nowrap">{account}</code> },
            { head: say("sequence"), right: true, cell: ({ sequence }) => sequence },
            {
              head: say("outcome"),
              cell: ({ outcome }) => <StatementTag group="ingested" state={outcome} />,
            },
          ]}
        />
      )}
    </section>
  );
};

/** What the bank's statements said, and handing in the next. */
export const Statements = () => {
  const say = useSay(BANK);
  const word = useWord(BANK);
  return (
    <div className="stack">
      <ScreenHead title={say("statements")} lead={say("statementsLead")} />
      <Upload />
      <h2>{say("received")}</h2>
      <PagedTable
        label={say("received")}
        queryKey={["bank-statements"]}
        read={async (cursor) =>
          granted(await bankApi.GET("/statements", { params: { query: pageAt(cursor) } }))
        }
        keyOf={({ id }) => id}
        empty={say("statementsEmpty")}
        columns={[
          { head: say("bankDay"), cell: ({ bankDay }) => <span className="nowrap">{bankDay}</span> },
          { head: say("account"), cell: ({ account }) => <code className="nowrap">{account}</code> },
          { head: say("currency"), cell: ({ currency }) => currency },
          {
            head: say("statement"),
            cell: ({ statementId }) => <span className="nowrap">{statementId}</span>,
          },
          { head: say("lines"), right: true, cell: ({ lines }) => lines },
          { head: say("state"), cell: ({ status }) => <StatementTag group="statement" state={status} /> },
          {
            head: say("reason"),
            cell: ({ reason }) => (reason === undefined ? "–" : word("stopped", reason)),
          },
          { head: say("receivedAt"), cell: ({ receivedAt }) => <Time at={receivedAt} as="short" /> },
        ]}
      />
    </div>
  );
};
