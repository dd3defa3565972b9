import type { PropsWithChildren, ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { LANGUAGE_NAMES, LANGUAGES, type Language } from "../messages/say.ts";
import { desksOf } from "../ui/desks.ts";
import { ReaderProvider, useSay } from "../ui/language.tsx";
import { FurnitureFiles, FurnitureTop } from "./furniture.tsx";
import { Bell } from "./notices/bell.tsx";
import { SITE } from "./site-messages.ts";
import { signInPath, type Visit } from "./visit.ts";

/** What a page says of itself to browsers, search engines and those who share it. */
export interface Head {
  readonly title: string;
  readonly description?: string;
  /** Path of this page's one address; a page without is not to be found by search engines. */
  readonly canonical?: string;
  /** Absolute address of a picture, at least 1200 × 630. */
  readonly image?: string;
  /** Structured data (schema.org), as an object. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** Files of our own origin that this page needs besides, in their order. */
  readonly extras?: { readonly styles: readonly string[]; readonly scripts: readonly string[] };
}

interface LayoutProps {
  readonly visit: Visit;
  readonly head: Head;
  /** The entry of the navigation that this page belongs to. */
  readonly current?: "explore" | "portfolio" | "notices" | "docs";
}

const inLanguage = (path: string, language: Language): string =>
  `${path}${path.includes("?") ? "&" : "?"}lang=${language}`;

/** JSON for a `<script>`: a text of the data can never end the element. */
const scriptJson = (data: object): string => JSON.stringify(data).replaceAll("<", "\\u003c");

const HeadElements = ({ visit, head }: Pick<LayoutProps, "visit" | "head">) => {
  const say = useSay(SITE);
  const { assets, deps } = visit;
  const address = head.canonical === undefined ? undefined : `${deps.origin}${head.canonical}`;
  return (
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{head.title === say("name") ? head.title : `${head.title} · ${say("name")}`}</title>
      {head.description === undefined ? null : <meta name="description" content={head.description} />}
      <meta name="theme-color" content="#0b6b5b" />
      <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
      {assets.styles.map((href) => (
        <link key={href} rel="stylesheet" href={href} />
      ))}
      {head.extras?.styles.map((href) => (
        <link key={href} rel="stylesheet" href={href} />
      ))}
      <script src={assets.script} type="module" async />
      {head.extras?.scripts.map((src) => (
        <script key={src} src={src} defer />
      ))}
      <FurnitureFiles furniture={visit.furniture} />
      {address === undefined ? (
        <meta name="robots" content="noindex" />
      ) : (
        <>
          <link rel="canonical" href={address} />
          {LANGUAGES.map((language) => (
            <link key={language} rel="alternate" hrefLang={language} href={inLanguage(address, language)} />
          ))}
          <meta property="og:url" content={address} />
        </>
      )}
      <meta property="og:title" content={head.title} />
      <meta property="og:site_name" content={say("name")} />
      <meta property="og:type" content="website" />
      {head.description === undefined ? null : <meta property="og:description" content={head.description} />}
      {head.image === undefined ? null : <meta property="og:image" content={head.image} />}
      {head.data === undefined ? null : (
        <script
          type="application/ld+json"
          // biome-ignore lint/security/noDangerouslySetInnerHtml: data, not script; `<` is escaped
          dangerouslySetInnerHTML={{ __html: scriptJson(head.data) }}
        />
      )}
    </head>
  );
};

/** The workspaces that the signed-in person has. */
const Workspaces = ({ visit }: Pick<LayoutProps, "visit">) => {
  const say = useSay(SITE);
  const { me } = visit;
  if (me === undefined) return null;
  const own = me.memberships.length > 0 ? [{ to: "/app/enterprise", label: "navEnterprise" } as const] : [];
  return [...own, ...desksOf(me)].map(({ to, label }) => (
    <li key={to}>
      <a href={to}>{say(label)}</a>
    </li>
  ));
};

const Account = ({ visit, current }: Pick<LayoutProps, "visit" | "current">) => {
  const say = useSay(SITE);
  const { me, formToken } = visit;
  const mark = (name: LayoutProps["current"]) => (name === current ? ("page" as const) : undefined);
  if (me === undefined)
    return (
      <>
        <li>
          <a href={signInPath(visit)}>{say("signIn")}</a>
        </li>
        <li>
          <a href={`/signup?return=${encodeURIComponent(visit.path)}`}>{say("signUp")}</a>
        </li>
      </>
    );
  return (
    <>
      <li>
        <a href="/portfolio" aria-current={mark("portfolio")}>
          {say("navPortfolio")}
        </a>
      </li>
      <li>
        <a href="/notices" aria-current={mark("notices")}>
          {say("navNotices")}
          <Bell visit={visit} />
        </a>
      </li>
      <li>
        <a href="/account">{say("navAccount")}</a>
      </li>
      <li>
        <form method="post" action="/signout">
          <input type="hidden" name="form" value={formToken} />
          <button className="link-button" type="submit">
            {say("signOut")}
            <span className="away"> ({me.name ?? me.email})</span>
          </button>
        </form>
      </li>
    </>
  );
};

const Bar = ({ visit, current }: Pick<LayoutProps, "visit" | "current">) => {
  const say = useSay(SITE);
  return (
    <header className="bar">
      <div className="wrap">
        <a className="wordmark" href="/">
          {say("name")}
        </a>
        <nav aria-label={say("navMain")}>
          <ul>
            <li>
              <a href="/explore" aria-current={current === "explore" ? "page" : undefined}>
                {say("navExplore")}
              </a>
            </li>
            <Workspaces visit={visit} />
          </ul>
        </nav>
        <ul className="end">
          <Account visit={visit} {...(current === undefined ? {} : { current })} />
          {LANGUAGES.filter((one) => one !== visit.language).map((one) => (
            <li key={one}>
              <a href={inLanguage(visit.path, one)} hrefLang={one} lang={one}>
                {LANGUAGE_NAMES[one]}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </header>
  );
};

const Foot = ({ visit }: Pick<LayoutProps, "visit">) => {
  const say = useSay(SITE);
  return (
    <footer>
      <div className="wrap row between">
        <p>{say("footPromise")}</p>
        <ul className="row plain">
          <li>
            <a href="/docs">{say("navDocs")}</a>
          </li>
          {visit.deps.local === undefined ? null : (
            <li>
              <a href="/try">{say("navTry")}</a>
            </li>
          )}
          {visit.deps.staffSignIn === undefined ? null : (
            <li>
              <a href={visit.deps.staffSignIn}>{say("navStaff")}</a>
            </li>
          )}
        </ul>
      </div>
    </footer>
  );
};

const Layout = ({ visit, head, current, children }: PropsWithChildren<LayoutProps>) => {
  const say = useSay(SITE);
  return (
    <html lang={visit.language}>
      <HeadElements visit={visit} head={head} />
      <body>
        <a className="skip" href="#main">
          {say("skip")}
        </a>
        <FurnitureTop furniture={visit.furniture} />
        <Bar visit={visit} {...(current === undefined ? {} : { current })} />
        <main id="main" tabIndex={-1}>
          <div className="wrap">{children}</div>
        </main>
        <Foot visit={visit} />
      </body>
    </html>
  );
};

/** A whole page as HTML: rendered once on the server, complete without a script. */
export function pageHtml(props: LayoutProps, children: ReactNode): string {
  const { language, zone } = props.visit;
  return `<!doctype html>${renderToStaticMarkup(
    <ReaderProvider reader={{ language, zone }}>
      <Layout {...props}>{children}</Layout>
    </ReaderProvider>,
  )}`;
}
