import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { type PropsWithChildren, useEffect, useRef } from "react";
import { LANGUAGE_NAMES, LANGUAGES } from "../messages/say.ts";
import { type DeskName, desksOf, isShutOut } from "../ui/desks.ts";
import { useReader, useSay } from "../ui/language.tsx";
import { APP } from "./app-messages.ts";
import { type Me, useMe } from "./me.ts";
import { PageNotes } from "./page-note.tsx";
import { presentEntry } from "./present-entry.ts";

/** The workspaces a person has: an enterprise's, unless one works for the platform or for a bank. */
const workspacesOf = (me: Me) => {
  const desks = desksOf(me);
  return desks.length > 0 ? desks : ([{ to: "/app/enterprise", label: "navEnterprise" }] as const);
};

const Bar = () => {
  const say = useSay(APP);
  const me = useMe();
  const { language } = useReader();
  const { href } = useLocation();
  const inLanguage = (one: string) => `${href}${href.includes("?") ? "&" : "?"}lang=${one}`;
  return (
    <header className="bar">
      <div className="app-wrap">
        <a className="wordmark" href="/">
          {say("name")}
        </a>
        <nav aria-label={say("navMain")}>
          <ul>
            <li>
              <a href="/explore">{say("navExplore")}</a>
            </li>
            {me === null || me === undefined
              ? null
              : workspacesOf(me).map(({ to, label }) => (
                  <li key={to}>
                    <Link to={to}>{say(label)}</Link>
                  </li>
                ))}
          </ul>
        </nav>
        <ul className="end">
          {me === null || me === undefined ? null : (
            <>
              <li>
                <a href="/portfolio">{say("navPortfolio")}</a>
              </li>
              <li>
                <a href="/notices">{say("navNotices")}</a>
              </li>
              <li>
                <a href="/account">{me.name ?? me.email}</a>
              </li>
            </>
          )}
          {LANGUAGES.filter((one) => one !== language).map((one) => (
            <li key={one}>
              <a href={inLanguage(one)} hrefLang={one} lang={one}>
                {LANGUAGE_NAMES[one]}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </header>
  );
};

/** The frame of every workspace. A change of screen moves the focus to its content. */
export const Shell = () => (
  <>
    <Bar />
    <div className="app-wrap">
      <PageNotes>
        <Outlet />
      </PageNotes>
    </div>
  </>
);

/** One entry of a workspace's menu; the screens below its address belong to it. */
interface MenuEntry {
  readonly to: string;
  readonly label: string;
}

/** A link calls itself the present one at its own address alone; what stands below is for `presentEntry`. */
const EXACT = { exact: true, includeSearch: false } as const;

/** Scrolls a menu that is wider than its place to its present entry. */
function showPresent(menu: HTMLElement | null): void {
  const entry = menu?.querySelector<HTMLElement>("[aria-current]");
  if (menu === null || entry === null || entry === undefined) return;
  menu.scrollLeft = entry.offsetLeft - (menu.clientWidth - entry.offsetWidth) / 2;
}

interface WorkspaceProps {
  readonly menu: readonly MenuEntry[];
  /** The desk it is, if it is one: whoever it does not open to sees no menu of it. */
  readonly desk?: DeskName;
}

/** A workspace: its menu at the side, its screens beside it. */
export const Workspace = (props: PropsWithChildren<WorkspaceProps>) => {
  const say = useSay(APP);
  const me = useMe();
  const main = useRef<HTMLElement>(null);
  const menu = useRef<HTMLUListElement>(null);
  const { pathname } = useLocation();
  const present = presentEntry(
    props.menu.map(({ to }) => to),
    pathname,
  );
  const first = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves, and the menu with it, whenever the screen changes
  useEffect(() => {
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
    showPresent(menu.current);
  }, [pathname]);
  return (
    <div className="workspace">
      {props.desk !== undefined && isShutOut(me, props.desk) ? null : (
        <nav aria-label={say("navSection")}>
          <ul ref={menu}>
            {props.menu.map(({ to, label }) => (
              <li key={to}>
                <Link to={to} activeOptions={EXACT} aria-current={to === present ? "page" : undefined}>
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <main id="main" tabIndex={-1} ref={main}>
        {props.children}
      </main>
    </div>
  );
};
