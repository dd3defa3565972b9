import type { PropsWithChildren } from "react";
import { useSay } from "../../ui/language.tsx";
import { Loaded } from "../parts/problem.tsx";
import { ExplanationView } from "./explanation-view.tsx";
import { usePreview, type Verdict } from "./review-data.ts";
import { REVIEW } from "./review-messages.ts";

interface PreviewProps {
  readonly caseId: string;
  readonly verdict: Verdict;
  readonly codes: readonly string[];
}

/** What the applicant will read; what stands below it comes with it, so that it never moves away. */
export const Preview = ({ caseId, verdict, codes, children }: PropsWithChildren<PreviewProps>) => {
  const say = useSay(REVIEW);
  const preview = usePreview(caseId, verdict, codes);
  return (
    <>
      <section className="card sunken stack tight" aria-labelledby="preview-title">
        <h3 id="preview-title">{say("preview")}</h3>
        <Loaded query={preview} lines={4}>
          {(explanation) => <ExplanationView of={explanation} />}
        </Loaded>
      </section>
      {preview.data === undefined ? null : children}
    </>
  );
};
