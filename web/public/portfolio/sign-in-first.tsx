import type { Context } from "hono";
import { sayIn } from "../../messages/say.ts";
import { Empty } from "../../ui/parts.tsx";
import { pageHtml } from "../layout.tsx";
import { signInPath, type Visit } from "../visit.ts";
import { PORTFOLIO } from "./portfolio-messages.ts";

/** A page of one's own for somebody who is not signed in: what it will show, and one act. */
export function signInFirst(
  c: Context,
  visit: Visit,
  about: "portfolio" | "notices",
): Response | Promise<Response> {
  const say = sayIn(PORTFOLIO, visit.language);
  const title = say(about === "portfolio" ? "title" : "noticesTitle");
  return c.html(
    pageHtml(
      { visit, head: { title }, current: about },
      <div className="stack narrow">
        <h1>{title}</h1>
        <Empty
          title={say("signInFirst")}
          act={
            <a className="button" href={signInPath(visit)}>
              {say("signIn")}
            </a>
          }
        >
          <p>{say(about === "portfolio" ? "signInPortfolio" : "signInNotices")}</p>
        </Empty>
      </div>,
    ),
  );
}
