import { useQueryClient } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useSay } from "../../../ui/language.tsx";
import { Note } from "../../../ui/parts.tsx";
import { Loaded, ScreenHead } from "../../parts/problem.tsx";
import { type Enterprise, enterpriseKey, useEnterprise, useRoleIn } from "../enterprise-data.ts";
import { useOwnCase } from "../review/own-review-data.ts";
import { StatusTag } from "../status-tag.tsx";
import { Answers } from "./answers.tsx";
import { isWritable, useDocuments, useTasks } from "./file-data.ts";
import { FileEditor } from "./file-editor.tsx";
import { HandedInNote } from "./handed-in-note.tsx";
import { ONBOARDING } from "./onboarding-messages.ts";
import { RejectedNote } from "./rejected-note.tsx";
import { sectionNamed } from "./sections.ts";
import "./onboarding.css";

const FileOf = ({ enterprise }: { readonly enterprise: Enterprise }) => {
  const say = useSay(ONBOARDING);
  const { id, status, caseId } = enterprise;
  const isOwner = useRoleIn(id) === "owner";
  const { section } = useSearch({ strict: false });
  const tasks = useTasks(enterprise);
  const documents = useDocuments(id);
  const review = useOwnCase(id, caseId);
  const queries = useQueryClient();
  const [start, setStart] = useState(0);
  const restart = async () => {
    await queries.refetchQueries({ queryKey: enterpriseKey(id) });
    setStart((n) => n + 1);
  };
  const files = documents.data ?? [];
  const named = sectionNamed(typeof section === "string" ? section : undefined);
  if (isOwner && isWritable(status))
    return (
      <Loaded query={tasks} lines={10}>
        {(missing) => (
          <FileEditor
            key={start}
            enterprise={enterprise}
            tasks={missing}
            documents={files}
            review={review.data}
            section={named}
            base={`/app/enterprise/${id}/file`}
            restart={restart}
          />
        )}
      </Loaded>
    );
  return (
    <div className="stack narrow">
      <ScreenHead title={say("fileTitle")} lead={<StatusTag status={status} />} />
      {status === "applied" ? <HandedInNote enterprise={enterprise} review={review.data} /> : null}
      {status === "rejected" ? (
        <RejectedNote enterprise={enterprise} review={review.data} isOwner={isOwner} />
      ) : null}
      {status === "suspended" ? (
        <Note tone="danger" title={say("suspendedTitle")}>
          <p>{say("suspendedText")}</p>
        </Note>
      ) : null}
      {isWritable(status) ? (
        <Note tone="info" title={say("ownersWriteTitle")}>
          <p>{say("ownersWrite")}</p>
        </Note>
      ) : null}
      {status === "verified" ? <p className="muted">{say("verifiedText")}</p> : null}
      <Answers enterprise={enterprise} documents={files} />
    </div>
  );
};

/** The file of an enterprise: its task list while it is written, its answers afterwards. */
export const FileScreen = () => {
  const { enterpriseId } = useParams({ from: "/app/enterprise/$enterpriseId" });
  const enterprise = useEnterprise(enterpriseId);
  return (
    <Loaded isScreen query={enterprise}>
      {(data) => <FileOf key={data.id} enterprise={data} />}
    </Loaded>
  );
};
