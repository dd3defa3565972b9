import { useParams } from "@tanstack/react-router";
import { CodeWord } from "../../../ui/code-word.tsx";
import { useSay } from "../../../ui/language.tsx";
import { Note, Pairs } from "../../../ui/parts.tsx";
import { Time } from "../../../ui/time.tsx";
import { Loaded, ScreenHead } from "../../parts/problem.tsx";
import { useEnterprise, useRoleIn } from "../enterprise-data.ts";
import { type EvidenceFile, type FileProps, useEvidenceFile } from "./evidence-data.ts";
import { EVIDENCE } from "./evidence-messages.ts";
import { isTable, sizeText } from "./file-kinds.ts";
import { FileStateTag } from "./file-state.tsx";
import { CURRENCIES } from "./mapping/mapping-draft.ts";
import { MappingForm } from "./mapping/mapping-form.tsx";
import { ReadingView } from "./reading-view.tsx";
import { Uses } from "./used-by.tsx";

/** Saves the bytes as they were handed in: for owners and finance, once the scan has let the file through. */
const Download = ({ enterpriseId, file }: FileProps) => {
  const say = useSay(EVIDENCE);
  const role = useRoleIn(enterpriseId);
  if (file.status === "quarantined" || file.status === "refused") return null;
  if (role === "editor") return <span className="muted small">{say("downloadNotYours")}</span>;
  return (
    <a
      className="button quiet"
      href={`/api/public/v1/enterprises/${enterpriseId}/evidence/${file.id}/content`}
      download={file.fileName}
    >
      {say("download")}
    </a>
  );
};

const FileFacts = ({ enterpriseId, file }: FileProps) => {
  const say = useSay(EVIDENCE);
  return (
    <Pairs
      items={[
        [say("type"), <CodeWord key="type" voice={EVIDENCE} group="type" code={file.type} />],
        [say("size"), `${sizeText(file.bytes)} · ${file.contentType}`],
        [say("handedInAt"), <Time key="at" at={file.createdAt} />],
        ...(file.expiresOn === undefined
          ? []
          : [[say("validUntil"), <Time key="until" at={file.expiresOn} as="day" />] as const]),
        [say("usedBy"), <Uses key="used" enterpriseId={enterpriseId} file={file} />],
        [
          "SHA-256",
          <code key="hash" className="small">
            {file.sha256}
          </code>,
        ],
        [say("hashMeans"), say("hashMeansText")],
      ]}
    />
  );
};

/** What is happening to a file, and what its owner can do about it. */
const Standing = ({ file }: { readonly file: EvidenceFile }) => {
  const say = useSay(EVIDENCE);
  if (file.status === "quarantined" || file.status === "reading")
    return (
      <Note tone="info" title={say(file.status === "reading" ? "readingTitle" : "scanTitle")}>
        <p>{say(file.status === "reading" ? "readingText" : "scanText")}</p>
        <progress aria-label={say(file.status === "reading" ? "readingTitle" : "scanTitle")} />
      </Note>
    );
  if (file.status !== "failed" && file.status !== "refused") return null;
  return (
    <Note tone="danger" title={say(file.status === "failed" ? "failedTitle" : "refusedTitle")}>
      {file.reasonCode === undefined ? null : (
        <p>
          <CodeWord voice={EVIDENCE} group="problem" code={file.reasonCode} />
        </p>
      )}
      <p>{say(file.status === "failed" ? "failedText" : "refusedText")}</p>
    </Note>
  );
};

/** How a table is read: at once when that is still to be said, else folded away. */
const Mapping = ({ enterpriseId, file }: { readonly enterpriseId: string; readonly file: EvidenceFile }) => {
  const say = useSay(EVIDENCE);
  const role = useRoleIn(enterpriseId);
  const { data: enterprise } = useEnterprise(enterpriseId);
  if (!isTable(file.type) || !["clean", "read", "failed"].includes(file.status)) return null;
  if (role === "editor")
    return file.status === "clean" ? (
      <Note tone="info">
        <p>{say("mappingNotYours")}</p>
      </Note>
    ) : null;
  if (enterprise === undefined) return null;
  const currency = CURRENCIES.find((one) => one === enterprise.payoutAccount?.currency) ?? "EUR";
  const form = <MappingForm path={{ enterpriseId, evidenceId: file.id }} file={file} currency={currency} />;
  return file.status === "read" ? (
    <details>
      <summary>{say("mapAgain")}</summary>
      <p className="muted">{say("mapAgainText")}</p>
      {form}
    </details>
  ) : (
    <section className="stack" aria-labelledby="mapping-title">
      <h2 id="mapping-title">{say("mappingTitle")}</h2>
      <p>{say("mappingText")}</p>
      {form}
    </section>
  );
};

/** One file: what it is, where it stands, what was understood of it. Its state is the platform's: it survives leaving the page. */
export const EvidenceFileScreen = () => {
  const { enterpriseId, evidenceId } = useParams({
    from: "/app/enterprise/$enterpriseId/evidence/$evidenceId",
  });
  const query = useEvidenceFile({ enterpriseId, evidenceId });
  return (
    <Loaded isScreen query={query}>
      {(file) => (
        <>
          <ScreenHead title={file.fileName} lead={<FileStateTag status={file.status} />}>
            <Download enterpriseId={enterpriseId} file={file} />
          </ScreenHead>
          <div className="stack wide">
            <Standing file={file} />
            <FileFacts enterpriseId={enterpriseId} file={file} />
            {file.reading === undefined ? null : <ReadingView reading={file.reading} />}
            <Mapping enterpriseId={enterpriseId} file={file} />
          </div>
        </>
      )}
    </Loaded>
  );
};
