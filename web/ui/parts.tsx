import type { PropsWithChildren, ReactNode } from "react";

/** What a state means for people: colour goes with a word, never alone. */
export type Tone = "neutral" | "brand" | "ok" | "warn" | "danger" | "info";

/** A state in a word. */
export const Tag = ({ tone = "neutral", children }: PropsWithChildren<{ readonly tone?: Tone }>) => (
  <span className={tone === "neutral" ? "tag" : `tag ${tone}`}>{children}</span>
);

type NoteTone = Extract<Tone, "info" | "ok" | "warn" | "danger">;

/** Something that must be read where it stands. `alert` announces it at once: only for what has just happened. */
export const Note = (
  props: PropsWithChildren<{ readonly tone: NoteTone; readonly title?: ReactNode; readonly alert?: boolean }>,
) => {
  const { tone, title, alert = false, children } = props;
  return (
    <div className={`note ${tone}`} role={alert ? "alert" : undefined}>
      {title === undefined ? null : (
        <p>
          <strong>{title}</strong>
        </p>
      )}
      {children}
    </div>
  );
};

/** A list with nothing in it: what will appear, why it is empty, one thing to do. */
export const Empty = (props: PropsWithChildren<{ readonly title: ReactNode; readonly act?: ReactNode }>) => (
  <div className="empty">
    <p>
      <strong>{props.title}</strong>
    </p>
    {props.children}
    {props.act}
  </div>
);

/** A table that scrolls in a labelled box of its own, reachable by keyboard. */
export const TableBox = ({ label, children }: PropsWithChildren<{ readonly label: string }>) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
  <section className="table-box" aria-label={label} tabIndex={0}>
    {children}
  </section>
);

/** Terms and what they are, side by side. */
export const Pairs = ({ items }: { readonly items: readonly (readonly [ReactNode, ReactNode])[] }) => (
  <dl className="pairs">
    {items.map(([term, value], at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order
      <Pair key={at} term={term} value={value} />
    ))}
  </dl>
);

const Pair = ({ term, value }: { readonly term: ReactNode; readonly value: ReactNode }) => (
  <>
    <dt>{term}</dt>
    <dd>{value}</dd>
  </>
);

/** The few figures that a page is about. */
export const Facts = ({ items }: { readonly items: readonly (readonly [ReactNode, ReactNode])[] }) => (
  <dl className="facts">
    {items.map(([term, value], at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order
      <div key={at}>
        <dt>{term}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
