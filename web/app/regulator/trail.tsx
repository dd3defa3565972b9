import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useWord } from "../../ui/code-word.tsx";
import { useSay } from "../../ui/language.tsx";
import { Note } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { Loaded, ScreenHead } from "../parts/problem.tsx";
import { type Break, firstBreak } from "./chain.ts";
import { type AuditEvent, type History, readRoster, useHistory } from "./regulator-data.ts";
import { REGULATOR } from "./regulator-messages.ts";

/** Who acted: the staff by name and role, everybody else by account, since events hold no names. */
const Actor = ({ actor }: { readonly actor: string }) => {
  const say = useSay(REGULATOR);
  const word = useWord(REGULATOR);
  const roster = useQuery({
    queryKey: ["roster-names"],
    queryFn: () => readRoster(""),
    staleTime: ROSTER_MS,
  });
  const member = roster.data?.items.find(({ userId }) => userId === actor);
  if (member?.name !== undefined)
    return <>{say("staffMember", { name: member.name, role: word("role", member.role) })}</>;
  if (actor.startsWith("usr_")) return <>{say("aPerson", { id: actor.slice(-6) })}</>;
  if (actor.startsWith("ptr_")) return <>{say("aBank", { id: actor.slice(-6) })}</>;
  return <>{say("thePlatform")}</>;
};

const ROSTER_MS = 300_000;
const ID = /^(cmp|ent|cas|trn|pay|ins|plg|set|run|brk)_[0-9A-HJKMNP-TV-Z]{20}$/;

/** A member of an event's data: ids lead to their own trail. */
const Datum = ({ value }: { readonly value: unknown }) => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return typeof value === "string" && ID.test(value) ? (
    <Link to="/app/regulator/trail/$aggregateId" params={{ aggregateId: value }}>
      <code>{text}</code>
    </Link>
  ) : (
    <code>{text}</code>
  );
};

const EventLine = ({ event, isBroken }: { readonly event: AuditEvent; readonly isBroken: boolean }) => {
  const say = useSay(REGULATOR);
  const word = useWord(REGULATOR);
  const data = Object.entries(event.data);
  return (
    <li className={isBroken ? "broken" : undefined}>
      <p>
        <strong>{word("event", event.kind)}</strong>{" "}
        <span className="muted small">
          {event.version} · <Actor actor={event.actor} /> · <Time at={event.at} />
        </span>
      </p>
      <details>
        <summary>{say("eventDetails")}</summary>
        <dl className="pairs small">
          <dt>{say("eventKind")}</dt>
          <dd>
            <code>{event.kind}</code>
          </dd>
          <dt>{say("actor")}</dt>
          <dd>
            <code>{event.actor}</code>
          </dd>
          {data.map(([key, value]) => (
            <div key={key} className="pair">
              <dt>
                <code>{key}</code>
              </dt>
              <dd>
                <Datum value={value} />
              </dd>
            </div>
          ))}
          <dt>{say("hash")}</dt>
          <dd>
            <code>{event.hash}</code>
          </dd>
          <dt>{say("prevHash")}</dt>
          <dd>{event.prevHash === "" ? say("firstEvent") : <code>{event.prevHash}</code>}</dd>
        </dl>
      </details>
    </li>
  );
};

type Checked = Readonly<{ kind: "ready" | "running" }> | Readonly<{ kind: "done"; found: Break | undefined }>;

/** A file of the history for a check elsewhere; gone when the screen closes. */
const HistoryFile = ({ history }: { readonly history: History }) => {
  const say = useSay(REGULATOR);
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(
      new Blob([JSON.stringify(history.items, null, 2)], { type: "application/json" }),
    );
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [history]);
  return address === undefined ? null : (
    <a
      className="button quiet small"
      href={address}
      download={`${history.aggregate.replaceAll(":", "-")}.json`}
    >
      {say("downloadHistory")}
    </a>
  );
};

const Verify = ({
  history,
  onFound,
}: {
  readonly history: History;
  readonly onFound: (found?: Break) => void;
}) => {
  const say = useSay(REGULATOR);
  const word = useWord(REGULATOR);
  const [checked, setChecked] = useState<Checked>({ kind: "ready" });
  const verify = async () => {
    setChecked({ kind: "running" });
    const found = await firstBreak(history.items);
    setChecked({ kind: "done", found });
    onFound(found);
  };
  const { chain } = history;
  const isWhole = checked.kind === "done" && checked.found === undefined && chain.whole;
  return (
    <div className="stack tight">
      <div className="row">
        <button
          type="button"
          className="button small"
          aria-disabled={checked.kind === "running"}
          onClick={() => void verify()}
        >
          {say("verify")}
        </button>
        <HistoryFile history={history} />
      </div>
      {checked.kind !== "done" ? null : isWhole ? (
        <Note tone="ok" title={say("chainWhole", { count: history.items.length })} alert>
          <p>{say(chain.truncated ? "chainTruncated" : "chainWholeHow")}</p>
        </Note>
      ) : (
        <Note tone="danger" title={say("chainBroken")} alert>
          {checked.found === undefined ? (
            <p>
              {say("platformSays")} <code>{chain.firstBreak}</code>
            </p>
          ) : (
            <p>
              {say("brokenAt", { version: checked.found.event.version })} {word("break", checked.found.what)}{" "}
              <code>{checked.found.event.id}</code>
            </p>
          )}
        </Note>
      )}
      <details>
        <summary>{say("offline")}</summary>
        <div className="stack tight">
          <ol>
            <li>{say("offline1")}</li>
            <li>{say("offline2")}</li>
            <li>{say("offline3")}</li>
            <li>{say("offline4")}</li>
          </ol>
        </div>
      </details>
    </div>
  );
};

/** The audit trail of a thing: every change by whom and when, its chain of hashes, and how to check it. */
export const Trail = ({ id }: { readonly id: string }) => {
  const say = useSay(REGULATOR);
  const query = useHistory(id);
  const [broken, setBroken] = useState<Break>();
  return (
    <section className="stack" aria-labelledby="trail-title">
      <h2 id="trail-title">{say("trail")}</h2>
      <Loaded query={query} lines={8}>
        {(history) => (
          <div className="stack">
            <Verify history={history} onFound={setBroken} />
            <ol className="plain trail">
              {history.items.map((event) => (
                <EventLine key={event.id} event={event} isBroken={event.id === broken?.event.id} />
              ))}
            </ol>
          </div>
        )}
      </Loaded>
    </section>
  );
};

/** The trail of anything, by its number. */
export const TrailScreen = () => {
  const say = useSay(REGULATOR);
  const { aggregateId = "" } = useParams({ strict: false });
  return (
    <>
      <ScreenHead title={say("trailOf")} lead={<code>{aggregateId}</code>} />
      <Trail key={aggregateId} id={aggregateId} />
    </>
  );
};
