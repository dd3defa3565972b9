import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { CodeWord } from "../../../ui/code-word.tsx";
import { useReader, useSay } from "../../../ui/language.tsx";
import { Empty } from "../../../ui/parts.tsx";
import { Time } from "../../../ui/time.tsx";
import { MorePages } from "../../parts/pages.tsx";
import { Loaded, ScreenHead } from "../../parts/problem.tsx";
import { Table } from "../../parts/table.tsx";
import { type EvidenceRow, useEvidenceList } from "./evidence-data.ts";
import { EVIDENCE } from "./evidence-messages.ts";
import { sizeText } from "./file-kinds.ts";
import { FileStateTag } from "./file-state.tsx";
import { UploadForm } from "./upload-form.tsx";
import { UsedBy } from "./used-by.tsx";
import { WhatIsKept } from "./what-is-kept.tsx";

const Rows = (props: { readonly enterpriseId: string; readonly items: readonly EvidenceRow[] }) => {
  const { enterpriseId, items } = props;
  const say = useSay(EVIDENCE);
  const { zone } = useReader();
  return (
    <Table
      label={say("title")}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        {
          head: say("file"),
          cell: ({ id, fileName, type }) => (
            <>
              <Link to={`/app/enterprise/${enterpriseId}/evidence/${id}`}>{fileName}</Link>
              <br />
              <span className="muted small">
                <CodeWord voice={EVIDENCE} group="type" code={type} />
              </span>
            </>
          ),
        },
        { head: say("state"), cell: ({ status }) => <FileStateTag status={status} /> },
        {
          head: say("size"),
          right: true,
          cell: ({ bytes }) => <span className="nowrap">{sizeText(bytes)}</span>,
        },
        {
          head: say("handedIn", { zone }),
          cell: ({ createdAt }) => (
            <span className="nowrap">
              <Time at={createdAt} as="short" />
            </span>
          ),
        },
        { head: say("usedBy"), cell: (row) => <UsedBy enterpriseId={enterpriseId} file={row} /> },
        {
          head: "SHA-256",
          cell: ({ sha256 }) => (
            <code className="nowrap" title={sha256}>
              {sha256.slice(0, 12)}…
            </code>
          ),
        },
      ]}
    />
  );
};

/** The files of an enterprise: what each is, where it stands, and handing in another. */
export const EvidenceList = () => {
  const say = useSay(EVIDENCE);
  const { enterpriseId } = useParams({ from: "/app/enterprise/$enterpriseId" });
  const navigate = useNavigate();
  const list = useEvidenceList(enterpriseId);
  const known = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <ScreenHead title={say("title")} lead={say("lead")} />
      <div className="stack wide">
        <section className="stack" aria-labelledby="upload-title">
          <h2 id="upload-title">{say("uploadTitle")}</h2>
          <WhatIsKept />
          <UploadForm
            enterpriseId={enterpriseId}
            known={known}
            onSent={({ id }) => navigate({ to: `/app/enterprise/${enterpriseId}/evidence/${id}` })}
          />
        </section>
        <section className="stack" aria-labelledby="files-title">
          <h2 id="files-title">{say("filesTitle")}</h2>
          <Loaded query={list} lines={6}>
            {() =>
              known.length === 0 ? (
                <Empty title={say("empty")}>
                  <p>{say("emptyText")}</p>
                </Empty>
              ) : (
                <Rows enterpriseId={enterpriseId} items={known} />
              )
            }
          </Loaded>
          <MorePages of={list} />
        </section>
      </div>
    </>
  );
};
