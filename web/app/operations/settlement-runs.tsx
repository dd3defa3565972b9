import { Link } from "@tanstack/react-router";
import { useSay } from "../../ui/language.tsx";
import { Money } from "../../ui/money.tsx";
import { Time } from "../../ui/time.tsx";
import { PagedTable } from "../parts/paged-table.tsx";
import { ScreenHead } from "../parts/problem.tsx";
import { BoardTag } from "./board-tag.tsx";
import { readRuns, usePartners } from "./operations-data.ts";
import { OPERATIONS } from "./operations-messages.ts";

/** The settlement runs: one for each bank, currency and bank day. */
export const SettlementRuns = () => {
  const say = useSay(OPERATIONS);
  const { data: partners = [] } = usePartners();
  const nameOf = (id: string) => partners.find((one) => one.id === id)?.name ?? id;
  return (
    <>
      <ScreenHead title={say("runs")} lead={say("runsLead")} />
      <PagedTable
        label={say("runs")}
        queryKey={["runs"]}
        read={readRuns}
        keyOf={({ id }) => id}
        empty={say("runsEmpty")}
        columns={[
          {
            head: say("bankDay"),
            cell: ({ id, bankDay }) => (
              <Link className="nowrap" to="/app/operations/runs/$runId" params={{ runId: id }}>
                {bankDay}
              </Link>
            ),
          },
          { head: say("bank"), cell: ({ partnerId }) => nameOf(partnerId) },
          { head: say("state"), cell: ({ status }) => <BoardTag group="run" state={status} /> },
          { head: say("instructionCount"), right: true, cell: ({ count }) => count ?? "–" },
          {
            head: say("controlTotal"),
            right: true,
            cell: ({ controlTotal }) => (controlTotal === undefined ? "–" : <Money value={controlTotal} />),
          },
          { head: say("cutOff"), cell: ({ cutOff }) => <Time at={cutOff} as="short" /> },
          { head: say("notDone"), right: true, cell: ({ failedCount = 0 }) => failedCount },
        ]}
      />
    </>
  );
};
