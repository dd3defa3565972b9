import { Link } from "@tanstack/react-router";
import { useSay } from "../../ui/language.tsx";
import { CASE_KINDS, type QueueFilter } from "./review-data.ts";
import { REVIEW, useWords } from "./review-messages.ts";

const EXACT = { exact: true } as const;

const without = (filter: QueueFilter, name: keyof QueueFilter): QueueFilter =>
  Object.fromEntries(Object.entries(filter).filter(([key]) => key !== name));

/** Open or over, and chips for the rest; every choice is a link, so that the address holds it. */
export const QueueFilters = ({ filter }: { readonly filter: QueueFilter }) => {
  const say = useSay(REVIEW);
  const { word } = useWords();
  const tab = (label: string, search: QueueFilter, here: boolean) => (
    <li>
      <Link to="/app/review" search={search} activeOptions={EXACT} aria-current={here ? "page" : undefined}>
        {label}
      </Link>
    </li>
  );
  const chip = (key: string, label: string, search: QueueFilter, here: boolean) => (
    <Link
      key={key}
      className="chip"
      to="/app/review"
      search={search}
      activeOptions={EXACT}
      aria-current={here ? "true" : undefined}
    >
      {label}
    </Link>
  );
  return (
    <nav aria-label={say("filters")} className="stack tight queue-filters">
      <ul className="tabs">
        {tab(say("tabOpen"), without(filter, "over"), filter.over !== true)}
        {tab(say("tabOver"), { ...without(filter, "mine"), over: true }, filter.over === true)}
      </ul>
      <div className="row chips">
        {chip("all", say("allKinds"), without(filter, "kind"), filter.kind === undefined)}
        {CASE_KINDS.map((kind) => chip(kind, word("kinds", kind), { ...filter, kind }, filter.kind === kind))}
        {filter.over === true
          ? null
          : chip(
              "mine",
              say("mine"),
              filter.mine === true ? without(filter, "mine") : { ...filter, mine: true },
              filter.mine === true,
            )}
      </div>
    </nav>
  );
};
