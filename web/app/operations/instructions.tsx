import { granted } from "@firstlot/sdk/client";
import { Link } from "@tanstack/react-router";
import { CodeWord, useWord } from "../../ui/code-word.tsx";
import { useSay } from "../../ui/language.tsx";
import { Money } from "../../ui/money.tsx";
import { Time } from "../../ui/time.tsx";
import { staffApi } from "../api.ts";
import { TRAFFIC } from "../bank-traffic/traffic-messages.ts";
import { TrafficTag } from "../bank-traffic/traffic-tag.tsx";
import { Filter, useQueryMember } from "../parts/filter.tsx";
import { PagedTable } from "../parts/paged-table.tsx";
import { pageAt } from "../parts/pages.tsx";
import { Loaded, ScreenHead } from "../parts/problem.tsx";
import { INSTRUCTION_STATUSES, oneOf, type Partner, usePartners } from "./operations-data.ts";
import { OPERATIONS } from "./operations-messages.ts";

const List = ({ partners }: { readonly partners: readonly Partner[] }) => {
  const say = useSay(OPERATIONS);
  const trafficWord = useWord(TRAFFIC);
  const [bank = partners[0]?.id ?? "", chooseBank] = useQueryMember("bank");
  const [asked = "created", chooseStatus] = useQueryMember("status");
  const status = oneOf(INSTRUCTION_STATUSES, asked) ?? "created";
  return (
    <div className="stack">
      <div className="row">
        <Filter
          name="bank"
          label={say("bank")}
          value={bank}
          options={partners.map(({ id, name }) => [id, name])}
          choose={chooseBank}
        />
        <Filter
          name="status"
          label={say("state")}
          value={status}
          options={INSTRUCTION_STATUSES.map((one) => [one, trafficWord("instruction", one)] as const)}
          choose={chooseStatus}
        />
      </div>
      <PagedTable
        label={say("instructions")}
        queryKey={["instructions", bank, status]}
        read={async (cursor) =>
          granted(
            await staffApi.GET("/instructions", {
              params: {
                query: { partnerId: bank, status, ...pageAt(cursor) },
              },
            }),
          )
        }
        keyOf={({ id }) => id}
        empty={say("instructionsEmpty")}
        columns={[
          {
            head: say("instruction"),
            cell: ({ id, kind, creditor }) => (
              <Link to="/app/operations/instructions/$instructionId" params={{ instructionId: id }}>
                <CodeWord voice={TRAFFIC} group="kind" code={kind} /> · {creditor.name}
              </Link>
            ),
          },
          { head: say("amount"), right: true, cell: ({ amount }) => <Money value={amount} /> },
          {
            head: say("state"),
            cell: ({ status: state }) => <TrafficTag group="instruction" state={state} />,
          },
          { head: say("reason"), cell: ({ reason }) => reason ?? "" },
          { head: say("createdAt"), cell: ({ createdAt }) => <Time at={createdAt} as="short" /> },
        ]}
      />
    </div>
  );
};

/** What the banks were told to pay. */
export const Instructions = () => {
  const say = useSay(OPERATIONS);
  return (
    <>
      <ScreenHead title={say("instructions")} lead={say("instructionsLead")} />
      <Loaded query={usePartners()}>{(partners) => <List partners={partners} />}</Loaded>
    </>
  );
};
