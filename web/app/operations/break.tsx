import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { CodeWord, useWord } from "../../ui/code-word.tsx";
import { SelectField, TextArea, TextField } from "../../ui/field.tsx";
import { useSay } from "../../ui/language.tsx";
import { Money } from "../../ui/money.tsx";
import { Note, Pairs } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { type ActKey, useAct } from "../act.tsx";
import { staffApi } from "../api.ts";
import { ActNotes } from "../parts/act-notes.tsx";
import { formText } from "../parts/form-text.ts";
import { Loaded, ScreenHead } from "../parts/problem.tsx";
import { BoardTag } from "./board-tag.tsx";
import { OPERATIONS } from "./operations-messages.ts";

const read = async (breakId: string) =>
  granted(await staffApi.GET("/breaks/{breakId}", { params: { path: { breakId } } }));
type Break = Awaited<ReturnType<typeof read>>;

const WAYS = ["explain", "correct", "return", "assign"] as const;
type Way = (typeof WAYS)[number];
type Wanted =
  | { readonly step: "confirm" | "drop" | "reopen" }
  | { readonly step: Way; readonly note: string; readonly target: string };

async function perform(breakId: string, wanted: Wanted, header: ActKey): Promise<unknown> {
  const params = { path: { breakId }, header };
  switch (wanted.step) {
    case "confirm":
      return granted(await staffApi.POST("/breaks/{breakId}/confirm", { params }));
    case "drop":
      return granted(await staffApi.POST("/breaks/{breakId}/drop", { params }));
    case "reopen":
      return granted(await staffApi.POST("/breaks/{breakId}/reopen", { params }));
    case "explain":
      return granted(
        await staffApi.POST("/breaks/{breakId}/explain", { params, body: { note: wanted.note } }),
      );
    case "correct": {
      const body = { to: wanted.target, note: wanted.note };
      return granted(await staffApi.POST("/breaks/{breakId}/propose-correction", { params, body }));
    }
    case "return":
      return granted(
        await staffApi.POST("/breaks/{breakId}/propose-return", { params, body: { note: wanted.note } }),
      );
    case "assign": {
      const body = { pledgeId: wanted.target, note: wanted.note };
      return granted(await staffApi.POST("/breaks/{breakId}/propose-assignment", { params, body }));
    }
  }
}

const Resolve = ({ one }: { readonly one: Break }) => {
  const say = useSay(OPERATIONS);
  const word = useWord(OPERATIONS);
  const [way, setWay] = useState<Way>("explain");
  const act = useAct({
    perform: (wanted: Wanted, key) => perform(one.id, wanted, key),
    stale: [["break", one.id], ["breaks"]],
    done: say("acted"),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void act.run({ step: way, note: formText(form, "note"), target: formText(form, "target") });
  };
  return (
    <section className="card stack" aria-labelledby="resolve">
      <h2 id="resolve">{say("whatNow")}</h2>
      {one.proposal === undefined ? null : (
        <Note tone="warn" title={say("askedBy", { action: word("way", one.proposal.action) })}>
          <p>{one.proposal.note}</p>
          <p className="small">{say("secondPerson")}</p>
          <p className="row">
            <button type="button" className="button" onClick={() => void act.run({ step: "confirm" })}>
              {say("confirmProposal")}
            </button>
            <button type="button" className="button quiet" onClick={() => void act.run({ step: "drop" })}>
              {say("act_drop")}
            </button>
          </p>
        </Note>
      )}
      {one.status === "explained" ? (
        <button type="button" className="button quiet" onClick={() => void act.run({ step: "reopen" })}>
          {say("reopen")}
        </button>
      ) : null}
      {one.status === "open" && one.proposal === undefined ? (
        <form className="stack" onSubmit={submit}>
          <SelectField
            name="way"
            label={say("way")}
            value={way}
            options={WAYS.map((each) => [each, word("way", each)])}
            onChange={({ target }) => {
              const chosen = WAYS.find((each) => each === Reflect.get(target, "value"));
              if (chosen !== undefined) setWay(chosen);
            }}
          />
          {way === "correct" || way === "assign" ? (
            <TextField
              name="target"
              label={say(way === "correct" ? "targetAccount" : "targetPledge")}
              required
              maxLength={100}
            />
          ) : null}
          <TextArea name="note" label={say("note")} hint={say("noteHint")} required maxLength={500} />
          <button type="submit" className="button">
            {say(way === "explain" ? "explainAct" : "proposeAct")}
          </button>
        </form>
      ) : null}
      <ActNotes of={act} />
    </section>
  );
};

/** One difference, the bank's side and ours, and how it is resolved. */
export const BreakScreen = () => {
  const say = useSay(OPERATIONS);
  const { breakId = "" } = useParams({ strict: false });
  const query = useQuery({ queryKey: ["break", breakId], queryFn: () => read(breakId) });
  return (
    <Loaded isScreen query={query} lines={10}>
      {(one) => (
        <div className="stack">
          <ScreenHead
            title={say("break")}
            lead={<CodeWord voice={OPERATIONS} group="breakKind" code={one.kind} />}
          >
            <BoardTag group="break" state={one.status} />
          </ScreenHead>
          <div className="card">
            <Pairs
              items={[
                [say("account"), one.account],
                [say("line"), one.line],
                [say("bankReference"), one.bankReference ?? "–"],
                [say("unposted"), <Money key="u" value={one.unposted} />],
                [say("suspense"), <Money key="s" value={one.suspense} />],
                [say("book"), <code key="b">{one.book}</code>],
                [say("since"), <Time key="t" at={one.at} />],
              ]}
            />
          </div>
          <Resolve one={one} />
        </div>
      )}
    </Loaded>
  );
};
