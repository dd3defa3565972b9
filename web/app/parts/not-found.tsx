import { useSay } from "../../ui/language.tsx";
import { Empty } from "../../ui/parts.tsx";
import { APP } from "../app-messages.ts";

/** An address of a workspace that leads nowhere. */
export const NotFound = () => {
  const say = useSay(APP);
  return (
    <div className="stack">
      <h1>{say("notFoundTitle")}</h1>
      <Empty title={say("notFoundText")} />
    </div>
  );
};

/** An address of no workspace. */
export const NotFoundScreen = () => (
  <main id="main" tabIndex={-1}>
    <NotFound />
  </main>
);
