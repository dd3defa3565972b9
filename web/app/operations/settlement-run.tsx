import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useSay } from "../../ui/language.tsx";
import { Money } from "../../ui/money.tsx";
import { Facts, Note } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { Loaded, ScreenHead } from "../parts/problem.tsx";
import { ShortId } from "../parts/short-id.tsx";
import { Table } from "../parts/table.tsx";
import { BoardTag } from "./board-tag.tsx";
import { readRun } from "./operations-data.ts";
import { OPERATIONS } from "./operations-messages.ts";

/** One settlement run: its state, its control total and what it carries. */
export const SettlementRunScreen = () => {
  const say = useSay(OPERATIONS);
  const { runId = "" } = useParams({ strict: false });
  const run = useQuery({ queryKey: ["run", runId], queryFn: () => readRun(runId) });
  return (
    <Loaded isScreen query={run}>
      {(one) => (
        <div className="stack">
          <ScreenHead title={say("runOf", { day: one.bankDay, currency: one.currency })} />
          <Facts
            items={[
              [say("state"), <BoardTag key="state" group="run" state={one.status} />],
              [say("cutOff"), <Time key="cut-off" at={one.cutOff} />],
              [say("instructionCount"), one.count ?? "–"],
              [
                say("controlTotal"),
                one.controlTotal === undefined ? "–" : <Money key="total" value={one.controlTotal} />,
              ],
              [say("notDone"), one.failedCount ?? 0],
            ]}
          />
          {one.reason === undefined ? null : (
            <Note tone="warn">
              <p>{one.reason}</p>
            </Note>
          )}
          <h2>{say("instructions")}</h2>
          <Table
            label={say("instructions")}
            rows={one.members.items}
            keyOf={({ instructionId }) => instructionId}
            columns={[
              {
                head: say("instruction"),
                cell: ({ instructionId }) => (
                  <Link to="/app/operations/instructions/$instructionId" params={{ instructionId }}>
                    <ShortId id={instructionId} />
                  </Link>
                ),
              },
              { head: say("amount"), right: true, cell: ({ amount }) => <Money value={amount} /> },
            ]}
          />
        </div>
      )}
    </Loaded>
  );
};
