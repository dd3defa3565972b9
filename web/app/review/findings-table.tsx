import { useReader, useSay } from "../../ui/language.tsx";
import { TableBox, Tag, type Tone } from "../../ui/parts.tsx";
import { figureText } from "./figure.ts";
import type { Finding } from "./review-data.ts";
import { REVIEW, useWords } from "./review-messages.ts";

const SEVERITY_TONES: Readonly<Record<string, Tone>> = { error: "danger", warning: "warn", info: "info" };

/** What was noticed: the reason in words, the figure beside its limit, what the applicant can do. */
export const FindingsTable = ({ findings }: { readonly findings: readonly Finding[] }) => {
  const say = useSay(REVIEW);
  const { language } = useReader();
  const { word, reason, remedy } = useWords();
  if (findings.length === 0) return null;
  return (
    <TableBox label={say("findings")}>
      <table className="findings">
        <thead>
          <tr>
            <th scope="col">{say("finding")}</th>
            <th scope="col" className="right">
              {say("observed")}
            </th>
            <th scope="col" className="right">
              {say("limit")}
            </th>
          </tr>
        </thead>
        <tbody>
          {findings.map(({ reasonCode, severity, observed, limit, remedyCode }) => (
            <tr key={`${reasonCode} ${observed}`}>
              <th scope="row" className="what">
                <Tag tone={SEVERITY_TONES[severity] ?? "neutral"}>{word("severity", severity)}</Tag>{" "}
                {reason(reasonCode)}
                <span className="under">
                  {say("remedy")} {remedy(remedyCode)}
                </span>
              </th>
              <td className="figure">{figureText(observed, language)}</td>
              <td className="figure">{figureText(limit, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
};
