import { Hono } from "hono";
import { sayIn } from "../messages/say.ts";
import { useSay } from "../ui/language.tsx";
import { pageHtml } from "./layout.tsx";
import { PUBLIC } from "./public-messages.ts";
import { type PagesDeps, visitOf } from "./visit.ts";

/** The APIs that have docs, by the name in the page's address. */
const APIS = {
  public: { base: "/api/public/v1", label: "apiPublic" },
  backoffice: { base: "/api/backoffice/v1", label: "apiBackoffice" },
  partner: { base: "/api/partner/v1", label: "apiPartner" },
} as const;
type DocsApi = keyof typeof APIS;

const isApi = (text: string | undefined): text is DocsApi => text !== undefined && Object.hasOwn(APIS, text);

/** The interactive docs: a stylesheet and two scripts of our own origin, on this page alone. */
const EXTRAS = {
  styles: ["/docs/files/swagger-ui.css"],
  scripts: ["/docs/files/swagger-ui-bundle.js", "/docs/files/docs.js"],
};

const DocsPage = ({ api }: { readonly api: DocsApi }) => {
  const say = useSay(PUBLIC);
  const entries = Object.entries(APIS);
  return (
    <div className="stack">
      <h1>{say("docsTitle")}</h1>
      <p>{say("docsIntro")}</p>
      <nav aria-label={say("docsTitle")}>
        <ul className="tabs">
          {entries.map(([name, { label }]) => (
            <li key={name}>
              <a href={`/docs?api=${name}`} aria-current={name === api ? "page" : undefined}>
                {say(label)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p className="small">
        <a href={`${APIS[api].base}/openapi.json`}>{say("docsFile")}</a>
      </p>
      <noscript>
        <p>{say("docsNoScript")}</p>
        <ul>
          {entries.map(([name, { base, label }]) => (
            <li key={name}>
              <a href={`${base}/openapi.json`}>{say(label)}</a>
            </li>
          ))}
        </ul>
      </noscript>
      <div className="paper" id="docs" data-document={`${APIS[api].base}/openapi.json`} />
    </div>
  );
};

/** `/docs`: interactive docs of one API, with a tab for each. */
export const docsPages = (deps: PagesDeps): Hono =>
  new Hono().get("/docs", async (c) => {
    const visit = await visitOf(c, deps);
    const asked = c.req.query("api");
    const api = isApi(asked) ? asked : "public";
    const say = sayIn(PUBLIC, visit.language);
    const head = {
      title: say("docsTitle"),
      description: say("docsIntro"),
      canonical: `/docs?api=${api}`,
      extras: EXTRAS,
    };
    return c.html(pageHtml({ visit, head, current: "docs" }, <DocsPage api={api} />));
  });
