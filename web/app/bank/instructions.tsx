import { granted } from "@firstlot/sdk/client";
import { Link } from "@tanstack/react-router";
import { CodeWord, useWord } from "../../ui/code-word.tsx";
import { useSay } from "../../ui/language.tsx";
import { Money } from "../../ui/money.tsx";
import { Time } from "../../ui/time.tsx";
import { bankApi } from "../api.ts";
import { TRAFFIC } from "../bank-traffic/traffic-messages.ts";
import { TrafficTag } from "../bank-traffic/traffic-tag.tsx";
import { Filter, useQueryMember } from "../parts/filter.tsx";
import { PagedTable } from "../parts/paged-table.tsx";
import { pageAt } from "../parts/pages.tsx";
import { ScreenHead } from "../parts/problem.tsx";
import { BANK } from "./bank-messages.ts";
import { ReasonText } from "./reason-text.tsx";

const STATUSES = [
  "sent",
  "accepted",
  "unknown",
  "created",
  "held",
  "settled",
  "rejected",
  "returned",
  "cancelled",
] as const;

/** What the bank was asked to pay, in one state. */
export const Instructions = () => {
  const say = useSay(BANK);
  const trafficWord = useWord(TRAFFIC);
  const [asked, choose] = useQueryMember("status");
  const status = STATUSES.find((one) => one === asked) ?? "sent";
  return (
    <div className="stack">
      <ScreenHead title={say("instructions")} lead={say("instructionsLead")} />
      <Filter
        name="status"
        label={say("state")}
        value={status}
        options={STATUSES.map((one) => [one, trafficWord("instruction", one)] as const)}
        choose={choose}
      />
      <PagedTable
        label={say("instructions")}
        queryKey={["bank-instructions", status]}
        read={async (cursor) =>
          granted(await bankApi.GET("/instructions", { params: { query: { status, ...pageAt(cursor) } } }))
        }
        keyOf={({ id }) => id}
        empty={say("instructionsEmpty")}
        columns={[
          {
            head: say("instruction"),
            cell: ({ id, kind, creditor }) => (
              <Link to="/app/bank/instructions/$instructionId" params={{ instructionId: id }}>
                <CodeWord voice={TRAFFIC} group="kind" code={kind} /> · {creditor.name}
              </Link>
            ),
          },
          { head: say("amount"), right: true, cell: ({ amount }) => <Money value={amount} /> },
          { head: say("executeOn"), cell: ({ executeOn }) => executeOn ?? "–" },
          {
            head: say("state"),
            cell: ({ status: state }) => <TrafficTag group="instruction" state={state} />,
          },
          {
            head: say("reason"),
            cell: ({ reason }) => (reason === undefined ? "–" : <ReasonText reason={reason} />),
          },
          { head: say("createdAt"), cell: ({ createdAt }) => <Time at={createdAt} as="short" /> },
        ]}
      />
    </div>
  );
};
