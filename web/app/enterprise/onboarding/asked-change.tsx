import { CodeWord } from "../../../ui/code-word.tsx";
import { useSay } from "../../../ui/language.tsx";
import { Note } from "../../../ui/parts.tsx";
import { MOMENT, SaidTime } from "../../../ui/said-time.tsx";
import type { OwnCase } from "../review/own-review-data.ts";
import { REASONS } from "../review/reason-messages.ts";
import { ONBOARDING } from "./onboarding-messages.ts";

type Request = OwnCase["requests"][number];

/** What the reviewer asked for, in their own words, with the reasons that matter here and until when to answer. */
export const AskedChange = (props: { readonly request: Request; readonly codes: readonly string[] }) => {
  const say = useSay(ONBOARDING);
  const { request, codes } = props;
  return (
    <Note tone="warn" title={say("askedTitle")}>
      <ul>
        {codes.map((code) => (
          <li key={code}>
            <CodeWord voice={REASONS} group="reason" code={code} />
          </li>
        ))}
      </ul>
      <blockquote>{request.message}</blockquote>
      <p className="small">
        <SaidTime text={say("askedOn", { time: MOMENT })} at={request.at} as="day" />{" "}
        <SaidTime text={say("answerBy", { time: MOMENT })} at={request.answerBy} />
      </p>
    </Note>
  );
};
