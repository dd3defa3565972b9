import { useSay } from "../../ui/language.tsx";
import { Empty } from "../../ui/parts.tsx";
import { APP } from "../app-messages.ts";

/** An address that leads nowhere. */
export const NotFound = () => {
  const say = useSay(APP);
  return (
    <main id="main" tabIndex={-1} className="stack">
      <h1>{say("notFoundTitle")}</h1>
      <Empty title={say("notFoundText")} />
    </main>
  );
};
