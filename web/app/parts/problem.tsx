import type { Problem } from "@firstlot/sdk/client";
import type { PropsWithChildren } from "react";
import { useSay } from "../../ui/language.tsx";
import { Empty } from "../../ui/parts.tsx";
import { problemOf } from "../api.ts";
import { APP } from "../app-messages.ts";

/** What the platform says of a refusal: the sentence, and each field with its remedy. */
export const ProblemText = ({ problem }: { readonly problem: Problem }) => {
  const say = useSay(APP);
  if (problem.status === 0) return <p>{say("unreachable")}</p>;
  return (
    <>
      <p>{problem.title}</p>
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
};

/** A screen that could not be loaded: signed out, not allowed, not there, or broken; each with what to do. */
export const LoadFailed = ({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) => {
  const say = useSay(APP);
  const problem = problemOf(error);
  const here = `${window.location.pathname}${window.location.search}`;
  if (problem.status === 401)
    return (
      <Empty
        title={say("signedOutTitle")}
        act={
          <a className="button" href={`/signin?return=${encodeURIComponent(here)}`}>
            {say("signIn")}
          </a>
        }
      >
        <p>{say("signedOutText")}</p>
      </Empty>
    );
  if (problem.status === 403)
    return (
      <Empty title={say("forbiddenTitle")}>
        <p>{say("forbiddenText")}</p>
      </Empty>
    );
  if (problem.status === 404)
    return (
      <Empty title={say("notFoundTitle")}>
        <p>{say("notFoundText")}</p>
      </Empty>
    );
  return (
    <Empty
      title={say("failedTitle")}
      act={
        retry === undefined ? undefined : (
          <button type="button" className="button" onClick={retry}>
            {say("retry")}
          </button>
        )
      }
    >
      <ProblemText problem={problem} />
    </Empty>
  );
};

interface LoadedProps<T> {
  readonly query: {
    readonly data: T | undefined;
    readonly error: unknown;
    readonly isFetching: boolean;
    readonly refetch: () => unknown;
  };
  /** Lines of the skeleton, about as many as the content will have. */
  readonly lines?: number;
  readonly children: (data: T) => React.ReactNode;
}

/** Data once it is there; a skeleton of its size before, old data dimmed while it is read again. */
export function Loaded<T>({ query, lines = 6, children }: LoadedProps<T>) {
  if (query.data !== undefined)
    return (
      <div className="loaded" aria-busy={query.isFetching}>
        {children(query.data)}
      </div>
    );
  if (query.error !== null && query.error !== undefined)
    return <LoadFailed error={query.error} retry={() => void query.refetch()} />;
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
  props: PropsWithChildren<{ readonly title: string; readonly lead?: React.ReactNode }>,
) => (
  <div className="screen-head row between top">
    <div className="stack tight">
      <h1>{props.title}</h1>
      {props.lead === undefined ? null : <div className="muted">{props.lead}</div>}
    </div>
    {props.children === undefined ? null : <div className="row">{props.children}</div>}
  </div>
);
