import type { Problem } from "@firstlot/sdk/client";
import type { PropsWithChildren, ReactNode } from "react";
import type { Catalogue, Voice } from "../../messages/say.ts";
import { useWord } from "../../ui/code-word.tsx";
import { useSay } from "../../ui/language.tsx";
import { Empty } from "../../ui/parts.tsx";
import { problemOf } from "../api.ts";
import { APP } from "../app-messages.ts";

/**
 * What the platform says of a refusal: the sentence, and each field with its remedy.
 * @param voice words of an area for the refusals that belong to it, `problem_…` by code; others stay as the platform says
 */
export function ProblemText<C extends Catalogue>(props: {
  readonly problem: Problem;
  readonly voice?: Voice<C> | undefined;
}) {
  const { problem, voice } = props;
  const say = useSay(APP);
  const word = useWord<Catalogue>(voice ?? APP);
  if (problem.status === 0) return <p>{say("unreachable")}</p>;
  const own = word("problem", problem.code);
  return (
    <>
      <p>{own === problem.code ? problem.title : own}</p>
      {problem.errors === undefined || problem.errors.length === 0 ? null : (
        <ul>
          {problem.errors.map(({ pointer, detail }) => (
            <li key={`${pointer} ${detail}`}>
              <code>{pointer}</code> {detail}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface Failure {
  readonly title: string;
  readonly text: ReactNode;
  readonly act?: ReactNode;
}

interface LoadFailedProps {
  readonly error: unknown;
  readonly retry?: (() => void) | undefined;
  /** It stands for a whole screen, and so brings its heading. */
  readonly isScreen?: boolean | undefined;
}

/** What could not be loaded: signed out, not allowed, not there, or broken; each with what to do. */
export const LoadFailed = ({ error, retry, isScreen = false }: LoadFailedProps) => {
  const { title, text, act } = useFailure(error, retry);
  if (!isScreen)
    return (
      <Empty title={title} act={act}>
        {text}
      </Empty>
    );
  return (
    <div className="stack">
      <ScreenHead title={title} />
      <div className="empty">
        {text}
        {act}
      </div>
    </div>
  );
};

function useFailure(error: unknown, retry: (() => void) | undefined): Failure {
  const say = useSay(APP);
  const problem = problemOf(error);
  const here = `${window.location.pathname}${window.location.search}`;
  if (problem.status === 401)
    return {
      title: say("signedOutTitle"),
      text: <p>{say("signedOutText")}</p>,
      act: (
        <a className="button" href={`/signin?return=${encodeURIComponent(here)}`}>
          {say("signIn")}
        </a>
      ),
    };
  if (problem.status === 403) return { title: say("forbiddenTitle"), text: <p>{say("forbiddenText")}</p> };
  if (problem.status === 404) return { title: say("notFoundTitle"), text: <p>{say("notFoundText")}</p> };
  return {
    title: say("failedTitle"),
    text: <ProblemText problem={problem} />,
    ...(retry === undefined
      ? {}
      : {
          act: (
            <button type="button" className="button" onClick={retry}>
              {say("retry")}
            </button>
          ),
        }),
  };
}

interface LoadedProps<T> {
  readonly query: {
    readonly data: T | undefined;
    readonly error: unknown;
    readonly isFetching: boolean;
    readonly refetch: () => unknown;
  };
  /** Lines of the skeleton, about as many as the content will have. */
  readonly lines?: number;
  /** What is loaded is the whole screen with its heading, not a part of one. */
  readonly isScreen?: boolean;
  readonly children: (data: T) => ReactNode;
}

/** Data once it is there; a skeleton of its size before, old data dimmed while it is read again. */
export function Loaded<T>({ query, lines = 6, isScreen, children }: LoadedProps<T>) {
  if (query.data !== undefined)
    return (
      <div className="loaded" aria-busy={query.isFetching}>
        {children(query.data)}
      </div>
    );
  if (query.error !== null && query.error !== undefined)
    return <LoadFailed error={query.error} retry={() => void query.refetch()} isScreen={isScreen} />;
  return <Skeleton lines={lines} />;
}

/** Stands for content that is on its way: seen only when it takes longer than a blink. */
export const Skeleton = ({ lines }: { readonly lines: number }) => {
  const say = useSay(APP);
  return (
    <div className="skeleton" aria-busy="true">
      <span className="away" role="status">
        {say("loading")}
      </span>
      {Array.from({ length: lines }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a skeleton are all alike
        <div key={at} className="skeleton-line" />
      ))}
    </div>
  );
};

/** The head of a screen: its one heading, what it is about, and its acts. */
export const ScreenHead = (
  props: PropsWithChildren<{ readonly title: string; readonly lead?: ReactNode }>,
) => (
  <div className="screen-head row between top">
    <div className="stack tight">
      <h1>{props.title}</h1>
      {props.lead === undefined ? null : <div className="muted">{props.lead}</div>}
    </div>
    {props.children === undefined ? null : <div className="row">{props.children}</div>}
  </div>
);
