import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { type PropsWithChildren, useEffect, useRef } from "react";
import { LANGUAGE_NAMES, LANGUAGES } from "../messages/say.ts";
import { useReader, useSay } from "../ui/language.tsx";
import { APP } from "./app-messages.ts";
import { type Me, useMe } from "./me.ts";
import { presentEntry } from "./present-entry.ts";

/** The workspaces a person has, by role. */
function workspacesOf(me: Me) {
  const roles = new Set(me.staffRoles);
  return [
    {
      to: "/app/enterprise",
      label: "navEnterprise",
      has: me.staffRoles.length === 0 && me.bankOf === undefined,
    },
    { to: "/app/review", label: "navReview", has: roles.has("analyst") || roles.has("approver") },
    { to: "/app/operations", label: "navOperations", has: roles.has("operator") },
    { to: "/app/bank", label: "navBank", has: me.bankOf !== undefined },
    { to: "/app/regulator", label: "navRegulator", has: roles.has("regulator") },
  ] as const;
}

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
              : workspacesOf(me).map(({ to, label, has }) =>
                  has ? (
                    <li key={to}>
                      <Link to={to}>{say(label)}</Link>
                    </li>
                  ) : null,
                )}
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
      <Outlet />
    </div>
  </>
);

/** One entry of a workspace's menu; the screens below its address belong to it. */
export interface MenuEntry {
  readonly to: string;
  readonly label: string;
}

/** A link calls itself the present one at its own address alone; what stands below is for `presentEntry`. */
const EXACT = { exact: true, includeSearch: false } as const;

/** A workspace: its menu at the side, its screens beside it. */
export const Workspace = (props: PropsWithChildren<{ readonly menu: readonly MenuEntry[] }>) => {
  const say = useSay(APP);
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const present = presentEntry(
    props.menu.map(({ to }) => to),
    pathname,
  );
  const first = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves whenever the screen changes
  useEffect(() => {
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
  }, [pathname]);
  return (
    <div className="workspace">
      <nav aria-label={say("navSection")}>
        <ul>
          {props.menu.map(({ to, label }) => (
            <li key={to}>
              <Link to={to} activeOptions={EXACT} aria-current={to === present ? "page" : undefined}>
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <main id="main" tabIndex={-1} ref={main}>
        {props.children}
      </main>
    </div>
  );
};
