import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { CodeWord } from "../../ui/code-word.tsx";
import { useSay } from "../../ui/language.tsx";
import { Tag } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { type ActKey, useAct } from "../act.tsx";
import { staffApi } from "../api.ts";
import { ActNotes } from "../parts/act-notes.tsx";
import { PagedTable } from "../parts/paged-table.tsx";
import { pageAt } from "../parts/pages.tsx";
import { Loaded, ScreenHead } from "../parts/problem.tsx";
import { ShortId } from "../parts/short-id.tsx";
import { Table } from "../parts/table.tsx";
import { OPERATIONS } from "./operations-messages.ts";

const readSwitches = async () => granted(await staffApi.GET("/work/switches")).items;
type Kind = Awaited<ReturnType<typeof readSwitches>>[number];

const setSwitch = async ({ kind, off }: Kind, header: ActKey) =>
  granted(
    await staffApi.POST("/work/switches/{kind}", { params: { path: { kind }, header }, body: { off } }),
  );

const Switches = () => {
  const say = useSay(OPERATIONS);
  const switches = useQuery({ queryKey: ["switches"], queryFn: readSwitches });
  const act = useAct({ perform: setSwitch, stale: [["switches"]], done: say("acted") });
  return (
    <section className="stack">
      <h2>{say("switches")}</h2>
      <p className="muted">{say("switchesLead")}</p>
      <ActNotes of={act} />
      <Loaded query={switches} lines={10}>
        {(items) => (
          <Table
            label={say("switches")}
            rows={items}
            keyOf={({ kind }) => kind}
            columns={[
              {
                head: say("workKind"),
                cell: ({ kind }) => <CodeWord voice={OPERATIONS} group="work" code={kind} />,
              },
              {
                head: say("state"),
                cell: ({ off }) =>
                  off ? <Tag tone="danger">{say("off")}</Tag> : <Tag tone="ok">{say("on")}</Tag>,
              },
              {
                head: <span className="away">{say("whatNow")}</span>,
                cell: ({ kind, off }) => (
                  <button
                    type="button"
                    className="link-button"
                    onClick={() => void act.run({ kind, off: !off })}
                  >
                    {say(off ? "switchOn" : "switchOff")}
                    <span className="away">
                      {" "}
                      <CodeWord voice={OPERATIONS} group="work" code={kind} />
                    </span>
                  </button>
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </section>
  );
};

/** Deferred work that gave up, and the switches of each kind. */
export const Work = () => {
  const say = useSay(OPERATIONS);
  const act = useAct({
    perform: async (workId: string, header) =>
      granted(await staffApi.POST("/work/parked/{workId}/retry", { params: { path: { workId }, header } })),
    stale: [["parked"]],
    done: say("acted"),
  });
  return (
    <div className="stack wide">
      <section className="stack">
        <ScreenHead title={say("work")} lead={say("workLead")} />
        <ActNotes of={act} />
        <PagedTable
          label={say("parked")}
          queryKey={["parked"]}
          read={async (cursor) =>
            granted(await staffApi.GET("/work/parked", { params: { query: pageAt(cursor) } }))
          }
          keyOf={({ id }) => id}
          empty={say("parkedEmpty")}
          columns={[
            {
              head: say("workKind"),
              cell: ({ kind }) => <CodeWord voice={OPERATIONS} group="work" code={kind} />,
            },
            { head: say("object"), cell: ({ ref }) => <ShortId id={ref} /> },
            { head: say("lastError"), cell: ({ lastError }) => lastError ?? "" },
            { head: say("attempts"), right: true, cell: ({ attempt }) => attempt },
            {
              head: say("since"),
              cell: ({ parkedAt, dueAt }) => <Time at={parkedAt ?? dueAt} as="short" />,
            },
            {
              head: <span className="away">{say("whatNow")}</span>,
              cell: ({ id }) => (
                <button type="button" className="button small" onClick={() => void act.run(id)}>
                  {say("retryWork")}
                </button>
              ),
            },
          ]}
        />
        <p className="small muted">{say("retryNote")}</p>
      </section>
      <Switches />
    </div>
  );
};
