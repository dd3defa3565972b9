import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useWord } from "../../../ui/code-word.tsx";
import { SelectField, TextField } from "../../../ui/field.tsx";
import { useSay } from "../../../ui/language.tsx";
import { Note } from "../../../ui/parts.tsx";
import { useAct } from "../../act.tsx";
import { ActNotes } from "../../parts/act-notes.tsx";
import { formText } from "../../parts/form-text.ts";
import { type EvidenceFile, type EvidenceRow, evidenceKey } from "./evidence-data.ts";
import { EVIDENCE } from "./evidence-messages.ts";
import {
  acceptedOf,
  EVIDENCE_TYPES,
  type EvidenceType,
  isTable,
  limitsOf,
  refusedBefore,
  sizeText,
} from "./file-kinds.ts";
import { hashOf, sendFile } from "./send-file.ts";

interface Chosen {
  readonly file: File;
  readonly sha256: string;
}

/** How much has left the browser; then the platform checks the bytes. */
const Progress = ({ sent, total }: { readonly sent: number; readonly total: number }) => {
  const say = useSay(EVIDENCE);
  const isSent = total > 0 && sent >= total;
  const text = isSent ? say("checking") : say("sending", { sent: sizeText(sent), total: sizeText(total) });
  return (
    <div className="stack tight" role="status">
      <p className="small">{text}</p>
      <progress max={total} value={isSent ? undefined : sent} aria-label={text} />
    </div>
  );
};

/**
 * Hands one file in: what it is, its limits before it is chosen, how far it is, and every refusal where it belongs.
 * @param types what may be chosen; of one only, there is nothing to choose
 * @param known the files that are here already, to see that one is handed in twice
 */
export const UploadForm = (props: {
  readonly enterpriseId: string;
  readonly types?: readonly EvidenceType[];
  readonly known?: readonly EvidenceRow[];
  readonly onSent: (file: EvidenceFile) => void;
}) => {
  const { enterpriseId, types = EVIDENCE_TYPES, known = [], onSent } = props;
  const say = useSay(EVIDENCE);
  const word = useWord(EVIDENCE);
  const [type, setType] = useState<EvidenceType>(types[0] ?? "other");
  const [chosen, setChosen] = useState<Chosen>();
  const [progress, setProgress] = useState<readonly [sent: number, total: number]>();
  const send = useAct({
    perform: (
      { file, ...input }: { type: EvidenceType; file: File; sha256: string; expiresOn?: string },
      key,
    ) => sendFile({ enterpriseId, file, ...input }, key, (sent, total) => setProgress([sent, total])),
    stale: [evidenceKey(enterpriseId)],
    onDone: onSent,
    voice: EVIDENCE,
    done: (_, sent) => say(isTable(sent.type) ? "sentTable" : "sent"),
  });
  const change = async ({ currentTarget: form }: FormEvent<HTMLFormElement>) => {
    const filled = new FormData(form);
    setType(types.find((one) => one === filled.get("type")) ?? type);
    const file = filled.get("file");
    if (!(file instanceof File) || file === chosen?.file) return;
    send.reset();
    setProgress(undefined);
    setChosen(file.name === "" ? undefined : { file, sha256: await hashOf(file) });
  };
  const refused = chosen === undefined ? undefined : refusedBefore(chosen.file, type);
  const twin = chosen === undefined ? undefined : known.find(({ sha256 }) => sha256 === chosen.sha256);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (chosen === undefined || refused !== undefined) return;
    const expiresOn = formText(new FormData(event.currentTarget), "expiresOn");
    setProgress([0, chosen.file.size]);
    void send.run({ type, ...chosen, ...(expiresOn === "" ? {} : { expiresOn }) });
  };
  const isRunning = send.state.kind === "running";
  return (
    <form className="card stack" onSubmit={submit} onChange={(event) => void change(event)}>
      {types.length < 2 ? null : (
        <SelectField
          name="type"
          label={say("type")}
          defaultValue={type}
          options={types.map((one) => [one, word("type", one)])}
        />
      )}
      <p className="muted small">{word("about", type)}</p>
      <TextField
        type="file"
        name="file"
        label={say("file")}
        hint={word("limits", limitsOf(type))}
        error={refused === undefined ? undefined : word("problem", refused)}
        accept={acceptedOf(type)}
        required
      />
      {limitsOf(type) === "paper" ? (
        <TextField type="date" name="expiresOn" label={say("validUntil")} hint={say("validUntilHint")} />
      ) : null}
      {twin === undefined ? null : (
        <Note tone="warn" title={say("twinTitle")}>
          <p>
            {say("twinText")}{" "}
            <Link to={`/app/enterprise/${enterpriseId}/evidence/${twin.id}`}>{twin.fileName}</Link>
          </p>
        </Note>
      )}
      <div className="row">
        <button
          type="submit"
          className="button"
          disabled={chosen === undefined || refused !== undefined}
          aria-disabled={isRunning}
        >
          {chosen === undefined ? say("upload") : say("uploadNamed", { name: chosen.file.name })}
        </button>
        {chosen === undefined ? null : (
          <span className="muted small">
            {sizeText(chosen.file.size)} · SHA-256{" "}
            <code title={chosen.sha256}>{chosen.sha256.slice(0, 12)}…</code>
          </span>
        )}
      </div>
      {isRunning && progress !== undefined ? <Progress sent={progress[0]} total={progress[1]} /> : null}
      <ActNotes of={send} />
    </form>
  );
};
