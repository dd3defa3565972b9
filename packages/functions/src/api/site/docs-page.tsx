/** @jsxImportSource hono/jsx */
import { BACKOFFICE_BASE, PARTNER_BASE } from "../bases.ts";
import { PUBLIC_BASE } from "../public/app.ts";
import { documentHtml, Layout, type PageFrame } from "./layout.tsx";
import { sayIn } from "./messages.ts";

/** The APIs that have docs, by the name in the page's address. */
const DOCS_APIS = {
  public: { base: PUBLIC_BASE, label: "apiPublic" },
  backoffice: { base: BACKOFFICE_BASE, label: "apiBackoffice" },
  partner: { base: PARTNER_BASE, label: "apiPartner" },
} as const;
type DocsApi = keyof typeof DOCS_APIS;

/** Whether `text` names an API. */
export const isDocsApi = (text: string | undefined): text is DocsApi =>
  text !== undefined && Object.hasOwn(DOCS_APIS, text);

/**
 * Shows the document named by the page. Values typed into the page, a token too, stay in memory: nothing is stored,
 * and no other server is asked to validate the document.
 */
export const DOCS_SCRIPT = `"use strict";
const place = document.getElementById("docs");
SwaggerUIBundle({
  domNode: place,
  url: place.dataset.document,
  deepLinking: true,
  docExpansion: "none",
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  persistAuthorization: false,
  validatorUrl: null,
});
`;

const Head = () => (
  <>
    <link rel="stylesheet" href="/docs/files/swagger-ui.css" />
    <script src="/docs/files/swagger-ui-bundle.js" defer />
    <script src="/docs/files/docs.js" defer />
  </>
);

interface DocsProps {
  readonly frame: PageFrame;
  readonly api: DocsApi;
}

const DocsPage = ({ frame, api }: DocsProps) => {
  const say = sayIn(frame.language);
  const entries = Object.entries(DOCS_APIS);
  return (
    <Layout frame={frame} title={say("docsTitle")} head={<Head />}>
      <h1>{say("docsTitle")}</h1>
      <p>{say("docsIntro")}</p>
      <nav aria-label={say("docsTitle")}>
        <ul class="tabs">
          {entries.map(([name, { label }]) => (
            <li>
              <a href={`/docs?api=${name}`} {...(name === api ? { "aria-current": "page" } : {})}>
                {say(label)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p class="small">
        <a href={`${DOCS_APIS[api].base}/openapi.json`}>{say("docsFile")}</a>
      </p>
      <noscript>
        <p>{say("docsNoScript")}</p>
        <ul>
          {entries.map(([, { base, label }]) => (
            <li>
              <a href={`${base}/openapi.json`}>{say(label)}</a>
            </li>
          ))}
        </ul>
      </noscript>
      <div class="paper" id="docs" data-document={`${DOCS_APIS[api].base}/openapi.json`} />
    </Layout>
  );
};

/** Interactive docs of one API, with a tab for each. */
export const docsPage = (props: DocsProps) => documentHtml(<DocsPage {...props} />);
