import { useWord } from "../../ui/code-word.tsx";
import { useSay } from "../../ui/language.tsx";
import { TRAFFIC } from "../bank-traffic/traffic-messages.ts";
import { ScreenHead } from "../parts/problem.tsx";
import { EVENT_TYPES } from "./bank-events.ts";
import { BANK } from "./bank-messages.ts";
import { EVENT_EXAMPLES } from "./event-examples.ts";
import { SignatureChecker } from "./signature-checker.tsx";

const ALL = [...EVENT_TYPES, "endpoint.challenge"] as const;

/** Every type of message with what it means and a whole example, and the check of a signature. */
export const Events = () => {
  const say = useSay(BANK);
  const word = useWord(BANK);
  const event = useWord(TRAFFIC);
  return (
    <div className="stack wide">
      <ScreenHead title={say("events")} lead={say("eventsLead")} />
      <section className="stack" aria-labelledby="catalogue">
        <h2 id="catalogue">{say("catalogue")}</h2>
        <p>{say("catalogueText")}</p>
        {ALL.map((type) => (
          <article key={type} className="card stack tight">
            <h3>{event("event", type)}</h3>
            <p>
              <code>{type}</code>
            </p>
            <p>{word("meaning", type)}</p>
            <details>
              <summary>{say("example")}</summary>
              <pre className="verbatim" lang="en">
                {JSON.stringify(EVENT_EXAMPLES[type], null, 2)}
              </pre>
            </details>
          </article>
        ))}
      </section>
      <SignatureChecker />
    </div>
  );
};
