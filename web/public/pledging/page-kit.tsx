import type { Context } from "hono";
import type { ReactNode } from "react";
import { sayIn } from "../../messages/say.ts";
import { pageHtml } from "../layout.tsx";
import { notFoundPage } from "../message-pages.tsx";
import { type PagesDeps, type Visit, visitOf } from "../visit.ts";
import type { Campaign } from "./basket.ts";
import { PLEDGING, type PledgingSay } from "./pledging-messages.ts";
import { type PageProblem, type Told, tellProblem } from "./problem-words.ts";
import { SignInPage } from "./sign-in-page.tsx";

/** One request for a page of pledging: who asks, the words for them, and how pages and refusals are answered. */
export interface Desk {
  readonly c: Context;
  readonly deps: PagesDeps;
  readonly visit: Visit;
  readonly say: PledgingSay;
  /** Answers with a page. A page that came back with mistakes says so in its title. */
  readonly page: (
    title: string,
    content: ReactNode,
    mistakes?: readonly Told[],
  ) => Response | Promise<Response>;
  readonly notFound: () => Response | Promise<Response>;
  /** Asks who it is; leads back to `back`. */
  readonly askSignIn: (back: string) => Response | Promise<Response>;
  readonly tell: (problem: PageProblem, campaign?: Campaign) => Told;
  readonly fields: () => Promise<Readonly<Record<string, unknown>>>;
}

const STATUS_WITH_MISTAKES = 422;

/** Begins a page of pledging. */
export async function deskOf(c: Context, deps: PagesDeps, current?: "portfolio" | "notices"): Promise<Desk> {
  const visit = await visitOf(c, deps);
  const say = sayIn(PLEDGING, visit.language);
  c.header("Cache-Control", "private, no-store");
  const page: Desk["page"] = (title, content, mistakes = []) => {
    const head = { title: mistakes.length === 0 ? title : say("errorInTitle", { title }) };
    const html = pageHtml({ visit, head, ...(current === undefined ? {} : { current }) }, content);
    return c.html(html, mistakes.length === 0 ? 200 : STATUS_WITH_MISTAKES);
  };
  return {
    ...{ c, deps, visit, say, page },
    notFound: () => c.html(notFoundPage(visit), 404),
    askSignIn: (back) =>
      page(
        say("signInTitle"),
        <SignInPage back={back} title={say("signInTitle")} text={say("signInText")} />,
      ),
    tell: (problem, campaign) => tellProblem(problem, { say, ...visit, campaign }),
    fields: () => c.req.parseBody(),
  };
}

/** Only texts of a form: what is shown again when it comes back with mistakes. */
export const typedOf = (fields: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
