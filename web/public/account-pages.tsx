import { type Context, Hono } from "hono";
import { LANGUAGE_NAMES, LANGUAGES, type Language, sayIn } from "../messages/say.ts";
import { SelectField } from "../ui/field.tsx";
import { useSay } from "../ui/language.tsx";
import { Empty, Note, Pairs } from "../ui/parts.tsx";
import { pageHtml } from "./layout.tsx";
import { PUBLIC } from "./public-messages.ts";
import { SITE } from "./site-messages.ts";
import { isLanguage, keepLanguage, type PagesDeps, signInPath, type Visit, visitOf } from "./visit.ts";

const SEE_OTHER = 303;

/** What an act on this page did. */
type Said = "saved" | "saveFailed" | "endFailed" | undefined;

const NOTES = {
  saved: ["ok", "accountSaved"],
  saveFailed: ["danger", "accountSaveFailed"],
  endFailed: ["danger", "accountEndFailed"],
} as const;

const AccountPage = ({ visit, said }: { readonly visit: Visit; readonly said: Said }) => {
  const say = useSay(PUBLIC);
  const { me, formToken } = visit;
  if (me === undefined) return null;
  const note = said === undefined ? undefined : NOTES[said];
  return (
    <div className="stack wide narrow">
      <h1>{say("accountTitle")}</h1>
      {note === undefined ? null : (
        <Note tone={note[0]} alert>
          <p>{say(note[1])}</p>
        </Note>
      )}
      <section className="stack tight">
        <Pairs
          items={[
            [say("accountName"), me.name ?? say("accountNoName")],
            [say("accountEmail"), me.email ?? say("accountNoName")],
          ]}
        />
        <p className="small muted">{say("accountIdNote")}</p>
      </section>
      <form className="stack" method="post" action="/account/language">
        <input type="hidden" name="form" value={formToken} />
        <SelectField
          name="locale"
          label={say("accountLanguage")}
          defaultValue={me.locale}
          options={LANGUAGES.map((one) => [one, LANGUAGE_NAMES[one]] as const)}
        />
        <p>
          <button className="button" type="submit">
            {say("accountSave")}
          </button>
        </p>
      </form>
      <section className="stack" aria-labelledby="sessions-title">
        <h2 id="sessions-title">{say("accountSessions")}</h2>
        <p>{say("accountSessionsText")}</p>
        <div className="row">
          <form method="post" action="/signout">
            <input type="hidden" name="form" value={formToken} />
            <button className="button quiet" type="submit">
              {say("accountOut")}
            </button>
          </form>
          <form method="post" action="/account/end-sessions">
            <input type="hidden" name="form" value={formToken} />
            <button className="button danger" type="submit">
              {say("accountEnd")}
            </button>
          </form>
        </div>
      </section>
    </div>
  );
};

const VisitorPage = ({ visit }: { readonly visit: Visit }) => {
  const say = useSay(PUBLIC);
  const signIn = useSay(SITE);
  return (
    <div className="stack narrow">
      <h1>{say("accountTitle")}</h1>
      <Empty
        title={say("accountVisitorTitle")}
        act={
          <a className="button" href={signInPath({ path: visit.me === undefined ? "/account" : visit.path })}>
            {signIn("signIn")}
          </a>
        }
      >
        <p>{say("accountVisitorText")}</p>
      </Empty>
    </div>
  );
};

const shown = (visit: Visit, said?: Said): string => {
  const head = { title: sayIn(PUBLIC, visit.language)("accountTitle") };
  const page = visit.me === undefined ? <VisitorPage visit={visit} /> : <AccountPage {...{ visit, said }} />;
  return pageHtml({ visit, head }, page);
};

const DonePage = () => {
  const say = useSay(PUBLIC);
  return (
    <div className="stack narrow">
      <h1>{say("doneTitle")}</h1>
      <p>{say("doneText")}</p>
    </div>
  );
};

async function saveLanguage(c: Context, deps: PagesDeps): Promise<Response> {
  const visit = await visitOf(c, deps);
  if (visit.me === undefined) return c.redirect("/account", SEE_OTHER);
  const { locale } = await c.req.parseBody();
  const language: Language | undefined = isLanguage(locale) ? locale : undefined;
  if (language === undefined) return c.html(shown(visit, "saveFailed"), 422);
  const { error } = await visit.api.PUT("/me/locale", { body: { locale: language } });
  if (error !== undefined) return c.html(shown(visit, "saveFailed"), 503);
  keepLanguage(c, language);
  return c.redirect("/account?said=saved", SEE_OTHER);
}

async function endSessions(c: Context, deps: PagesDeps): Promise<Response> {
  const visit = await visitOf(c, deps);
  if (visit.me === undefined) return c.redirect("/account", SEE_OTHER);
  const { error } = await visit.api.POST("/me/end-sessions");
  if (error !== undefined) return c.html(shown(visit, "endFailed"), 503);
  return c.redirect("/", SEE_OTHER);
}

/** `/account`, and the small page that the sign-in of a pop-up window ends on. */
export const accountPages = (deps: PagesDeps): Hono =>
  new Hono()
    .get("/account", async (c) => {
      const visit = await visitOf(c, deps);
      return c.html(shown(visit, c.req.query("said") === "saved" ? "saved" : undefined));
    })
    .post("/account/language", (c) => saveLanguage(c, deps))
    .post("/account/end-sessions", (c) => endSessions(c, deps))
    .get("/signin/done", async (c) => {
      const visit = await visitOf(c, deps);
      const head = { title: sayIn(PUBLIC, visit.language)("doneTitle") };
      return c.html(pageHtml({ visit, head }, <DonePage />));
    });
