import { CodeWord } from "../../ui/code-word.tsx";
import { useSay } from "../../ui/language.tsx";
import { Empty } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { TRAFFIC } from "./traffic-messages.ts";

interface Attempt {
  readonly number: number;
  readonly at: string;
  /** Where it went; the bank knows that from the endpoint. */
  readonly url?: string | undefined;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly outcome: {
    readonly kind: string;
    /** The HTTP status of the answer. */
    readonly status?: number | undefined;
    readonly durationMs?: number | undefined;
    readonly reason?: string | undefined;
    readonly body?: string | undefined;
  };
}

/** What became of an attempt: an answer that is no success has not taken the message, whatever it says. */
const outcomeOf = ({ kind, status }: Attempt["outcome"]): string =>
  kind === "answered" && status !== undefined && (status < 200 || status > 299) ? "not_taken" : kind;

const AttemptCard = ({ attempt }: { readonly attempt: Attempt }) => {
  const say = useSay(TRAFFIC);
  const { at, url, number, outcome, requestHeaders } = attempt;
  const measured = [
    outcome.status === undefined ? [] : [`HTTP ${outcome.status}`],
    outcome.durationMs === undefined ? [] : [`${outcome.durationMs} ms`],
    url === undefined ? [] : [url],
  ].flat();
  return (
    <li className="card stack tight">
      <h3>
        {say("attemptNumber", { number })}:{" "}
        <CodeWord voice={TRAFFIC} group="outcome" code={outcomeOf(outcome)} />
      </h3>
      <p className="small muted">{[<Time key="at" at={at} />, ...measured.map((text) => ` · ${text}`)]}</p>
      {outcome.reason === undefined ? null : (
        <p>
          <CodeWord voice={TRAFFIC} group="reason" code={outcome.reason} />
        </p>
      )}
      <details>
        <summary>{say("requestAndAnswer")}</summary>
        <pre className="verbatim">
          {Object.entries(requestHeaders)
            .map(([name, value]) => `${name}: ${value}`)
            .join("\n")}
        </pre>
        {outcome.body === undefined ? null : <pre className="verbatim">{outcome.body}</pre>}
      </details>
    </li>
  );
};

/** Every attempt of a delivery and what was answered. */
export const Attempts = ({ log }: { readonly log: readonly Attempt[] }) => {
  const say = useSay(TRAFFIC);
  return (
    <>
      <h2>{say("attempts")}</h2>
      {log.length === 0 ? (
        <Empty title={say("attemptsEmpty")} />
      ) : (
        <ol className="stack plain">
          {log.map((attempt) => (
            <AttemptCard key={attempt.number} attempt={attempt} />
          ))}
        </ol>
      )}
    </>
  );
};
