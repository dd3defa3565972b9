import { Link } from "@tanstack/react-router";
import { useWord } from "../../../ui/code-word.tsx";
import { CheckField } from "../../../ui/field.tsx";
import { useSay } from "../../../ui/language.tsx";
import { Time } from "../../../ui/time.tsx";
import { MorePages } from "../../parts/pages.tsx";
import { Loaded } from "../../parts/problem.tsx";
import { type EvidenceRow, useEvidenceList } from "../evidence/evidence-data.ts";
import { EVIDENCE } from "../evidence/evidence-messages.ts";
import { MONEY } from "./money-messages.ts";

/** Whether a file may be named in a request: scanned and not refused. */
export const isUsable = ({ status }: EvidenceRow): boolean =>
  status !== "quarantined" && status !== "refused";

const FileBox = ({ file, enterpriseId }: { readonly file: EvidenceRow; readonly enterpriseId: string }) => {
  const say = useSay(MONEY);
  return (
    <CheckField
      name={`file-${file.id}`}
      value={file.id}
      disabled={!isUsable(file)}
      label={
        <>
          <Link to={`/app/enterprise/${enterpriseId}/evidence/${file.id}`}>{file.fileName}</Link>{" "}
          <span className="muted small">
            <Time at={file.createdAt} as="day" />
            {isUsable(file) ? "" : ` · ${say("fileScanning")}`}
          </span>
        </>
      }
    />
  );
};

/** The files of each kind that is asked, to be ticked. */
export const EvidenceChoice = (props: {
  readonly enterpriseId: string;
  readonly types: readonly string[];
}) => {
  const { enterpriseId, types } = props;
  const say = useSay(MONEY);
  const word = useWord(EVIDENCE);
  const list = useEvidenceList(enterpriseId);
  return (
    <>
      <Loaded query={list} lines={3}>
        {({ pages }) => {
          const files = pages.flatMap(({ items }) => items).filter(({ status }) => status !== "refused");
          return (
            <div className="stack">
              {types.map((type) => {
                const ofType = files.filter((file) => file.type === type);
                return (
                  <fieldset key={type}>
                    <legend>{word("type", type)}</legend>
                    {ofType.length === 0 ? <p className="muted">{say("noFilesOf")}</p> : null}
                    {ofType.map((file) => (
                      <FileBox key={file.id} file={file} enterpriseId={enterpriseId} />
                    ))}
                  </fieldset>
                );
              })}
            </div>
          );
        }}
      </Loaded>
      <MorePages of={list} />
    </>
  );
};
