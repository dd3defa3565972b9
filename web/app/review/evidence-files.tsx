import { useState } from "react";
import { useSay } from "../../ui/language.tsx";
import { Pairs, Tag } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { Loaded } from "../parts/problem.tsx";
import { EvidenceViewer } from "./evidence-viewer.tsx";
import { type DeskCase, type EvidenceRow, type Run, useEvidence } from "./review-data.ts";
import { REVIEW, useWords } from "./review-messages.ts";

/** Types of files that a person's step is about; automatic steps name their files themselves. */
const TYPES_OF_STEP: Readonly<Record<string, readonly string[]>> = {
  identity: ["licence", "articles", "id_document"],
  sanctions: ["id_document", "licence"],
  disclosure: ["licence", "invoices_sales", "other"],
  "payout-account": ["bank_statement"],
};

/** The files that belong to a step: those a run used, those a tranche was asked for with, those of the step's types. */
function filesOf(of: DeskCase, step: string, run: Run | undefined, files: readonly EvidenceRow[]) {
  const used = new Set([
    ...(run?.evidence.map(({ id }) => id) ?? []),
    ...(step === "tranche-evidence" ? (of.evidenceIds ?? []) : []),
  ]);
  const types = TYPES_OF_STEP[step] ?? [];
  return files.filter(({ id, type }) => used.has(id) || types.includes(type));
}

const KIB = 1024;
const sizeText = (bytes: number): string =>
  bytes < KIB * KIB ? `${Math.max(1, Math.round(bytes / KIB))} KB` : `${(bytes / KIB / KIB).toFixed(1)} MB`;

const File = (props: {
  readonly of: DeskCase;
  readonly file: EvidenceRow;
  readonly run: Run | undefined;
}) => {
  const { of, file, run } = props;
  const say = useSay(REVIEW);
  const { word } = useWords();
  const [open, setOpen] = useState(false);
  const seen = run?.evidence.find(({ id }) => id === file.id);
  const isChanged = seen !== undefined && seen.sha256 !== file.sha256;
  const canOpen = !["quarantined", "refused"].includes(file.status);
  return (
    <li className="card stack tight">
      <div className="row between">
        <h4>{word("evidence", file.type)}</h4>
        <Tag tone={canOpen ? "ok" : "warn"}>{word("file", file.status)}</Tag>
      </div>
      <Pairs
        items={[
          [say("fileName"), <span key="name">{`${file.fileName} · ${sizeText(file.bytes)}`}</span>],
          [say("handedIn"), <Time key="at" at={file.createdAt} />],
          ...(file.expiresOn === undefined ? [] : [[say("expiresOn"), file.expiresOn] as const]),
          [
            "SHA-256",
            <code key="hash" className="small">
              {file.sha256}
            </code>,
          ],
          [say("checksRun"), seen === undefined ? say("notOfRun") : say("ofRun", { run: run?.run ?? 1 })],
        ]}
      />
      {isChanged ? (
        <p>
          <Tag tone="danger">{say("fileChanged")}</Tag>
        </p>
      ) : null}
      {canOpen ? (
        <>
          <p>
            <button
              type="button"
              className="button quiet small"
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              {say(open ? "closeFile" : "openFile")}
              <span className="away"> {file.fileName}</span>
            </button>
          </p>
          {open ? <EvidenceViewer enterpriseId={of.subject.enterpriseId} file={file} /> : null}
        </>
      ) : (
        <p className="muted small">{say("fileWaits")}</p>
      )}
    </li>
  );
};

/** The files of a step, each with its source, date, hash and a viewer. */
export const EvidenceFiles = (props: {
  readonly of: DeskCase;
  readonly step: string;
  readonly run: Run | undefined;
}) => {
  const { of, step, run } = props;
  const say = useSay(REVIEW);
  const query = useEvidence(of.subject.enterpriseId);
  return (
    <section className="stack" aria-labelledby="evidence-title">
      <h3 id="evidence-title" className="ruled">
        {say("evidence")}
      </h3>
      <Loaded query={query} lines={4}>
        {(files) => {
          const shown = filesOf(of, step, run, files);
          return shown.length === 0 ? (
            <p className="muted">{say("noEvidence")}</p>
          ) : (
            <ul className="plain stack">
              {shown.map((file) => (
                <File key={file.id} of={of} file={file} run={run} />
              ))}
            </ul>
          );
        }}
      </Loaded>
    </section>
  );
};
