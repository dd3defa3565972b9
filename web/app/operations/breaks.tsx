import { granted } from "@firstlot/sdk/client";
import { Link } from "@tanstack/react-router";
import { CodeWord, useWord } from "../../ui/code-word.tsx";
import { useSay } from "../../ui/language.tsx";
import { Money } from "../../ui/money.tsx";
import { Time } from "../../ui/time.tsx";
import { staffApi } from "../api.ts";
import { Filter, useQueryMember } from "../parts/filter.tsx";
import { PagedTable } from "../parts/paged-table.tsx";
import { pageAt } from "../parts/pages.tsx";
import { ScreenHead } from "../parts/problem.tsx";
import { BoardTag } from "./board-tag.tsx";
import { BREAK_STATUSES, oneOf } from "./operations-data.ts";
import { OPERATIONS } from "./operations-messages.ts";

/** The differences between the banks' books and ours. */
export const Breaks = () => {
  const say = useSay(OPERATIONS);
  const word = useWord(OPERATIONS);
  const [asked = "open", choose] = useQueryMember("status");
  const status = oneOf(BREAK_STATUSES, asked) ?? "open";
  return (
    <div className="stack">
      <ScreenHead title={say("breaks")} lead={say("breaksLead")} />
      <Filter
        name="status"
        label={say("state")}
        value={status}
        options={BREAK_STATUSES.map((one) => [one, word("break", one)])}
        choose={choose}
      />
      <PagedTable
        label={say("breaks")}
        queryKey={["breaks", status]}
        read={async (cursor) =>
          granted(await staffApi.GET("/breaks", { params: { query: { status, ...pageAt(cursor) } } }))
        }
        keyOf={({ id }) => id}
        empty={say(status === "open" ? "breaksNone" : "breaksEmpty")}
        columns={[
          {
            head: say("break"),
            cell: ({ id, kind }) => (
              <Link to="/app/operations/breaks/$breakId" params={{ breakId: id }}>
                <CodeWord voice={OPERATIONS} group="breakKind" code={kind} />
              </Link>
            ),
          },
          { head: say("account"), cell: ({ account }) => <span className="nowrap">{account}</span> },
          { head: say("unposted"), right: true, cell: ({ unposted }) => <Money value={unposted} /> },
          { head: say("suspense"), right: true, cell: ({ suspense }) => <Money value={suspense} /> },
          { head: say("state"), cell: (row) => <BoardTag group="break" state={row.status} /> },
          { head: say("since"), cell: ({ at }) => <Time at={at} as="short" /> },
        ]}
      />
    </div>
  );
};
