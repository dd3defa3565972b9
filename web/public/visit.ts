import type { publicApi } from "@firstlot/sdk/client";
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { LANGUAGES, type Language } from "../messages/say.ts";
import type { Reader } from "../ui/language.tsx";
import { isZone } from "../ui/time.tsx";
import { acceptedLanguage } from "./accepted-language.ts";
import type { DraftStore } from "./pledging/draft.ts";

export type PublicApi = ReturnType<typeof publicApi>;

/** The signed-in person of a page. */
export type Me = NonNullable<Awaited<ReturnType<typeof readMe>>>;

/** The built files that pages link to, by what they are. */
export interface Assets {
  /** The stylesheet of every page. */
  readonly styles: readonly string[];
  /** The small script of public pages: nothing depends on it. */
  readonly script: string;
  /** The workspaces. */
  readonly app: { readonly script: string; readonly styles: readonly string[] };
}

/** What the pages stand on. Everything that they show or do goes through the public API, as this browser. */
export interface PagesDeps {
  /** Public origin, without a slash at its end. */
  readonly origin: string;
  /** Business time. */
  readonly now: () => string;
  /** The public API with the browser's session, in process. */
  readonly api: (c: Context) => PublicApi;
  readonly isSignedIn: (c: Context) => boolean;
  /** Proves that a form was ours; belongs to the session. */
  readonly formToken: (c: Context) => string;
  readonly assets: () => Promise<Assets>;
  /** The half-filled pledge of this browser: it survives signing up and signing in. */
  readonly draft: DraftStore;
  /** Where the staff sign in, when that is not where everybody does. */
  readonly staffSignIn?: string | undefined;
  readonly furnish?: (page: Pick<Visit, "language" | "zone" | "path">) => Promise<Furniture>;
  /** Only on a platform that is there to be tried on one machine. */
  readonly local?: LocalTools;
}

/** What whoever serves the pages puts on each of them besides: the pages know neither what it is nor what it is for. */
export interface Furniture {
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  /** HTML that stands above the page, with everything in it escaped. */
  readonly top: string;
}

/** What a local platform offers besides the platform itself. */
export interface LocalTools {
  readonly mailbox: string;
  readonly bank: string;
  /** Shows the clock, and takes a form of `minutes` to go on. */
  readonly clock: string;
  /** The one-time codes of this moment. */
  readonly codes: string;
  readonly password: string;
  readonly people: Readonly<Record<DemoPart, { readonly email: string }>>;
  /** How far the making of the demo's past is; `undefined` once there is nothing to make. */
  readonly seeding?: () => Seeding | undefined;
}
/** Acts of a demo's past that were played, of all. */
export interface Seeding {
  readonly done: number;
  readonly total: number;
}
export type DemoPart = "owner" | "backer" | "analyst" | "approver" | "operator" | "regulator";

/** One request for a page: who reads it, and how it asks the platform. */
export interface Visit extends Reader {
  readonly deps: PagesDeps;
  readonly api: PublicApi;
  readonly assets: Assets;
  readonly me: Me | undefined;
  /** Path and query without `lang`, to switch the language in place and to return after a sign-in. */
  readonly path: string;
  readonly formToken: string;
  readonly now: string;
  readonly furniture?: Furniture | undefined;
  /** Unread notices of the signed-in person. */
  readonly unread?: Unread | undefined;
}

/** How many of the newest notices are unread; with `more` there may be others. */
export type Unread = NonNullable<Awaited<ReturnType<typeof readUnread>>>;

const LANGUAGE_COOKIE = "language";
const ZONE_COOKIE = "zone";
const YEAR_S = 31_536_000;

async function readMe(api: PublicApi) {
  const { data } = await api.GET("/me");
  return data;
}

async function readUnread(api: PublicApi) {
  const { data } = await api.GET("/notices/unread");
  return data;
}

/** Whether a text of a form or an address names a language of ours. */
export const isLanguage = (text: unknown): text is Language => LANGUAGES.some((one) => one === text);

/** Makes a choice of language stay. */
export const keepLanguage = (c: Context, language: Language): void =>
  setCookie(c, LANGUAGE_COOKIE, language, { path: "/", sameSite: "Lax", httpOnly: true, maxAge: YEAR_S });

/** The language: asked for by a link, then chosen before, then the person's setting, then what the browser prefers. */
function chosenLanguage(c: Context, me: Me | undefined): Language {
  const asked = c.req.query("lang");
  if (isLanguage(asked)) {
    keepLanguage(c, asked);
    return asked;
  }
  const chosen = getCookie(c, LANGUAGE_COOKIE) ?? me?.locale;
  return isLanguage(chosen) ? chosen : acceptedLanguage(c.req.header("accept-language"));
}

function pathOf(c: Context): string {
  const url = new URL(c.req.url);
  url.searchParams.delete("lang");
  return `${url.pathname}${url.search}`;
}

/** Begins a page: reads who is there and what they prefer, and says that the answer is theirs alone. */
export async function visitOf(c: Context, deps: PagesDeps): Promise<Visit> {
  const api = deps.api(c);
  const [me, unread] = deps.isSignedIn(c) ? await Promise.all([readMe(api), readUnread(api)]) : [];
  const asked = getCookie(c, ZONE_COOKIE) ?? "";
  const zone = isZone(asked) ? asked : "UTC";
  const language = chosenLanguage(c, me);
  const path = pathOf(c);
  c.header("Vary", "Accept-Language, Cookie");
  c.header("Content-Language", language);
  c.header("Cache-Control", "private, no-cache");
  return {
    ...{ deps, api, me, language, unread, zone, path },
    assets: await deps.assets(),
    furniture: await deps.furnish?.({ language, zone, path }),
    formToken: deps.formToken(c),
    now: deps.now(),
  };
}

/** Where signing in begins so that it ends on this page. */
export const signInPath = ({ path }: Pick<Visit, "path">): string =>
  `/signin?return=${encodeURIComponent(path)}`;
