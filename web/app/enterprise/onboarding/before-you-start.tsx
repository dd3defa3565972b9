import { useSay } from "../../../ui/language.tsx";
import { ENTERPRISE } from "../enterprise-messages.ts";

const PARTS = ["Need", "Time", "Checked", "Fees", "Fixed"] as const;

/** What is needed, how long it takes, what is checked, what it costs, and what cannot be changed later. */
export const BeforeYouStart = () => {
  const say = useSay(ENTERPRISE);
  return (
    <>
      {PARTS.map((part) => (
        <section key={part} className="stack tight">
          <h2>{say(`start${part}`)}</h2>
          <p>{say(`start${part}Text`)}</p>
        </section>
      ))}
    </>
  );
};
