import { type Say, sayIn } from "../messages/say.ts";
import { Empty } from "../ui/parts.tsx";
import { pageHtml } from "./layout.tsx";
import { SITE } from "./site-messages.ts";
import { signInPath, type Visit } from "./visit.ts";

type SiteSay = Say<typeof SITE.en>;

const message = (
  visit: Visit,
  of: (say: SiteSay) => { title: string; text: string; href: string; act: string },
) => {
  const { title, text, href, act } = of(sayIn(SITE, visit.language));
  return pageHtml(
    { visit, head: { title } },
    <div className="stack narrow">
      <h1>{title}</h1>
      <Empty
        title={text}
        act={
          <a className="button" href={href}>
            {act}
          </a>
        }
      />
    </div>,
  );
};

/** The page for what is not there. */
export const notFoundPage = (visit: Visit): string =>
  message(visit, (say) => ({
    title: say("notFoundTitle"),
    text: say("notFoundText"),
    href: "/explore",
    act: say("notFoundAct"),
  }));

/** The page for a form that did not come from us. */
export const foreignFormPage = (visit: Visit): string =>
  message(visit, (say) => ({
    title: say("foreignTitle"),
    text: say("foreignText"),
    href: "/",
    act: say("notFoundAct"),
  }));

/** The page for what broke. */
export const brokenPage = (visit: Visit): string =>
  message(visit, (say) => ({
    title: say("brokenTitle"),
    text: say("brokenText"),
    href: visit.path,
    act: say("notFoundAct"),
  }));

/** The page for a sign-in that did not end well; it leads back to where one was. */
export const signInAgainPage = (visit: Visit, back: string): string =>
  message(visit, (say) => ({
    title: say("signInAgainTitle"),
    text: say("signInAgainText"),
    href: signInPath({ path: back }),
    act: say("signIn"),
  }));
