import { granted } from "@firstlot/sdk/client";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useWord } from "../../ui/code-word.tsx";
import { CheckField, TextField } from "../../ui/field.tsx";
import { useSay } from "../../ui/language.tsx";
import { Empty } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { useAct } from "../act.tsx";
import { bankApi } from "../api.ts";
import { TRAFFIC } from "../bank-traffic/traffic-messages.ts";
import { TrafficTag } from "../bank-traffic/traffic-tag.tsx";
import { ActNotes } from "../parts/act-notes.tsx";
import { formText } from "../parts/form-text.ts";
import { Loaded, ScreenHead } from "../parts/problem.tsx";
import { Table } from "../parts/table.tsx";
import { useEndpoints } from "./bank-data.ts";
import { EVENT_TYPES } from "./bank-events.ts";
import { BANK } from "./bank-messages.ts";
import { type Secret, ShownOnce } from "./shown-once.tsx";

interface Wanted {
  readonly url: string;
  readonly description: string;
  readonly eventTypes: (typeof EVENT_TYPES)[number][];
}

const NewEndpoint = () => {
  const say = useSay(BANK);
  const word = useWord(TRAFFIC);
  const [secret, setSecret] = useState<Secret>();
  const [missing, setMissing] = useState<"url" | "types">();
  const act = useAct({
    perform: async (wanted: Wanted, header) =>
      granted(await bankApi.POST("/endpoints", { params: { header }, body: wanted })),
    stale: [["bank-endpoints"]],
    onDone: ({ secret: made }) => setSecret(made),
    done: say("endpointCreated"),
  });
  return (
    <section className="card stack" aria-labelledby="new-endpoint">
      <h2 id="new-endpoint">{say("newEndpoint")}</h2>
      <p>{say("newEndpointText")}</p>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const eventTypes = EVENT_TYPES.filter((type) => form.has(type));
          const url = formText(form, "url");
          const lacks = url === "" ? "url" : eventTypes.length === 0 ? "types" : undefined;
          setMissing(lacks);
          if (lacks === undefined)
            void act.run({ url, description: formText(form, "description"), eventTypes });
        }}
      >
        <TextField
          name="url"
          type="url"
          label={say("url")}
          hint={say("urlHint")}
          maxLength={500}
          required
          {...(missing === "url" ? { error: say("urlMissing") } : {})}
        />
        <TextField name="description" label={say("description")} hint={say("optional")} maxLength={200} />
        <fieldset>
          <legend>{say("eventTypes")}</legend>
          {missing === "types" ? <p className="error">{say("typesMissing")}</p> : null}
          {EVENT_TYPES.map((type) => (
            <CheckField key={type} name={type} label={word("event", type)} defaultChecked />
          ))}
        </fieldset>
        <div>
          <button type="submit" className="button" aria-disabled={act.state.kind === "running"}>
            {say("createEndpoint")}
          </button>
        </div>
      </form>
      <ActNotes of={act} />
      {secret === undefined ? null : <ShownOnce secret={secret} />}
    </section>
  );
};

/** Where the bank receives messages. */
export const Endpoints = () => {
  const say = useSay(BANK);
  return (
    <div className="stack">
      <ScreenHead title={say("endpoints")} lead={say("endpointsLead")} />
      <Loaded query={useEndpoints()}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={say("endpointsEmpty")}>
              <p>{say("endpointsEmptyText")}</p>
            </Empty>
          ) : (
            <Table
              label={say("endpoints")}
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                {
                  head: say("endpoint"),
                  cell: ({ id, url }) => (
                    <Link to="/app/bank/endpoints/$endpointId" params={{ endpointId: id }}>
                      {url}
                    </Link>
                  ),
                },
                { head: say("state"), cell: ({ status }) => <TrafficTag group="endpoint" state={status} /> },
                { head: say("description"), cell: ({ description }) => description || "–" },
                { head: say("eventCount"), right: true, cell: ({ eventTypes }) => eventTypes.length },
                { head: say("createdAt"), cell: ({ createdAt }) => <Time at={createdAt} as="short" /> },
              ]}
            />
          )
        }
      </Loaded>
      <NewEndpoint />
    </div>
  );
};
