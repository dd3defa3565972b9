import { Link } from "@tanstack/react-router";
import { useWord } from "../../../ui/code-word.tsx";
import { useSay } from "../../../ui/language.tsx";
import { Note, Tag } from "../../../ui/parts.tsx";
import type { Enterprise } from "../enterprise-data.ts";
import { EVIDENCE } from "../evidence/evidence-messages.ts";
import { ONBOARDING } from "./onboarding-messages.ts";
import type { Task } from "./sections.ts";

/** Documents that the review looks at; which of them are missing the platform says by country. */
const DOCUMENTS = ["licence", "articles", "id_document"] as const;

/** A file of the enterprise as far as this page needs to know it. */
export interface HandedIn {
  readonly id: string;
  readonly type: string;
  readonly fileName: string;
  readonly status: string;
}

/** The documents that the country asks for: which are there, which are missing, and where to hand them in. */
export const DocumentsPart = (props: {
  readonly enterprise: Enterprise;
  readonly tasks: readonly Task[];
  readonly documents: readonly HandedIn[];
  readonly base: string;
}) => {
  const say = useSay(ONBOARDING);
  const word = useWord(ONBOARDING);
  const ofEvidence = useWord(EVIDENCE);
  const { enterprise, tasks, documents, base } = props;
  if (enterprise.profile.country === undefined)
    return (
      <Note tone="info" title={say("countryFirstTitle")}>
        <p>
          <Link to={base} search={{ section: "legal" }}>
            {say("countryFirst")}
          </Link>
        </p>
      </Note>
    );
  const missing = new Set(tasks.map(({ pointer }) => pointer.split("/").at(-1)));
  const rows = DOCUMENTS.map((type) => ({
    type,
    isMissing: missing.has(type),
    files: documents.filter((one) => one.type === type),
  })).filter(({ isMissing, files }) => isMissing || files.length > 0);
  return (
    <>
      <ul className="task-list">
        {rows.map(({ type, isMissing, files }) => (
          <li key={type}>
            <span className="stack tight">
              <strong>{ofEvidence("type", type)}</strong>
              <span className="muted small">
                {files.length === 0
                  ? word("about_document", type)
                  : files.map(({ fileName }) => fileName).join(", ")}
              </span>
            </span>
            <Tag tone={isMissing ? "neutral" : "ok"}>
              {say(isMissing ? "documentMissing" : "documentThere")}
            </Tag>
          </li>
        ))}
      </ul>
      <p>
        <Link className="button" to={`/app/enterprise/${enterprise.id}/evidence`}>
          {say("toDocuments")}
        </Link>
      </p>
    </>
  );
};
